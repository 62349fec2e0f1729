/** A server that is asked for neither metrics nor traces nor PostgreSQL does not pay for them: what they are made of is not loaded. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildServer } from '../support/built-server';

const DIST = path.resolve(__dirname, '../../dist/src');
const PROGRAM = `
  const load = (file) => require('${DIST}/' + file);
  const surroundings = { clock: load('kernel/clock').systemClock, log: load('logger').createLogger('silent') };
  load('app').createApp(load('config').loadConfig(), surroundings).then(async (app) => {
    await app.listen();
    await app.close();
    const packages = Object.keys(require.cache).map((file) => /node_modules.(@opentelemetry.sdk-trace-base|prom-client|pg)[/\\\\]/.exec(file)?.[1]);
    console.log([...new Set(packages)].filter(Boolean).sort().join());
    process.exit();
  });`;

beforeAll(buildServer, 180_000);

test.each<[string, Record<string, string>, string]>([
  ['neither', {}, ''],
  ['metrics', { TOLLGATE_METRICS_PORT: '0' }, 'prom-client'],
  ['traces', { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1' }, '@opentelemetry/sdk-trace-base'],
])('of a server with %s', (_what, settings, packages) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'tollgate-loaded-'));
  try {
    const env = { HOST: '127.0.0.1', PORT: '0', TOLLGATE_DATA: path.join(folder, 'data'), ...settings };
    const output = execFileSync(process.execPath, ['-e', PROGRAM], { env, encoding: 'utf8' });
    expect(output.trim()).toBe(packages);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
