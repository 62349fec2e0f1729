/**
 * Ends what a secret opens, for whoever holds the secret: the one thing that it allows in the hands of
 * anybody, from anywhere, whatever policy or IP filter the token is under.
 */
import { IsNull, type EntityManager } from 'typeorm';
import type { Origin } from '../access/principal';
import { actedByNobody } from '../audit/actor';
import type { AuditLog } from '../audit/audit-log';
import type { Clock } from '../kernel/clock';
import type { Store } from '../kernel/store';
import { withoutTokenStrings } from '../kernel/redaction';
import { loadPolicies } from '../security-policies/token-policies-store';
import { overlapEnd } from '../security-policies/token-policy';
import type { SecretHasher } from '../tokens/secret-hasher';
import { endedEvent, endToken, findActive } from '../tokens/token-store';
import { parseTokenString, type TokenString } from '../tokens/token-secret';
import { tokenStatus, type TokenStatus } from '../tokens/token-status';
import type { TokenEntity } from '../tokens/token.entity';
import { SessionEntity } from './session.entity';
import { previousSecretOf, rowWithSecret } from './stored-secret';
import type { VerdictRecords } from './verdict-records';

/** How much is kept of where a token was found, in characters. */
const LONGEST_PLACE = 1_000;

export class SecretHolderService {
  constructor(
    private readonly store: Store,
    private readonly auditLog: AuditLog,
    private readonly clock: Clock,
    private readonly hasher: SecretHasher,
    private readonly records: VerdictRecords,
  ) {}

  /**
   * Revokes a token or ends a session; it is refused from the next request on. What is no secret, or
   * none any more, changes nothing and is no error (RFC 7009, section 2.2).
   */
  async revoke(text: string, origin: Origin): Promise<void> {
    await this.end(text, origin, 'revoked', 'asked for by the holder of its secret');
  }

  /**
   * Revokes a token whose secret was found where it should not be.
   *
   * @param where as whoever found it tells: any text at all.
   */
  async revokeLeaked(text: string, where: string | null, origin: Origin): Promise<void> {
    const place = where === null || where === '' ? 'in the open' : `at ${printable(where)}`;
    await this.end(text, origin, 'leaked', `reported as found ${place}`);
  }

  private async end(
    text: string,
    origin: Origin,
    endReason: 'revoked' | 'leaked',
    reason: string,
  ): Promise<void> {
    const presented = parseTokenString(text);
    if (presented === undefined) return this.refused('malformedToken', origin);
    const { read } = this.store;
    const stored = await storedSecret(read, presented);
    const proved = this.hasher.matches(presented.text, stored?.row ?? null);
    if (stored === null) return this.refused('unknownToken', origin);
    if (!proved) return this.refused('wrongSecret', origin, stored);
    const { id, status } = await openedBy(read, stored, this.clock.now());
    if (status !== 'active') return this.refused(status, origin, stored);
    return this.store.transact((manager) =>
      stored.kind === 'token'
        ? this.endToken(manager, id, origin, endReason, reason)
        : this.endSession(manager, id, origin),
    );
  }

  private async endToken(
    manager: EntityManager,
    id: string,
    origin: Origin,
    endReason: 'revoked' | 'leaked',
    reason: string,
  ): Promise<void> {
    const now = this.clock.now();
    // With the secret from before a reset, both end.
    const token = await findActive(manager, id, now);
    if (token === null) return;
    await endToken(manager, token.id, endReason, now);
    const by = actedByNobody(origin, token.organizationId);
    await this.auditLog.record(manager, by, endedEvent(token, endReason, reason));
  }

  private async endSession(manager: EntityManager, id: string, origin: Origin): Promise<void> {
    const session = await manager.findOneBy(SessionEntity, { id, endedAt: IsNull() });
    if (session === null) return;
    await manager.update(SessionEntity, { id }, { endedAt: this.clock.now() });
    const { userId, organizationId } = session;
    const by = actedByNobody(origin, organizationId);
    await this.auditLog.record(manager, by, { type: 'user.signout', userId, sessionId: id });
  }

  /** As for any other use of a secret that is none: guesses show in the audit log. */
  private async refused(
    reason: 'malformedToken' | 'unknownToken' | 'wrongSecret' | 'ended' | 'expired',
    origin: Origin,
    stored?: StoredSecret,
  ): Promise<void> {
    await this.records.refused(
      {
        kind: 'refused',
        reason,
        tokenId: stored?.kind === 'token' ? stored.row.id : null,
        organizationId: stored?.row.organizationId ?? null,
        credentialId: stored?.row.id ?? null,
        detail: null,
      },
      origin,
    );
  }
}

/** With the hash. */
type StoredSecret =
  | { readonly kind: 'token'; readonly row: TokenEntity }
  | { readonly kind: 'session'; readonly row: SessionEntity };

async function storedSecret(manager: EntityManager, { id, kind }: TokenString): Promise<StoredSecret | null> {
  if (kind === 'token') {
    const row = await rowWithSecret(manager, id);
    return row === null ? null : { kind, row };
  }
  const row = await manager
    .createQueryBuilder(SessionEntity, 'session')
    .addSelect(['session.secretHash', 'session.secretKeyId'])
    .where('session.id = :id', { id })
    .getOne();
  return row === null ? null : { kind, row };
}

/**
 * The session or token that a proved secret opens: not its own where a reset has left it working.
 *
 * @param now milliseconds since the epoch.
 */
async function openedBy(
  manager: EntityManager,
  { kind, row }: StoredSecret,
  now: number,
): Promise<{ readonly id: string; readonly status: TokenStatus }> {
  const { id } = row;
  if (kind === 'session') return { id, status: tokenStatus({ ...row, endReason: null }, now) };
  const previous = previousSecretOf(row);
  if (previous !== null) {
    const policy = (await loadPolicies(manager, row.organizationId))[row.kind];
    if (overlapEnd(policy, previous) > now) return { id: previous.successorId, status: 'active' };
  }
  return { id, status: tokenStatus(row, now) };
}

/** Fit for the audit log: without what makes a line lie, and without a token, which an address may well hold. */
function printable(place: string): string {
  const characters = [...withoutTokenStrings(place).replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '\ufffd')];
  return characters.slice(0, LONGEST_PLACE).join('');
}
