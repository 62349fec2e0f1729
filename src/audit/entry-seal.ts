/** What the hash chain is computed over. Whoever verifies computes the same from an exported file. */
import { createHash } from 'node:crypto';
import { canonicalJson, type Json } from '../kernel/canonical-json';
import type { AuditEntryEntity } from './audit-entry.entity';

/** An entry as it is exported, hashed and signed: everything that it says, and nothing of how it is kept. */
export type SealedFields = Readonly<Record<string, Json>>;

const FIELDS = [
  'id',
  'time',
  'type',
  'outcome',
  'organizationId',
  'actorType',
  'actorUserId',
  'actorUserName',
  'actorTokenId',
  'actorTokenName',
  'actorSessionId',
  'clientAddress',
  'userAgent',
  'requestId',
  'targetType',
  'targetId',
  'count',
  'lastTime',
] as const satisfies readonly (keyof AuditEntryEntity)[];

export function sealedFields(entry: AuditEntryEntity): SealedFields {
  const fields = Object.fromEntries(FIELDS.map((field) => [field, entry[field]]));
  return { ...fields, details: parsed(entry.details) };
}

/** Details that are no JSON are some that were tampered with: they must not stop whoever finds that out. */
function parsed(details: string): Json {
  try {
    return JSON.parse(details) as Json;
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
