/** Lists and finds tokens. Nobody is shown one that they could not manage at least in part. */
import { Brackets, In, type SelectQueryBuilder } from 'typeorm';
import { assertCan, can } from '../access/authorize';
import { holdsOnView } from '../access/grants';
import { tokenIdOf, type Caller, type Principal, type ScopedTokenKind } from '../access/principal';
import type { Clock } from '../kernel/clock';
import { badInput, concealed, notFound } from '../kernel/domain-error';
import type { Store } from '../kernel/store';
import { likePattern } from '../kernel/like-pattern';
import { completeTokens } from './complete-tokens';
import type { Token } from './token';
import { seesToken } from './token-management';
import { findActive, findActivePersonal } from './token-store';
import { TokenEntity } from './token.entity';

export interface TokenQuery {
  /** Part of a name, whatever its case, or a whole id. */
  readonly searchFilter: string | null;
  readonly kinds: readonly ScopedTokenKind[] | null;
  /** Ids of views, for view tokens, and of organizations, for the others. */
  readonly parentEntityIds: readonly string[] | null;
  readonly sortBy: 'Name' | 'ExpirationDate';
  readonly direction: 'ASC' | 'DESC';
  readonly skip: number;
  readonly limit: number;
}

export const DEFAULT_PAGE_SIZE = 50;
export const GREATEST_PAGE_SIZE = 1_000;

export class TokenSearch {
  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
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

  /** A page of the tokens that work and that the caller may see, and how many there are in all. */
  async list(caller: Caller, query: TokenQuery): Promise<{ total: number; tokens: Token[] }> {
    const { principal } = caller;
    assertCan(principal, 'tokens.list');
    if (query.skip < 0) throw badInput('skip must not be negative.');
    if (query.limit < 1 || query.limit > GREATEST_PAGE_SIZE)
      throw badInput(`limit must be between 1 and ${GREATEST_PAGE_SIZE}.`);

    const rows = this.store.read
      .createQueryBuilder(TokenEntity, 'token')
      .where('token.organizationId = :organizationId', { organizationId: principal.organizationId })
      .andWhere('token.endedAt IS NULL')
      .andWhere('token.sortableExpiry > :now', { now: this.clock.now() })
      .andWhere(onlySeeable(principal));
    if (query.kinds !== null) rows.andWhere({ kind: In([...query.kinds]) });
    if (query.parentEntityIds !== null) rows.andWhere(underParents(query.parentEntityIds));
    const search = query.searchFilter?.trim() ?? '';
    if (search !== '') {
      rows.andWhere(`(token.id = :search OR token.nameKey LIKE :pattern ESCAPE '\\')`, {
        search,
        pattern: likePattern(search),
      });
    }
    sort(rows, query);
    const [page, total] = await rows.skip(query.skip).take(query.limit).getManyAndCount();
    return { total, tokens: await completeTokens(this.store.read, page) };
  }
}

/** The rule of seesToken, in SQL. */
function onlySeeable(principal: Principal): Brackets {
  return new Brackets((where) => {
    where.where('1 = 0');
    if (can(principal, 'tokens.manageOrganization')) where.orWhere(`token.kind = 'organization'`);
    if (can(principal, 'tokens.manageSystem')) where.orWhere(`token.kind = 'system'`);
    if (managesEveryView(principal)) where.orWhere(`token.kind = 'view'`);
    else {
      const managed = [...principal.grants.views.keys()].filter((id) =>
        holdsOnView(principal.grants, 'ChangeViewOrRepositoryPermissions', id),
      );
      if (managed.length > 0) {
        where.orWhere(
          `(token.kind = 'view' AND token.id IN (SELECT reach."tokenId" FROM token_view reach JOIN search_domain domain ON domain.id = reach."viewId" WHERE domain."deletedAt" IS NULL AND reach."viewId" IN (:...managed)))`,
          { managed },
        );
      }
    }
  });
}

function managesEveryView(principal: Principal): boolean {
  return (
    principal.grants.organization.has('ChangeAllViewOrRepositoryPermissions') ||
    principal.grants.everyView.has('ChangeViewOrRepositoryPermissions')
  );
}

function underParents(parentEntityIds: readonly string[]): Brackets {
  return new Brackets((where) => {
    where.where('1 = 0');
    if (parentEntityIds.length === 0) return;
    where
      .orWhere(`(token.kind <> 'view' AND token.organizationId IN (:...parents))`, {
        parents: parentEntityIds,
      })
      .orWhere(
        `(token.kind = 'view' AND token.id IN (SELECT parent."tokenId" FROM token_view parent WHERE parent."viewId" IN (:...parents)))`,
        { parents: parentEntityIds },
      );
  });
}

/** Ids break ties, so that pages do not overlap. Both orders have an index. */
function sort(rows: SelectQueryBuilder<TokenEntity>, { sortBy, direction }: TokenQuery): void {
  rows
    .orderBy(sortBy === 'Name' ? 'token.nameKey' : 'token.sortableExpiry', direction)
    .addOrderBy('token.id', direction);
}
