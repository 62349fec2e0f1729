/** One server at a time works on a data folder. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createApp } from '../../src/app';
import { loadConfig } from '../../src/config';
import { createLogger } from '../../src/logger';
import { TestClock } from '../support/clock';

const surroundings = { clock: new TestClock(), log: createLogger('silent') };
let dataDirectory: string;

beforeEach(() => (dataDirectory = mkdtempSync(path.join(tmpdir(), 'tollgate-test-'))));
afterEach(() => rmSync(dataDirectory, { recursive: true, force: true }));

test('a second server on the same folder does not start, and says why; once the first has stopped, it does', async () => {
  const config = loadConfig({
    PORT: '0',
    HOST: '127.0.0.1',
    TOLLGATE_DATA: dataDirectory,
    TOLLGATE_BCRYPT_COST: '10',
  });
  const first = await createApp(config, surroundings);
  await expect(createApp(config, surroundings)).rejects.toThrow(`Another server is using ${dataDirectory}`);
  await first.close();
  const second = await createApp(config, surroundings);
  await second.close();
});
