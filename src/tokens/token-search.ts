/** Lists and finds tokens. Nobody is shown one that they could not manage at least in part. */
import { assertCan } from '../access/authorize';
import { tokenIdOf, type Caller, type Principal } from '../access/principal';
import type { Clock } from '../kernel/clock';
import { concealed, notFound } from '../kernel/domain-error';
import { checkedSlice, type SliceRequest } from '../kernel/paging';
import type { Store } from '../kernel/store';
import { completeTokens } from './complete-tokens';
import type { Token } from './token';
import { seesToken } from './token-management';
import { searchIn, selectTokens, type TokenFilter } from './token-selection';
import type { TokenState } from './token-state';
import type { TokenOrder } from './token-state-condition';
import { findActive, findActivePersonal } from './token-store';

export interface TokenQuery extends SliceRequest {
  readonly filter: TokenFilter;
  /** Null for those in which a token works. */
  readonly states: readonly TokenState[] | null;
  readonly sortBy: TokenOrder;
  readonly direction: 'ASC' | 'DESC';
}

export class TokenSearch {
  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
    private readonly expiringSoonMs: number,
  ) {}

  /** @throws DomainError NOT_FOUND for an unknown, unseeable, ended or expired token. */
  async byId(caller: Caller, id: string): Promise<Token> {
    const { principal } = caller;
    assertCan(principal, 'tokens.read');
    const token = await findActive(this.store.read, id, this.clock.now());
    if (token === null) throw notFound('The token');
    if (!seesToken(principal, token)) {
      throw concealed('The token', {
        action: 'tokens.read',
        reason: `may not see the ${token.kind} token ${token.id}`,
      });
    }
    return token;
  }

  /** The token that made the request; null for a session. */
  async current(caller: Caller): Promise<Token | null> {
    assertCan(caller.principal, 'tokens.readCurrent');
    const id = tokenIdOf(caller.principal);
    return id === null ? null : findActive(this.store.read, id, this.clock.now());
  }

  /** The caller's own personal token, however the caller logged in; null where there is none. */
  async ownPersonal(principal: Principal): Promise<Token | null> {
    return principal.kind === 'user'
      ? findActivePersonal(this.store.read, principal.userId, this.clock.now())
      : null;
  }

  /**
   * A page of the tokens that the caller may see, and how many there are in all.
   * @throws DomainError BAD_USER_INPUT, FORBIDDEN.
   */
  async list(caller: Caller, query: TokenQuery): Promise<{ total: number; tokens: Token[] }> {
    const { principal } = caller;
    assertCan(principal, 'tokens.list');
    const { skip, take } = checkedSlice(query);
    const { filter, states, sortBy: order, direction } = query;
    const moment = { now: this.clock.now(), expiringSoonMs: this.expiringSoonMs };

    const rows = selectTokens(this.store.read, principal, { filter, states, order }, moment);
    // LogScale's operator looks a token up by its id and takes the first answer for it, so no token
    // that merely has the id in its name may come before it.
    if (searchIn(filter) !== null) rows.orderBy('CASE WHEN token.id = :search THEN 0 ELSE 1 END', 'ASC');
    // Ids break ties, so that pages do not overlap. Both orders have an index.
    const [page, total] = await rows
      .addOrderBy(order === 'Name' ? 'token.nameKey' : 'token.sortableExpiry', direction)
      .addOrderBy('token.id', direction)
      .skip(skip)
      .take(take)
      .getManyAndCount();
    return { total, tokens: await completeTokens(this.store.read, page) };
  }
}
