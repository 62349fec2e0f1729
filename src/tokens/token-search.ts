/** Lists and finds tokens. Nobody is shown one that they could not manage at least in part. */
import type { Action } from '../access/actions';
import { assertCan } from '../access/authorize';
import { tokenIdOf, type Caller, type Principal } from '../access/principal';
import type { Clock } from '../kernel/clock';
import { concealed, notFound } from '../kernel/domain-error';
import { checkedSlice, type SliceRequest } from '../kernel/paging';
import type { Store } from '../kernel/store';
import { committedPersonal, committedToken } from './committed-token';
import type { Token } from './token';
import { countTokens } from './token-count-search';
import { seesToken } from './token-management';
import { TokenPages } from './token-page-search';
import { kindsSelected, selectTokens, type TokenFilter, type TokenSelection } from './token-selection';
import type { TokenState } from './token-state';
import type { Moment, TokenOrder } from './token-state-condition';

export interface TokenQuery extends SliceRequest {
  readonly filter: TokenFilter;
  /** Null for those in which a token works. */
  readonly states: readonly TokenState[] | null;
  readonly sortBy: TokenOrder;
  readonly direction: 'ASC' | 'DESC';
}

export class TokenSearch {
  private readonly pages: TokenPages;

  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
    private readonly expiringSoonMs: number,
  ) {
    this.pages = new TokenPages(store);
  }

  /** @throws DomainError NOT_FOUND for an unknown, unseeable, ended or expired token. */
  async byId(caller: Caller, id: string): Promise<Token> {
    const { principal } = caller;
    assertCan(principal, 'tokens.read');
    const token = await committedToken(this.store, id, this.clock.now());
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
    return id === null ? null : committedToken(this.store, id, this.clock.now());
  }

  /** The caller's own personal token, however the caller logged in; null where there is none. */
  async ownPersonal(principal: Principal): Promise<Token | null> {
    return principal.kind === 'user'
      ? committedPersonal(this.store, principal.userId, this.clock.now())
      : null;
  }

  /**
   * A page of the tokens that the caller may see.
   * @throws DomainError BAD_USER_INPUT, FORBIDDEN.
   */
  async list(caller: Caller, query: TokenQuery): Promise<Token[]> {
    const { principal } = caller;
    assertCan(principal, listingAction(query.filter));
    const { skip, take } = checkedSlice(query);
    const { filter, states, sortBy, direction } = query;
    return this.pages.page(principal, { filter, states, sortBy, direction, skip, take }, this.moment());
  }

  /** How many tokens there are in all, whatever the page. @throws what `list` throws. */
  async count(caller: Caller, { filter, states, sortBy: order }: TokenQuery): Promise<number> {
    const { principal } = caller;
    assertCan(principal, listingAction(filter));
    const counted = kindsSelected(principal, filter);
    if (counted === null) return this.countSelected(principal, { filter, states, order });
    const { organizationId } = principal;
    const ofKinds = await countTokens(
      this.store,
      { organizationId, kinds: counted.wholly, states },
      this.moment(),
    );
    if (!counted.ownPersonal) return ofKinds;
    const own = { filter: { kinds: ['personal'] }, states, order } as const;
    return ofKinds + (await this.countSelected(principal, own));
  }

  private countSelected(principal: Principal, selection: TokenSelection): Promise<number> {
    return selectTokens(this.store.read, principal, selection, this.moment()).getCount();
  }

  private moment(): Moment {
    return { now: this.clock.now(), expiringSoonMs: this.expiringSoonMs };
  }
}

/** Everybody's personal token is at least their own to list, where personal tokens are asked for. */
function listingAction({ kinds }: TokenFilter): Action {
  return kinds?.includes('personal') === true ? 'tokens.listPersonal' : 'tokens.list';
}
