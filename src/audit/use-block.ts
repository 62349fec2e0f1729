/**
 * A row of the audit log that stands for many entries: uses of tokens that were committed together, where each
 * use has an entry of its own. To whoever reads the log they are entries like all others, each with its place
 * in the chain; what the log has of them is one row, with the text of them all in another table.
 */
import { hash } from 'node:crypto';
import { newOrderedId } from '../kernel/ids';
import { AuditEntryEntity, BLOCK } from './audit-entry.entity';
import type { AuditKey } from './audit-key';
import { fieldsOf } from './block-lines';
import { membersOf } from './entry-seal';
import { UseBlockEntity } from './use-block.entity';
import { entriesOfBlock } from './use-shape';

/** How much earlier than its block a use may be, in milliseconds: so much further whoever searches must look. */
export const GREATEST_SPAN_MS = 1_000;

/** The row and its text, as they are written. */
export interface WrittenBlock {
  readonly row: AuditEntryEntity;
  readonly block: UseBlockEntity;
}

/**
 * @param text see use-shape.
 * @param count how many entries it has.
 * @param time of the latest of them, milliseconds since the epoch.
 */
export function blockOf(
  organizationId: string,
  text: string,
  count: number,
  time: number,
  key: AuditKey,
): WrittenBlock {
  const block = new UseBlockEntity();
  block.id = newOrderedId(time);
  block.uses = text;
  const row = new AuditEntryEntity();
  row.id = block.id;
  row.time = time;
  row.type = BLOCK;
  row.outcome = 'succeeded';
  row.organizationId = organizationId;
  row.actorType = 'system';
  row.actorUserId = null;
  row.actorUserName = null;
  row.actorTokenId = null;
  row.actorTokenName = null;
  row.actorSessionId = null;
  row.clientAddress = null;
  row.userAgent = null;
  row.requestId = null;
  row.targetType = null;
  row.targetId = null;
  row.details = '{}';
  row.count = count;
  row.lastTime = time;
  row.openUntil = null;
  row.mac = key.mac(vouchedFor(row, text));
  return { row, block };
}

export function isBlock({ type }: Pick<AuditEntryEntity, 'type'>): boolean {
  return type === BLOCK;
}

/** How many entries the rows stand for. */
export function entriesIn(rows: readonly Pick<AuditEntryEntity, 'type' | 'count'>[]): number {
  return rows.reduce((sum, row) => sum + (isBlock(row) ? row.count : 1), 0);
}

/** As many rows from the beginning as it takes; at least one, where there are any. */
export function withEnoughEntries<Row extends Pick<AuditEntryEntity, 'type' | 'count'>>(
  rows: readonly Row[],
  enough: number,
): readonly Row[] {
  let entries = 0;
  const last = rows.findIndex((row) => (entries += entriesIn([row])) >= enough);
  return last === -1 ? rows : rows.slice(0, last + 1);
}

/** Whether Tollgate wrote the row and its text. */
export function isIntact(row: AuditEntryEntity, text: string, key: AuditKey): boolean {
  return key.hasMac(vouchedFor(row, text), row.mac);
}

/** Whether the row says of its entries what they say themselves, as far as it tells where they are found. */
export function isConsistent(row: AuditEntryEntity, text: string): boolean {
  const entries = entriesOfBlock(text);
  if (entries === null) return false;
  const organizations = new Set(
    entries.map(({ line }) => membersOf(fieldsOf(line)['actor'])['organizationId']),
  );
  const latest = entries.reduce((time, entry) => Math.max(time, entry.time), -Infinity);
  return (
    row.count === entries.length &&
    row.time === latest &&
    row.lastTime === latest &&
    organizations.size === 1 &&
    organizations.has(row.organizationId ?? '') &&
    (row.chain ?? row.organizationId) === row.organizationId &&
    // Written otherwise, it might not be found in what is searched before it is read.
    JSON.stringify(JSON.parse(text)) === text
  );
}

function vouchedFor({ id, organizationId, time, lastTime, count }: AuditEntryEntity, text: string): string {
  // Numbers that are none of JSON, as only tampering makes them, must not stop whoever finds that out.
  const numbers = [time, lastTime, count].map(String);
  // In RFC 8785's order of names, as it was when that put them so.
  return JSON.stringify({ id, numbers, organizationId, uses: hash('sha256', text, 'hex') });
}
