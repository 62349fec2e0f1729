/** For what logs beside the point of a test. */
import type { Log } from '../../src/kernel/log';

export const SILENT: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
