/** What `npm start` runs comes out of one file, is the same server, and starts whatever has become of that file’s code cache. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildServer, builtProgram, packAlone } from '../support/built-server';
import { ServerProcess } from './server-process';

const DIST = path.resolve(__dirname, '../../dist');
/** At the end of the process it says which modules Node itself has loaded. */
const LOADED = `
  process.on('exit', () =>
    require('node:fs').writeSync(2, JSON.stringify(Object.keys(require.cache))));`;

let folder: string;
const running: ServerProcess[] = [];

beforeAll(buildServer, 180_000);
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'tollgate-packed-'));
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.end()));
  rmSync(folder, { recursive: true, force: true });
});

async function started(program: string[], name = 'data'): Promise<ServerProcess> {
  const server = ServerProcess.spawn(path.join(folder, name), {}, program);
  running.push(server);
  await server.says('Tollgate is ready.');
  return server;
}

async function stopped(server: ServerProcess): Promise<ServerProcess> {
  server.kill('SIGTERM');
  await server.exit;
  return server;
}

const get = async (server: ServerProcess, at: string) => {
  const response = await fetch(`${server.url}${at}`);
  return [response.status, await response.text()];
};

test('the packed server loads three packages with native parts beside the pack, and no other module', async () => {
  const probe = path.join(folder, 'probe.cjs');
  writeFileSync(probe, LOADED);
  const { stderr } = await stopped(await started(['--require', probe, ...builtProgram()]));
  const files = (JSON.parse(stderr) as string[]).filter((file) => file !== probe);
  const packages = files.map((file) => /.*node_modules.((?:@[^/\\]+.)?[^/\\]+)/.exec(file)?.[1]);
  expect(files.filter((_, i) => packages[i] === undefined).map((file) => path.relative(DIST, file))).toEqual([
    path.join('src', 'main.js'),
    path.join('src', 'packed-modules.js'),
  ]);
  const native = [
    'bcrypt',
    'better-sqlite3',
    'better-sqlite3-napi',
    'bindings',
    'file-uri-to-path',
    'node-gyp-build',
  ];
  expect(packages.filter((name) => name !== undefined && !native.includes(name))).toEqual([]);
});

test('packed and not, the server answers the same: its schema, health, queries, refusals and headers', async () => {
  const servers = [
    await started(builtProgram(), 'packed'),
    await started([path.join(DIST, 'src/serve.js')], 'modules'),
  ];
  const ASKED = `{ viewer { username } meta { version } __schema { types { name fields { name } } } }`;
  const [packed, modules] = await Promise.all(
    servers.map(async (server) => {
      const refused = await fetch(`${server.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: ASKED }),
      });
      const headers = new Map(refused.headers);
      for (const name of ['date', 'x-request-id']) headers.delete(name);
      return {
        answer: await server.root.ask(ASKED),
        ready: await get(server, '/health/ready'),
        status: await get(server, '/api/v1/status'),
        nowhere: await get(server, '/nowhere'),
        refused: [refused.status, await refused.text(), [...headers]],
        log: server.log.map(({ msg }) => msg.replace(/:\d+$/, '')).slice(0, 3),
        audit: server.audit({ type: 'user.create' }).map(({ details }) => details.userName),
      };
    }),
  );
  expect(packed).toEqual(modules);
  expect(packed?.ready[0]).toBe(200);
});

test.each<[string, Record<string, string>]>([
  ['metrics', { TOLLGATE_METRICS_PORT: '0' }],
  ['traces', { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1' }],
])('a packed server with %s finds what they are made of', async (_what, settings) => {
  const server = await ServerProcess.start(path.join(folder, 'data'), settings);
  running.push(server);
  expect(await get(server, '/health/ready')).toEqual([200, expect.any(String)]);
});

describe('beside the pack', () => {
  const whole = () => readFileSync(path.join(DIST, 'packed/code'));

  test.each<[string, () => Buffer | null]>([
    ['is whole', whole],
    ['is not there', () => null],
    ['is empty', () => Buffer.alloc(0)],
    ['is cut off', () => whole().subarray(0, 100_000)],
    ['has a byte that was changed', () => changed(whole(), 300_000)],
    ['is something else', () => Buffer.from('not code')],
  ])('code that %s does not keep the server from starting', async (_what, code) => {
    const dist = packAlone(folder);
    const file = path.join(dist, 'packed/code');
    rmSync(file);
    const bytes = code();
    if (bytes !== null) writeFileSync(file, bytes);
    const server = await started([path.join(dist, 'src/main.js')]);
    expect(await server.root.ask('{ viewer { username } }')).toEqual({ viewer: { username: 'root' } });
    expect(server.stderr).toBe('');
  });

  test('code of another Node is left alone', async () => {
    const dist = packAlone(folder);
    const file = path.join(dist, 'packed/manifest.json');
    const manifest = JSON.parse(readFileSync(file, 'utf8'));
    writeFileSync(file, JSON.stringify({ ...manifest, node: 'v0.0.0 x64 linux' }));
    const server = await started([path.join(dist, 'src/main.js')]);
    expect(await server.root.ask('{ viewer { username } }')).toEqual({ viewer: { username: 'root' } });
  });
});

test('a pack that was made of other modules is not used: the modules are', () => {
  const dist = packAlone(folder);
  writeFileSync(path.join(dist, '.tsbuildinfo'), 'of another build');
  writeFileSync(path.join(dist, 'src/serve.js'), "process.stdout.write('the modules')");
  expect(execFileSync(process.execPath, [path.join(dist, 'src/main.js')], { encoding: 'utf8' })).toBe(
    'the modules',
  );
});

function changed(bytes: Buffer, at: number): Buffer {
  bytes[at] = (bytes[at] ?? 0) ^ 0xff;
  return bytes;
}
