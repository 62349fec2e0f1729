/** Rows that are inserted past TypeORM's query builder are the rows that it would have inserted. */
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { EntityManager, type ObjectLiteral } from 'typeorm';
import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata';
import { TokenSecurityPolicyEntity } from '../../src/security-policies/token-security-policies.entity';
import { ENTITIES } from '../../src/storage/entities';
import { TemporaryStore } from './temporary-store';

let temporary: TemporaryStore;
let database: Database.Database;
beforeAll(async () => {
  temporary = await TemporaryStore.open();
  database = new Database(temporary.file, { readonly: true });
});
afterAll(async () => {
  database.close();
  await temporary.remove();
});

function valueOf({ type, length, isNullable, isPrimary }: ColumnMetadata): fc.Arbitrary<unknown> {
  const value: fc.Arbitrary<unknown> =
    type === 'boolean'
      ? fc.boolean()
      : type === 'bigint' || type === 'integer'
        ? fc.integer({ min: 0 })
        : isPrimary
          ? fc.stringMatching(/^[0-9A-Za-z]{16}$/)
          : fc.string({ maxLength: Number(length || 32), unit: 'grapheme' });
  return isNullable ? fc.option(value) : value;
}

test.each(ENTITIES.map((entity) => [entity.name, entity] as const))('%s', async (_name, entity) => {
  const metadata = temporary.store.read.dataSource.getMetadata(entity);
  const columns = metadata.columns.filter(({ isGenerated }) => !isGenerated);
  const rows: fc.Arbitrary<ObjectLiteral> = fc.record(
    Object.fromEntries(columns.map((column) => [column.propertyName, valueOf(column)])),
  );
  const names = columns.map(({ databaseName }) => `"${databaseName}"`).join(', ');
  const undone = new Error('Undone.');
  await fc.assert(
    fc.asyncProperty(rows, async (row) => {
      const written = async (insert: (manager: EntityManager) => Promise<unknown>) => {
        let found: unknown;
        await temporary.store
          .transact(async (manager) => {
            // What the row refers to is not there.
            await manager.query('PRAGMA defer_foreign_keys = ON');
            await insert(manager);
            found = await manager.query(`SELECT ${names} FROM "${metadata.tableName}"`);
            throw undone;
          })
          .catch((error: unknown) => expect(error).toBe(undone));
        return found;
      };
      const quick = await written((manager) => manager.insert(entity, { ...row }));
      expect(quick).toHaveLength(1);
      const theirs = await written((manager) =>
        EntityManager.prototype.insert.call(manager, entity, { ...row }),
      );
      expect(quick).toEqual(theirs);
    }),
    { numRuns: 20 },
  );
});

test('what a row does not say is what the column has by default', async () => {
  await temporary.store.transact(async (manager) => {
    await manager.query('PRAGMA defer_foreign_keys = ON');
    await manager.insert(TokenSecurityPolicyEntity, {
      organizationId: 'o',
      kind: 'view',
      enabled: true,
      allowPermissionUpdates: false,
    });
    const [row] = await manager.query<unknown[]>('SELECT * FROM token_security_policy');
    expect(row).toMatchObject({ maximumOverlapMs: 604_800_000, maximumLifetimeMs: null, enabled: 1 });
    await manager.query('DELETE FROM token_security_policy');
  });
});

test('rows that are inserted together are numbered in their order', async () => {
  const scopes = Array.from({ length: 50 }, (_, i) => `["token:${i}"]`);
  await temporary.store.transact((manager) =>
    manager.insert(
      'ChangeEntity',
      scopes.map((one) => ({ scopes: one })),
    ),
  );
  expect(database.prepare('SELECT scopes FROM change ORDER BY sequence').pluck().all()).toEqual(scopes);
});
