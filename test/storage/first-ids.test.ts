/** Tokens that were reset before their first ids were kept get them by the migration, however often that was. */
import type { DataSource } from 'typeorm';
import { TokenUsage1765300000000 } from '../../src/storage/migrations/1765300000000-token-usage';
import { MIGRATIONS } from '../../src/storage/migrations/migrations';
import { writingDataSource } from '../../src/storage/sqlite-data-source';
import { TemporaryFolder } from './temporary-store';

let folder: TemporaryFolder;
let database: DataSource;
beforeEach(async () => {
  folder = new TemporaryFolder();
  database = await writingDataSource(folder.file('tollgate.sqlite')).initialize();
  await database.runMigrations({ transaction: 'each' });
  // Back to before the one in question, whatever came after it.
  for (let made = MIGRATIONS.length; made > MIGRATIONS.indexOf(TokenUsage1765300000000); made--)
    await database.undoLastMigration({ transaction: 'each' });
  await database.query(
    `INSERT INTO organization (id, name, nameKey, isDefault, createdAt) VALUES ('o', 'o', 'o', 1, 0)`,
  );
});
afterEach(async () => {
  await database.destroy();
  folder.remove();
});

const addToken = (id: string, previousId: string | null): Promise<unknown> =>
  database.query(
    `INSERT INTO token (id, organizationId, kind, name, nameKey, sortableExpiry, secretHash, secretKeyId, createdAt, secretCreatedAt, previousId)
     VALUES (?, 'o', 'organization', ?, ?, 1, '', '', 0, 0, ?)`,
    [id, id, id, previousId],
  );

test('each has the id that its line began with, and those that were not reset have none', async () => {
  await addToken('never reset', null);
  await addToken('b', null);
  // Ids are drawn: a later one may sort before the first.
  await addToken('c', 'b');
  await addToken('a', 'c');
  await addToken('another', null);
  await addToken('another again', 'another');
  for (let i = 0; i < 1_000; i++) await addToken(`daily ${i}`, i === 0 ? null : `daily ${i - 1}`);

  await database.runMigrations({ transaction: 'each' });

  const rows = await database.query<{ id: string; firstId: string | null }[]>(
    `SELECT id, firstId FROM token`,
  );
  const firstIds = new Map(rows.map(({ id, firstId }) => [id, firstId]));
  expect(Object.fromEntries([...firstIds].filter(([id]) => !id.startsWith('daily')))).toEqual({
    'never reset': null,
    b: null,
    c: 'b',
    a: 'b',
    another: null,
    'another again': 'another',
  });
  const daily = [...firstIds].filter(([id]) => id.startsWith('daily'));
  expect(daily.filter(([id, firstId]) => firstId !== (id === 'daily 0' ? null : 'daily 0'))).toEqual([]);
  expect(daily).toHaveLength(1_000);
});
