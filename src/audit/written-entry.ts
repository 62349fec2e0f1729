/** An entry as the database has most, out of the text that blocks have of theirs: see entry-seal for the other way. */
import type { Json } from '../kernel/canonical-json';
import { AuditEntryEntity } from './audit-entry.entity';
import { COMMON_FIELDS, membersOf, type SealedFields } from './entry-seal';

/** What of the entry is no text of its own is left empty: its sequence and its seal. */
export function entryOf(fields: SealedFields): AuditEntryEntity {
  const entry = new AuditEntryEntity();
  const actor = membersOf(fields['actor']);
  const user = membersOf(actor['user']);
  const target = membersOf(fields['target']);
  entry.id = textOf(fields['id']) ?? '';
  entry.time = timeOf(fields['timestamp']);
  entry.type = (textOf(fields['type']) ?? '') as AuditEntryEntity['type'];
  entry.outcome = (textOf(fields['outcome']) ?? '') as AuditEntryEntity['outcome'];
  entry.organizationId = textOf(actor['organizationId']);
  entry.actorType = (textOf(actor['type']) ?? '') as AuditEntryEntity['actorType'];
  entry.actorUserId = textOf(user['id']);
  entry.actorUserName = textOf(user['username']);
  entry.actorTokenId = textOf(actor['tokenId']);
  entry.actorTokenName = textOf(actor['tokenName']);
  entry.actorSessionId = textOf(actor['sessionId']);
  entry.clientAddress = textOf(actor['ip']);
  entry.userAgent = textOf(fields['userAgent']);
  entry.requestId = textOf(fields['requestId']);
  entry.targetType = textOf(target['type']);
  entry.targetId = textOf(target['id']);
  entry.details = JSON.stringify(detailsOf(fields));
  entry.count = typeof fields['count'] === 'number' ? fields['count'] : 1;
  entry.lastTime = timeOf(fields['lastTimestamp']);
  entry.openUntil = null;
  entry.chain = null;
  entry.sealNumber = null;
  entry.sealHash = null;
  return entry;
}

function detailsOf(fields: SealedFields): Record<string, Json> {
  const own = Object.entries(fields).filter(([name]) => !COMMON_FIELDS.includes(name));
  return Object.fromEntries(own);
}

function textOf(value: Json | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

/** Milliseconds since the epoch; 0 for what is no moment, as only tampering makes it. */
function timeOf(value: Json | undefined): number {
  const time = typeof value === 'string' ? Date.parse(value) : NaN;
  return Number.isNaN(time) ? 0 : time;
}
