/** Lists and finds tokens. Nobody is shown one that they could not manage at least in part. */
import { Brackets, In } from 'typeorm';
import { assertCan, can } from '../access/authorize';
import { holdsOnView } from '../access/grants';
import { tokenIdOf, type Caller, type Principal, type ScopedTokenKind } from '../access/principal';
import type { Clock } from '../kernel/clock';
import { badInput, concealed, notFound } from '../kernel/domain-error';
import { checkedSlice, type SliceRequest } from '../kernel/paging';
import type { Store } from '../kernel/store';
import { likePattern } from '../kernel/like-pattern';
import { completeTokens } from './complete-tokens';
import type { Token } from './token';
import { seesToken } from './token-management';
import { findActive, findActivePersonal } from './token-store';
import { TokenEntity } from './token.entity';

export interface TokenQuery extends SliceRequest {
  /** Part of a name, whatever its case, or a whole id. */
  readonly searchFilter: string | null;
  readonly kinds: readonly ScopedTokenKind[] | null;
  /** Ids of views, for view tokens, and of organizations, for the others. */
  readonly parentEntityIds: readonly string[] | null;
  readonly sortBy: 'Name' | 'ExpirationDate';
  readonly direction: 'ASC' | 'DESC';
  /** Only those made before this moment and not used since, milliseconds since the epoch. */
  readonly notUsedSince: number | null;
}

const MAX_PARENTS = 1_000;

/** The same condition twice: written so that the database follows the index of the order that is asked for. */
const LIVING = {
  Name: '(token.expireAt IS NULL OR token.expireAt > :now)',
  ExpirationDate: 'token.sortableExpiry > :now',
} as const;

const UNUSED =
  '(token.secretCreatedAt < :since AND NOT EXISTS (SELECT 1 FROM token_use used WHERE used."tokenId" = token.id AND used."lastUsedAt" >= :since))';

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
    const { skip, take } = checkedSlice(query);

    const rows = this.store.read
      .createQueryBuilder(TokenEntity, 'token')
      .where('token.organizationId = :organizationId', { organizationId: principal.organizationId })
      .andWhere('token.endedAt IS NULL')
      .andWhere(LIVING[query.sortBy], { now: this.clock.now() })
      .andWhere(onlySeeable(principal));
    if (query.kinds !== null) rows.andWhere({ kind: In([...new Set(query.kinds)]) });
    if (query.parentEntityIds !== null) rows.andWhere(underParents(principal, query.parentEntityIds));
    if (query.notUsedSince !== null) rows.andWhere(UNUSED, { since: query.notUsedSince });
    const search = query.searchFilter?.trim() ?? '';
    if (search !== '') {
      rows.andWhere(`(token.id = :search OR token.nameKey LIKE :pattern ESCAPE '\\')`, {
        search,
        pattern: likePattern(search),
      });
      // LogScale's operator looks a token up by its id and takes the first answer for it, so no token
      // that merely has the id in its name may come before it.
      rows.orderBy('CASE WHEN token.id = :search THEN 0 ELSE 1 END', 'ASC');
    }
    // Ids break ties, so that pages do not overlap. Both orders have an index.
    const [page, total] = await rows
      .addOrderBy(query.sortBy === 'Name' ? 'token.nameKey' : 'token.sortableExpiry', query.direction)
      .addOrderBy('token.id', query.direction)
      .skip(skip)
      .take(take)
      .getManyAndCount();
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

/** A parent that the caller does not manage finds nothing: it must not tell which tokens reach it. */
function underParents(principal: Principal, parentEntityIds: readonly string[]): Brackets {
  if (parentEntityIds.length > MAX_PARENTS) {
    throw badInput(
      `parentEntityIdFilter may name at most ${MAX_PARENTS} parents; it names ${parentEntityIds.length}.`,
    );
  }
  const viewIds = parentEntityIds.filter((id) => can(principal, 'tokens.manageView', { viewIds: [id] }));
  return new Brackets((where) => {
    where.where('1 = 0');
    if (parentEntityIds.includes(principal.organizationId)) where.orWhere(`token.kind <> 'view'`);
    if (viewIds.length > 0) {
      where.orWhere(
        `(token.kind = 'view' AND token.id IN (SELECT parent."tokenId" FROM token_view parent WHERE parent."viewId" IN (:...viewIds)))`,
        { viewIds },
      );
    }
  });
}
