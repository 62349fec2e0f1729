/** A fleet installation token's secret is nowhere but in answers to who may read the fleet. */
import { TestServer } from '../../support/server';
import { created, list, remove, rename } from './operations';

let server: TestServer;
const secrets: string[] = [];

beforeAll(async () => {
  server = await TestServer.start({ TOLLGATE_LOG_LEVEL: 'trace' });
  for (const name of ['kept', 'renamed', 'deleted'])
    secrets.push((await created(server.root, name, 'config')).token);
  await rename(server.root, secrets[1]!, 'under another name');
  await remove(server.root, secrets[2]!);
  await remove(server.root, secrets[2]!);
  await list(server.root);
});
afterAll(async () => server.stop());

/** The secrets, and the second halves, which alone are secret. */
const parts = (): string[] => secrets.flatMap((secret) => [secret, secret.split('~')[1]!]);

test('no secret is in the bytes of the database, in whatever encoding', () => {
  const stored = server.database.bytes();
  for (const bytes of stored) {
    for (const part of parts()) {
      for (const encoding of ['utf8', 'utf16le'] as const)
        expect(bytes.includes(Buffer.from(part, encoding))).toBe(false);
      expect(bytes.includes(Buffer.from(part).toString('base64').replace(/=+$/, ''))).toBe(false);
      expect(bytes.includes(Buffer.from(part).toString('hex'))).toBe(false);
    }
  }
  expect(stored.some((bytes) => bytes.includes('under another name'))).toBe(true);
});

test('no secret is in the log, however much of it is written', () => {
  expect(server.log.length).toBeGreaterThan(1_000);
  expect(parts().filter((part) => server.log.includes(part))).toEqual([]);
});

test('no secret, nor the hash of one, is in the audit log', () => {
  const stored = server.database
    .all<{ secretHash: string; sealedToken: string }>(
      'SELECT "secretHash", "sealedToken" FROM fleet_installation_token',
    )
    .flatMap(({ secretHash, sealedToken }) => [secretHash, sealedToken]);
  expect(stored).toHaveLength(4);
  const text = JSON.stringify(server.audit());
  expect([...parts(), ...stored].filter((part) => text.includes(part))).toEqual([]);
});
