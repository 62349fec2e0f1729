/**
 * Revokes many tokens at once: first a preview of which, then exactly those. What matches a filter can
 * change in between, so the preview names the set by a digest, and nothing is revoked unless the set that
 * matches within the transaction has the same.
 */
import type { EntityManager } from 'typeorm';
import { assertCan } from '../access/authorize';
import { tokenIdOf, type Caller, type Principal } from '../access/principal';
import { actedBy } from '../audit/actor';
import type { AuditLog } from '../audit/audit-log';
import type { Clock } from '../kernel/clock';
import { badInput, conflict, notFound } from '../kernel/domain-error';
import { checkedSlice, type SliceRequest } from '../kernel/paging';
import type { Store } from '../kernel/store';
import { completeTokens } from './complete-tokens';
import { checkedRevocationReason } from './revocation-reason';
import type { Token } from './token';
import { managesToken, seesToken } from './token-management';
import { isNarrowing, selectTokens, type TokenFilter } from './token-selection';
import { tokenSetDigest } from './token-set-digest';
import { endedEvent, endTokens } from './token-store';

/** One transaction's worth: other changes wait for it. */
export const MOST_REVOKED_AT_ONCE = 1_000;
/** Well within what one statement can have as parameters. */
const BATCH = 500;

export interface RevocationPreview {
  /** How many would be revoked. */
  readonly total: number;
  /** How many match and would be left as they are. */
  readonly skipped: number;
  readonly digest: string;
  /** One page of those that would be revoked, by name. */
  readonly page: readonly Token[];
}

export interface BulkRevocation {
  readonly filter: TokenFilter;
  /** What the preview answered. */
  readonly digest: string;
  readonly reason?: string | null | undefined;
}

export interface RevokedTokens {
  readonly tokenIds: readonly string[];
  readonly skipped: number;
}

export class BulkRevocationService {
  constructor(
    private readonly store: Store,
    private readonly auditLog: AuditLog,
    private readonly clock: Clock,
  ) {}

  /**
   * What `revoke` with the same filter would do now.
   * @throws DomainError BAD_USER_INPUT for a filter without a condition, with more than 1,000 matches or for personal
   * tokens; FORBIDDEN.
   */
  async preview(caller: Caller, filter: TokenFilter, paging: SliceRequest): Promise<RevocationPreview> {
    const { principal } = caller;
    assertCan(principal, 'tokens.revokeMany');
    const { skip, take } = checkedSlice(paging);
    assertNarrowing(filter);
    assertNotPersonal(filter);
    const { revoked, skipped } = await this.matching(this.store.read, principal, filter);
    return {
      total: revoked.length,
      skipped,
      digest: digestOf(revoked),
      page: revoked.slice(skip, skip + take),
    };
  }

  /**
   * The tokens are refused from the next request on, all or none. Left as they are: view tokens of which
   * the caller manages a part only, and the token that makes the request.
   *
   * @throws DomainError NOT_FOUND where nothing is left to revoke, CONFLICT where the tokens are not those of
   * the digest; and what `preview` throws.
   */
  async revoke(caller: Caller, { filter, digest, reason: given }: BulkRevocation): Promise<RevokedTokens> {
    const { principal } = caller;
    assertCan(principal, 'tokens.revokeMany');
    const reason = checkedRevocationReason(given);
    assertNarrowing(filter);
    assertNotPersonal(filter);
    return this.store.transact(async (manager) => {
      const { revoked, skipped } = await this.matching(manager, principal, filter);
      if (revoked.length === 0) throw notFound('A token to revoke');
      if (digestOf(revoked) !== digest) {
        throw conflict(
          'The tokens that match are not those of the digest: ask for previewTokenRevocation again.',
        );
      }
      const tokenIds = revoked.map((token) => token.id);
      const now = this.clock.now();
      for (let from = 0; from < tokenIds.length; from += BATCH)
        await endTokens(manager, tokenIds.slice(from, from + BATCH), 'revoked', now);
      const events = revoked.map((token) => endedEvent(token, 'revoked', reason));
      await this.auditLog.recordAll(manager, actedBy(caller), events);
      return { tokenIds, skipped };
    });
  }

  private async matching(
    manager: EntityManager,
    principal: Principal,
    filter: TokenFilter,
  ): Promise<{ revoked: Token[]; skipped: number }> {
    // What is soon makes no difference: whatever works can be revoked.
    const moment = { now: this.clock.now(), expiringSoonMs: 0 };
    const rows = await selectTokens(manager, principal, { filter, states: null, order: 'Name' }, moment)
      .orderBy('token.nameKey', 'ASC')
      .addOrderBy('token.id', 'ASC')
      .take(MOST_REVOKED_AT_ONCE + 1)
      .getMany();
    if (rows.length > MOST_REVOKED_AT_ONCE) {
      throw badInput(
        `The filter matches more than ${MOST_REVOKED_AT_ONCE} tokens, which is as many as can be revoked at once: narrow it down.`,
      );
    }
    const tokens = (await completeTokens(manager, rows)).filter((token) => seesToken(principal, token));
    const own = tokenIdOf(principal);
    const revoked = tokens.filter((token) => token.id !== own && managesToken(principal, token));
    return { revoked, skipped: tokens.length - revoked.length };
  }
}

function digestOf(tokens: readonly Token[]): string {
  return tokenSetDigest(tokens.map((token) => token.id));
}

/** What is left out by mistake must not mean everything. */
function assertNarrowing(filter: TokenFilter): void {
  if (!isNarrowing(filter)) throw badInput('filter must have at least one condition.');
}

/** Each is its user's way in, and ended by itself. */
function assertNotPersonal({ kinds }: TokenFilter): void {
  if (kinds?.includes('personal') === true) {
    throw badInput(
      'filter.typeFilter must not name PersonalUserToken: personal tokens are not revoked many at once.',
    );
  }
}
