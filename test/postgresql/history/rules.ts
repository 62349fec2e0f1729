/** What must hold of a history and of the database that it left behind. Answers what does not, in sentences. */
import type { Change, History, RecordedChange } from './recorded';

/** How long after a revocation was acknowledged a server may still not have heard of it, in milliseconds. */
export const BOUND_MS = 1_000;

/** The permission that every creation asks for. */
export const CREATED_WITH = 'ViewUsage';

/** The database in the end. */
export interface Remains {
  readonly tokens: readonly {
    readonly id: string;
    readonly endReason: string | null;
    readonly previousId: string | null;
    readonly permissions: readonly string[];
  }[];
  /** Of changes to tokens that succeeded. */
  readonly entries: readonly {
    readonly requestId: string | null;
    readonly type: string;
    readonly actionName: string;
    readonly tokenId: string;
    readonly oldTokenId: string | null;
  }[];
  /** The tokens of which any use is on record. */
  readonly used: ReadonlySet<string>;
  /** Of each token that works in the end: the servers that accept it. */
  readonly accepted: ReadonlyMap<string, readonly number[]>;
}

export function faultsOf(history: History, remains: Remains, servers: number): string[] {
  return [
    ...acceptedTooLate(history),
    ...lostChanges(history, remains, servers),
    ...unrecordedChanges(history, remains),
    ...unrecordedUses(history, remains),
  ];
}

const ENDING: ReadonlySet<Change> = new Set(['reset', 'revoke']);

function acceptedTooLate({ changes, uses }: History): string[] {
  const endedAt = new Map<string, number>();
  for (const { change, outcome, tokenId, endedAt: at } of changes)
    if (ENDING.has(change) && outcome === 'done' && tokenId !== null) endedAt.set(tokenId, at);
  return uses
    .filter(
      ({ tokenId, verdict, startedAt }) =>
        verdict === 'accepted' && startedAt > (endedAt.get(tokenId) ?? Infinity) + BOUND_MS,
    )
    .map(
      ({ tokenId, server, startedAt }) =>
        `server ${server} accepted ${tokenId} ${Math.round(startedAt - endedAt.get(tokenId)!)} ms after its end was acknowledged`,
    );
}

function lostChanges({ changes }: History, { tokens, accepted }: Remains, servers: number): string[] {
  const rows = new Map(tokens.map((token) => [token.id, token]));
  const faults: string[] = [];
  /**
   * The permissions that each token may have in the end: of the last update, and of those in doubt after it.
   * A token begins with what its creation asked for, or with what the one before it had when it was reset.
   */
  const allowed = new Map<string, readonly string[]>();
  const mayHaveEnded = new Set<string>();
  for (const { change, outcome, tokenId, given, permissions } of changes) {
    if (tokenId !== null && ENDING.has(change) && outcome !== 'refused') mayHaveEnded.add(tokenId);
    if (permissions !== null && tokenId !== null && outcome !== 'refused') {
      const text = [...permissions].sort().join();
      allowed.set(tokenId, outcome === 'done' ? [text] : [...(allowed.get(tokenId) ?? []), text]);
    }
    if (given !== null)
      allowed.set(given.id, change === 'reset' ? (allowed.get(tokenId ?? '') ?? []) : [CREATED_WITH]);
    if (outcome !== 'done') continue;
    if (given !== null && !rows.has(given.id)) faults.push(`${change} of ${given.id} is lost`);
    if (change === 'reset' && rows.get(given?.id ?? '')?.previousId !== tokenId)
      faults.push(`the reset of ${tokenId} is lost`);
    if (ENDING.has(change) && (rows.get(tokenId!)?.endReason ?? null) === null)
      faults.push(`the ${change} of ${tokenId} is lost`);
  }
  for (const { given } of changes) {
    if (given === null) continue;
    const row = rows.get(given.id);
    if (row === undefined || mayHaveEnded.has(given.id)) continue;
    if (row.endReason !== null)
      faults.push(`${given.id} has ended (${row.endReason}), which nobody asked for`);
    if ((accepted.get(given.id) ?? []).length !== servers)
      faults.push(`${given.id} works on the servers ${(accepted.get(given.id) ?? []).join()} alone`);
    const expected = allowed.get(given.id) ?? [];
    if (!expected.includes([...row.permissions].sort().join()))
      faults.push(`${given.id} holds ${row.permissions.join()} in place of ${expected.join(' or ')}`);
  }
  return faults;
}

function unrecordedChanges({ changes }: History, { tokens, entries }: Remains): string[] {
  const faults: string[] = [];
  const byRequest = new Map<string, number>();
  const told = new Set<string>();
  for (const { requestId, actionName, tokenId, oldTokenId } of entries) {
    if (requestId !== null) byRequest.set(requestId, (byRequest.get(requestId) ?? 0) + 1);
    told.add(`${actionName} ${tokenId}`);
    if (oldTokenId !== null) told.add(`rotated ${oldTokenId}`);
  }
  const acknowledged = changes.filter(({ outcome }) => outcome === 'done') as readonly RecordedChange[];
  for (const { change, tokenId, requestId } of acknowledged) {
    const count = byRequest.get(requestId ?? '') ?? 0;
    if (count !== 1) faults.push(`the ${change} of ${tokenId} has ${count} audit entries`);
  }
  for (const { id, endReason, previousId } of tokens) {
    if (!told.has(`${previousId === null ? 'create' : 'rotate'} ${id}`))
      faults.push(`${id} began without an entry`);
    if (endReason === 'revoked' && !told.has(`delete ${id}`))
      faults.push(`${id} was revoked without an entry`);
    if (endReason === 'rotated' && !told.has(`rotated ${id}`))
      faults.push(`${id} was reset without an entry`);
  }
  const rows = new Set(tokens.map(({ id }) => id));
  for (const { tokenId, actionName } of entries)
    if (!rows.has(tokenId))
      faults.push(`an entry tells of the ${actionName} of ${tokenId}, which there is not`);
  return faults;
}

function unrecordedUses({ uses }: History, { used }: Remains): string[] {
  const accepted = new Set(
    uses.filter(({ verdict }) => verdict === 'accepted').map(({ tokenId }) => tokenId),
  );
  return [...accepted].filter((id) => !used.has(id)).map((id) => `no use of ${id} is on record`);
}
