/** What the hash chain is computed over. Whoever verifies computes the same from an exported file. */
import { createHash } from 'node:crypto';
import { canonicalJson, type Json } from '../kernel/canonical-json';
import type { AuditEntryEntity } from './audit-entry.entity';

/**
 * An entry as it is exported, forwarded, hashed and signed: everything that it says, in the shape of
 * LogScale's own audit events (LogScale: logscale-repo-schema-humio-audit), so that searches and
 * dashboards made for those find their fields.
 */
export type SealedFields = Readonly<Record<string, Json>>;

/** What no event may call one of its own fields. */
export const COMMON_FIELDS = [
  'id',
  'type',
  'timestamp',
  'outcome',
  'actor',
  'target',
  'requestId',
  'userAgent',
  'count',
  'lastTimestamp',
];

export function sealedFields(entry: AuditEntryEntity): SealedFields {
  const { targetType, targetId, requestId, userAgent } = entry;
  return {
    ...parsed(entry.details),
    id: entry.id,
    type: entry.type,
    timestamp: moment(entry.time),
    outcome: entry.outcome,
    actor: known({
      type: entry.actorType,
      ip: entry.clientAddress,
      organizationId: entry.organizationId,
      tokenId: entry.actorTokenId,
      tokenName: entry.actorTokenName,
      sessionId: entry.actorSessionId,
      user:
        entry.actorUserId === null && entry.actorUserName === null
          ? null
          : known({ id: entry.actorUserId, username: entry.actorUserName }),
    }),
    ...known({
      target: targetType === null && targetId === null ? null : known({ type: targetType, id: targetId }),
      requestId,
      userAgent,
    }),
    count: entry.count,
    lastTimestamp: moment(entry.lastTime),
  };
}

/** Present as they apply, as in LogScale's events. */
function known(fields: Readonly<Record<string, Json>>): SealedFields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}

/** An RFC 3339 date-time; a number that is no moment, as only tampering makes it, stays what it is. */
function moment(ms: number): string {
  const date = new Date(ms);
  return Number.isNaN(date.getTime()) ? String(ms) : date.toISOString();
}

/** Details that are no event's are some that were tampered with: they must not stop whoever finds that out. */
function parsed(details: string): SealedFields {
  try {
    const value = JSON.parse(details) as Json;
    const isOfAnEvent =
      typeof value === 'object' &&
      value !== null &&
      !Array.isArray(value) &&
      // Else the common field would hide what was added under its name.
      !COMMON_FIELDS.some((name) => name in value);
    return isOfAnEvent ? (value as SealedFields) : { unreadable: details };
  } catch {
    return { unreadable: details };
  }
}

/** RFC 8785's form of what an entry says. */
export function canonicalEntry(fields: SealedFields): string {
  return canonicalJson(fields);
}

/** What the first entry of a chain follows: different for each chain, so that none can pass for another's. */
export function genesisHash(chain: string): string {
  return createHash('sha256').update(`tollgate audit chain ${chain}`).digest('hex');
}

/** @param before the hash of the entry before, hex. */
export function sealHash(before: string, canonical: string): string {
  return createHash('sha256').update(Buffer.from(before, 'hex')).update(canonical, 'utf8').digest('hex');
}
