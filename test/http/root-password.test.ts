/** TOLLGATE_ROOT_PASSWORD: root's first password, for who starts the server; of no effect once root has one. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createApp } from '../../src/app';
import { loadConfig } from '../../src/config';
import { createLogger } from '../../src/logger';
import { readAuditFile } from '../support/audit';
import { TestClock } from '../support/clock';
import { GraphQLClient } from '../support/graphql-client';
import { http } from './http-client';

const FIRST = 'correct horse battery staple';
const SECOND = 'twelve orange elephants';

let dataDirectory: string;
let log: string;
beforeEach(() => {
  dataDirectory = mkdtempSync(path.join(tmpdir(), 'tollgate-test-'));
  log = '';
});
afterEach(() => rmSync(dataDirectory, { recursive: true, force: true }));

/** Starts the server over the same data as before, visits it, and stops it. */
async function whileRunning<T>(
  rootPassword: string | undefined,
  visit: (url: string) => Promise<T>,
): Promise<T> {
  const config = loadConfig({
    HOST: '127.0.0.1',
    PORT: '0',
    TOLLGATE_DATA: dataDirectory,
    ...(rootPassword === undefined ? {} : { TOLLGATE_ROOT_PASSWORD: rootPassword }),
  });
  const app = await createApp(
    { ...config, bcryptCost: 4 },
    { clock: new TestClock(), log: createLogger('debug', { write: (line) => (log += line) }) },
  );
  try {
    return await visit(await app.listen());
  } finally {
    await app.close();
  }
}

const rootToken = () => readFileSync(path.join(dataDirectory, 'local-admin-token.txt'), 'utf8').trim();
const passwordChanges = () =>
  readAuditFile(path.join(dataDirectory, 'tollgate.sqlite'), { type: 'user.password.change' });

const loginStatus = (password: string) => async (url: string) => {
  const answer = await http(url, {
    path: '/api/v1/login',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login: 'root', password }),
  });
  return answer.status;
};

const setOwnPassword = (newPassword: string) => async (url: string) =>
  new GraphQLClient(url, rootToken()).ask(
    'mutation ($input: SetPasswordInput!) { setPassword(input: $input) }',
    { input: { newPassword } },
  );

test('it is root’s password from the first start on, and the audit log says so', async () => {
  expect(await whileRunning(FIRST, loginStatus(FIRST))).toBe(200);
  expect(passwordChanges()).toEqual([
    expect.objectContaining({ actorType: 'system', details: expect.objectContaining({ userName: 'root' }) }),
  ]);
});

test('the password stays when the setting goes', async () => {
  await whileRunning(FIRST, loginStatus(FIRST));
  expect(await whileRunning(undefined, loginStatus(FIRST))).toBe(200);
  expect(passwordChanges()).toHaveLength(1);
});

test('another value at a later start changes nothing', async () => {
  await whileRunning(FIRST, loginStatus(FIRST));
  expect(await whileRunning(SECOND, loginStatus(SECOND))).toBe(401);
  expect(await whileRunning(SECOND, loginStatus(FIRST))).toBe(200);
  expect(passwordChanges()).toHaveLength(1);
});

test('a password that root has set is not set back by the setting', async () => {
  await whileRunning(undefined, setOwnPassword(FIRST));
  expect(await whileRunning(SECOND, loginStatus(SECOND))).toBe(401);
  expect(await whileRunning(SECOND, loginStatus(FIRST))).toBe(200);
});

test('without the setting root has no password and cannot log in', async () => {
  expect(await whileRunning(undefined, loginStatus(FIRST))).toBe(401);
  expect(passwordChanges()).toEqual([]);
});

test('set at a later start, it serves a root who has none yet', async () => {
  await whileRunning(undefined, loginStatus(FIRST));
  expect(await whileRunning(FIRST, loginStatus(FIRST))).toBe(200);
});

test.each(['short', 'a'.repeat(73)])(
  'a value that cannot be a password (%s) stops the start',
  async (password) => {
    const start = whileRunning(password, () => Promise.resolve());
    await expect(start).rejects.toThrow(/^TOLLGATE_ROOT_PASSWORD must/);
    await expect(start).rejects.not.toThrow(password);
    expect(await whileRunning(FIRST, loginStatus(FIRST))).toBe(200);
  },
);

test('it is written nowhere but as a hash', async () => {
  await whileRunning(FIRST, loginStatus(FIRST));
  expect(log).not.toContain(FIRST);
  expect(readFileSync(path.join(dataDirectory, 'tollgate.sqlite')).includes(FIRST)).toBe(false);
});
