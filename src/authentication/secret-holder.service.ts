/**
 * Ends what a secret opens, for whoever holds the secret: the one thing that it allows in the hands of
 * anybody, from anywhere, whatever policy or IP filter the token is under.
 */
import { IsNull, type EntityManager, type ObjectLiteral, type EntityTarget } from 'typeorm';
import type { Origin } from '../access/principal';
import { actedByNobody } from '../audit/actor';
import type { AuditLog } from '../audit/audit-log';
import type { Clock } from '../kernel/clock';
import type { Store } from '../kernel/store';
import { checkedOptionalText } from '../kernel/text';
import type { HashedSecret, SecretHasher } from '../tokens/secret-hasher';
import { endedEvent, endToken, findActive } from '../tokens/token-store';
import { parseTokenString, type TokenString } from '../tokens/token-secret';
import { TokenEntity } from '../tokens/token.entity';
import { SessionEntity } from './session.entity';
import type { VerdictRecords } from './verdict-records';

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
   * @param where as whoever found it tells.
   * @throws DomainError BAD_USER_INPUT.
   */
  async revokeLeaked(text: string, where: string | null, origin: Origin): Promise<void> {
    const place = checkedOptionalText('url', where, 1_000);
    await this.end(
      text,
      origin,
      'leaked',
      `reported as found ${place === null ? 'in the open' : `at ${place}`}`,
    );
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
    const proved = this.hasher.matches(presented.text, stored);
    if (stored === null) return this.refused('unknownToken', origin);
    if (!proved) return this.refused('wrongSecret', origin, stored);
    return this.store.transact((manager) =>
      presented.kind === 'token'
        ? this.endToken(manager, stored, origin, endReason, reason)
        : this.endSession(manager, presented.id, origin),
    );
  }

  private async endToken(
    manager: EntityManager,
    { id }: StoredSecret,
    origin: Origin,
    endReason: 'revoked' | 'leaked',
    reason: string,
  ): Promise<void> {
    const now = this.clock.now();
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
    reason: 'malformedToken' | 'unknownToken' | 'wrongSecret',
    origin: Origin,
    stored?: StoredSecret,
  ): Promise<void> {
    await this.records.refused(
      {
        kind: 'refused',
        reason,
        tokenId: stored?.tokenId ?? null,
        organizationId: stored?.organizationId ?? null,
        credentialId: stored?.id ?? null,
        detail: null,
      },
      origin,
    );
  }
}

interface StoredSecret extends HashedSecret {
  readonly id: string;
  /** Null for a session. */
  readonly tokenId: string | null;
  readonly organizationId: string;
}

async function storedSecret(manager: EntityManager, { id, kind }: TokenString): Promise<StoredSecret | null> {
  const row =
    kind === 'token'
      ? await withSecret(manager, TokenEntity, id)
      : await withSecret(manager, SessionEntity, id);
  if (row === null) return null;
  const { organizationId, secretHash, secretKeyId } = row;
  return { id, tokenId: kind === 'token' ? id : null, organizationId, secretHash, secretKeyId };
}

/** The hash is in no row that is not asked for it. */
function withSecret<Row extends ObjectLiteral>(
  manager: EntityManager,
  entity: EntityTarget<Row>,
  id: string,
): Promise<Row | null> {
  return manager
    .createQueryBuilder(entity, 'row')
    .addSelect(['row.secretHash', 'row.secretKeyId'])
    .where('row.id = :id', { id })
    .getOne();
}
