/** A start that cannot succeed ends at once, with a sentence that says why and what to do, and leaves no harm. */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildServer } from '../support/built-server';
import { ServerProcess, type Exit } from './server-process';

let directory: string;
let data: string;

beforeAll(buildServer, 180_000);
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'tollgate-process-'));
  data = path.join(directory, 'data');
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

/** Starts the server once and stops it again, so that there is data. */
async function startOnce(): Promise<void> {
  const server = await ServerProcess.start(data);
  server.kill('SIGTERM');
  expect(await server.exit).toEqual({ code: 0, signal: null });
}

function expectRefused(end: Exit & { stderr: string; stdout: string }, why: RegExp): void {
  expect(end).toMatchObject({ code: 1, signal: null });
  expect(end.stderr).toMatch(why);
  expect(end.stderr.trim().split('\n').length).toBeLessThanOrEqual(2);
  expect(end.stderr).not.toMatch(/^\s+at |node_modules|Error:|throw /m);
  expect(end.stdout).not.toContain('Tollgate is ready.');
}

test.each([
  ['PORT', 'abc', /PORT: must be a whole number/],
  ['PORT', '65536', /PORT: must be between 0 and 65535/],
  ['TRUSTED_PROXIES', 'nonsense', /TRUSTED_PROXIES: "nonsense" is no trusted proxy/],
  ['TOLLGATE_ALLOWED_ORIGINS', '*', /TOLLGATE_ALLOWED_ORIGINS\S*: must look like/],
  ['TOLLGATE_ROOT_PASSWORD', 'short', /TOLLGATE_ROOT_PASSWORD must have at least 12 characters/],
  ['TOLLGATE_LOG_LEVEL', 'verbose', /TOLLGATE_LOG_LEVEL: /],
])('%s=%s', async (variable, value, why) => {
  expectRefused(await ServerProcess.runToEnd(data, { [variable]: value }), why);
  expect(existsSync(path.join(data, 'local-admin-token.txt'))).toBe(false);
});

test('a port that another program listens on is named', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const { port } = other.address() as AddressInfo;
  try {
    const end = await ServerProcess.runToEnd(data, { PORT: String(port) });
    expectRefused(end, new RegExp(`already in use.*${port}|${port}.*already in use`));
  } finally {
    other.close();
  }
});

test('an address that is not this machine’s is named', async () => {
  expectRefused(await ServerProcess.runToEnd(data, { HOST: '192.0.2.1' }), /192\.0\.2\.1/);
});

test('a data folder that another server works on is named, and that server goes on', async () => {
  const first = await ServerProcess.start(data);
  try {
    const end = await ServerProcess.runToEnd(data);
    expectRefused(end, /Another server is using/);
    expect(end.stderr).toContain(data);
    expect(await first.root.ask('{ viewer { username } }')).toEqual({ viewer: { username: 'root' } });
  } finally {
    await first.end();
  }
});

describe('a pepper', () => {
  test.each([0o644, 0o640, 0o604])(
    'with mode %o, which others can read, is refused with the cure',
    async (mode) => {
      await startOnce();
      const pepper = path.join(data, 'pepper');
      chmodSync(pepper, mode);
      const end = await ServerProcess.runToEnd(data);
      expectRefused(end, /chmod 600/);
      expect(end.stderr).toContain(pepper);

      chmodSync(pepper, 0o600);
      await startOnce();
    },
  );

  test('that is missing although there is a database is not made anew', async () => {
    await startOnce();
    const pepper = path.join(data, 'pepper');
    renameSync(pepper, `${pepper}.away`);
    expectRefused(await ServerProcess.runToEnd(data), /pepper is missing.*backup/s);
    expect(existsSync(pepper)).toBe(false);

    renameSync(`${pepper}.away`, pepper);
    await startOnce();
  });

  test.each([
    ['is empty', ''],
    ['holds a key that is too short', 'abc c2hvcnQ=\n'],
    ['holds no key id', `${'A'.repeat(43)}=\n`],
    ['holds an id twice', `a ${'A'.repeat(43)}=\na ${'B'.repeat(43)}=\n`],
    ['is no text', '\u0000\u0001\u0002'],
  ])('that %s is refused, and what it holds is not shown', async (_name, text) => {
    await startOnce();
    writeFileSync(path.join(data, 'pepper'), text);
    const end = await ServerProcess.runToEnd(data);
    expectRefused(end, /pepper/);
    expect(end.stderr).not.toMatch(/AAAA|c2hvcnQ/);
    expect(readFileSync(path.join(data, 'pepper'), 'utf8')).toBe(text);
  });
});

test('a database that is none is named and left as it is', async () => {
  await startOnce();
  const database = path.join(data, 'tollgate.sqlite');
  for (const suffix of ['-wal', '-shm']) rmSync(database + suffix, { force: true });
  writeFileSync(database, 'this was a database once, and is none any more'.repeat(100));
  const before = readFileSync(database);

  expectRefused(await ServerProcess.runToEnd(data), /tollgate\.sqlite/);
  expect(readFileSync(database)).toEqual(before);
});

test('a data folder that is a file is named', async () => {
  mkdirSync(directory, { recursive: true });
  writeFileSync(data, '');
  const end = await ServerProcess.runToEnd(data);
  expectRefused(end, /data/);
});
