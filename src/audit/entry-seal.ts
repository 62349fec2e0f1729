/** What the hash chain is computed over. Whoever verifies computes the same from an exported file. */
import { createHash } from 'node:crypto';
import { canonicalJson, type Json } from '../kernel/canonical-json';
import type { AuditEntryEntity } from './audit-entry.entity';
import { ChainHash } from './chain-hash';

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
  const { time, lastTime, targetType, targetId, requestId, userAgent } = entry;
  // Filled in rather than put together from parts: this is done twice for each entry that there is.
  const fields = parsed(entry.details);
  fields['id'] = entry.id;
  fields['type'] = entry.type;
  fields['timestamp'] = moment(time);
  fields['outcome'] = entry.outcome;
  fields['actor'] = actorFields(entry);
  if (targetType !== null || targetId !== null) fields['target'] = known({ type: targetType, id: targetId });
  if (requestId !== null) fields['requestId'] = requestId;
  if (userAgent !== null) fields['userAgent'] = userAgent;
  fields['count'] = entry.count;
  fields['lastTimestamp'] = lastTime === time ? (fields['timestamp'] ?? null) : moment(lastTime);
  return fields;
}

function actorFields(entry: AuditEntryEntity): Json {
  const { actorUserId, actorUserName } = entry;
  return known({
    type: entry.actorType,
    ip: entry.clientAddress,
    organizationId: entry.organizationId,
    tokenId: entry.actorTokenId,
    tokenName: entry.actorTokenName,
    sessionId: entry.actorSessionId,
    user:
      actorUserId === null && actorUserName === null
        ? null
        : known({ id: actorUserId, username: actorUserName }),
  });
}

/** Present as they apply, as in LogScale's events. */
function known(fields: Record<string, Json>): Record<string, Json> {
  const kept: Record<string, Json> = {};
  for (const name in fields) {
    const value = fields[name] ?? null;
    if (value !== null) kept[name] = value;
  }
  return kept;
}

/** An RFC 3339 date-time; a number that is no moment, as only tampering makes it, stays what it is. */
function moment(ms: number): string {
  const date = new Date(ms);
  return Number.isNaN(date.getTime()) ? String(ms) : date.toISOString();
}

/** Details that are no event's are some that were tampered with: they must not stop whoever finds that out. */
function parsed(details: string): Record<string, Json> {
  const members = membersIn(details);
  // Else the common field would hide what was added under its name.
  const isOfAnEvent = members !== null && !COMMON_FIELDS.some((name) => name in members);
  return isOfAnEvent ? members : { unreadable: details };
}

/** The members of an object in JSON; null where it is none, or none that has a canonical form. */
export function membersIn(text: string): Record<string, Json> | null {
  try {
    const value = JSON.parse(text) as Json;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
    // Throws for half a character, which only an escape can put there.
    if (text.includes('\\u')) canonicalJson(value);
    return value as Record<string, Json>;
  } catch {
    return null;
  }
}

/** None of what is no object. */
export function membersOf(value: Json | undefined): SealedFields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as SealedFields) : {};
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
  const chain = new ChainHash(before);
  chain.add(canonical);
  return chain.hex;
}
