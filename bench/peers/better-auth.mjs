/**
 * Better Auth's `verifyApiKey` as its plugin for API keys ships it, over better-sqlite3 in a file. Only the
 * limit on how often a key may be used is off: it would refuse all but the first few.
 */
import path from 'node:path';
import { apiKey } from '@better-auth/api-key';
import { betterAuth } from 'better-auth';
import { getMigrations } from 'better-auth/db/migration';
import Database from 'better-sqlite3';

export async function prepare({ folder, keys }) {
  const database = new Database(path.join(folder, 'better-auth.sqlite'));
  database.pragma('journal_mode = WAL');
  const options = {
    database,
    secret: 'a secret of the bench that is long enough for it',
    baseURL: 'http://127.0.0.1:1',
    telemetry: { enabled: false },
    logger: { disabled: true },
    emailAndPassword: { enabled: true },
    plugins: [apiKey({ rateLimit: { enabled: false } })],
  };
  const { runMigrations } = await getMigrations(options);
  await runMigrations();
  const { api } = betterAuth(options);
  const { user } = await api.signUpEmail({
    body: { email: 'bench@example.com', name: 'Bench', password: 'correct horse battery staple' },
  });
  const issued = [];
  for (let i = 0; i < keys; i++) {
    const { key } = await api.createApiKey({
      body: { userId: user.id, name: `key ${i}`, permissions: { usage: ['view'] } },
    });
    issued.push(key);
  }
  let turn = 0;
  return {
    async verify(times) {
      for (let i = 0; i < times; i++) {
        const key = issued[turn++ % issued.length];
        const { valid, error } = await api.verifyApiKey({ body: { key, permissions: { usage: ['view'] } } });
        if (!valid) throw new Error(`A key was refused: ${JSON.stringify(error)}`);
      }
    },
  };
}
