/**
 * Writes what entries have grown by since they were last written: thousands of them each second, where
 * thousands of tokens are in use. Only what grows is written, so that no index has to be looked at.
 */
import { In, IsNull, type EntityManager } from 'typeorm';
import { valueRows } from '../kernel/value-rows';
import { AuditEntryEntity } from './audit-entry.entity';

/** Which of the entries may be changed: those that are there and not sealed. Of few enough for one statement. */
export async function openAmong(
  manager: EntityManager,
  entries: readonly AuditEntryEntity[],
): Promise<ReadonlySet<string>> {
  const where = { id: In(entries.map(({ id }) => id)), sealNumber: IsNull() };
  const open = await manager.find(AuditEntryEntity, { select: { id: true }, where });
  return new Set(open.map(({ id }) => id));
}

/** Counts, the last moment, and the proof that Tollgate wrote them; of entries that are not sealed. */
export async function writeCounts(
  manager: EntityManager,
  entries: readonly AuditEntryEntity[],
): Promise<void> {
  const rows = entries.map(({ id, count, lastTime, mac }) => [id, count, lastTime, mac]);
  for (const { places, parameters } of valueRows(manager, ['text', 'bigint', 'bigint', 'text'], rows))
    await manager.query(
      `WITH grown(id, count, "lastTime", mac) AS (VALUES ${places})
       UPDATE audit_entry SET count = grown.count, "lastTime" = grown."lastTime", mac = grown.mac
       FROM grown WHERE audit_entry.id = grown.id AND audit_entry."sealNumber" IS NULL`,
      [...parameters],
    );
}
