/**
 * Selects tokens by what people know of them. Nobody is answered one that they could not manage at least
 * in part; personal tokens are among them only where they are asked for.
 */
import { Brackets, In, type EntityManager, type SelectQueryBuilder } from 'typeorm';
import { can } from '../access/authorize';
import { holdsOnView } from '../access/grants';
import { permissionsThatHold } from '../access/permission-names';
import type { Principal, TokenKind } from '../access/principal';
import { badInput } from '../kernel/domain-error';
import { likePattern } from '../kernel/like-pattern';
import { expiringBefore, inStates, living, type Moment, type TokenOrder } from './token-state-condition';
import type { TokenState } from './token-state';
import { TokenEntity } from './token.entity';

/** Only tokens that fit all that is given; null or undefined asks for nothing. */
export interface TokenFilter {
  /** Part of a name, whatever its case, or a whole id. */
  readonly searchFilter?: string | null | undefined;
  /** All but personal tokens, where none is given. */
  readonly kinds?: readonly TokenKind[] | null | undefined;
  /** Ids of views, for view tokens, and of organizations, for the others. */
  readonly parentEntityIds?: readonly string[] | null | undefined;
  /** The name of a permission that they hold, as given or through one that includes it. */
  readonly permission?: string | null | undefined;
  /** The id of their own IP filter. */
  readonly ipFilterId?: string | null | undefined;
  /** Only those made before this moment and not used since, milliseconds since the epoch. */
  readonly notUsedSince?: number | null | undefined;
  /** Only those that expire before this moment, milliseconds since the epoch. */
  readonly expiringBefore?: number | null | undefined;
}

const MAX_PARENTS = 1_000;

/** Apart, so that an index alone is read through, of which a million names take less than a second. */
const FOUND = `token.id IN (SELECT found.id FROM token found WHERE found."organizationId" = :organizationId AND (found.id = :search OR found."nameKey" LIKE :pattern ESCAPE '\\'))`;

const OF_ORGANIZATION = 'token.organizationId = :organizationId';
const OF_ORGANIZATION_UNINDEXED = `COALESCE(token.organizationId, '') = :organizationId`;
/** Spelled as in the conditions of the indices of personal tokens, for which a parameter would not do. */
const PERSONAL = `token.kind = 'personal'`;
const OWN = 'token.userId = :ownerId';

const HELD =
  'token.id IN (SELECT held."tokenId" FROM token_permission held WHERE held.permission IN (:...permissions))';
const UNUSED =
  '(token.secretCreatedAt < :since AND NOT EXISTS (SELECT 1 FROM token_use used WHERE used."tokenId" = token.id AND used."lastUsedAt" >= :since))';

export interface TokenSelection {
  readonly filter: TokenFilter;
  /** Null for those that work. */
  readonly states: readonly TokenState[] | null;
  readonly order: TokenOrder;
}

/**
 * @throws DomainError BAD_USER_INPUT for a permission that there is not, and for more than 1,000 parents.
 */
export function selectTokens(
  manager: EntityManager,
  principal: Principal,
  { filter, states, order }: TokenSelection,
  moment: Moment,
): SelectQueryBuilder<TokenEntity> {
  const { kinds, parentEntityIds, permission, ipFilterId, notUsedSince } = filter;
  const rows = manager.createQueryBuilder(TokenEntity, 'token');
  if (given(kinds) && kinds.length > 0 && kinds.every((kind) => kind === 'personal')) {
    rows.where(onlyPersonal(principal));
  } else {
    rows.where(OF_ORGANIZATION, { organizationId: principal.organizationId });
    rows.andWhere(onlySeeable(principal, given(kinds) && kinds.includes('personal')));
    if (given(kinds)) rows.andWhere({ kind: In([...new Set(kinds)]) });
  }
  rows.andWhere(states === null ? living(order, moment) : inStates(states, order, moment));
  if (given(parentEntityIds)) rows.andWhere(underParents(principal, parentEntityIds));
  if (given(permission)) rows.andWhere(HELD, { permissions: checkedPermission(permission) });
  if (given(ipFilterId)) rows.andWhere('token.ipFilterId = :ipFilterId', { ipFilterId });
  if (given(notUsedSince)) rows.andWhere(UNUSED, { since: notUsedSince });
  if (given(filter.expiringBefore)) rows.andWhere(expiringBefore(filter.expiringBefore, order));
  const search = searchIn(filter);
  if (search !== null) {
    rows.andWhere(FOUND, { search, pattern: likePattern(search) });
  }
  return rows;
}

export interface KindsSelected {
  /** All of these. */
  readonly wholly: readonly TokenKind[];
  /** And the principal's own personal tokens. */
  readonly ownPersonal: boolean;
}

/**
 * The kinds of all the tokens that selectTokens would select, where it selects all of some kinds and none of
 * others but for the principal's own; null where it selects by more.
 */
export function kindsSelected(principal: Principal, filter: TokenFilter): KindsSelected | null {
  const { kinds, ...rest } = filter;
  if (isNarrowing(rest)) return null;
  const isAskedFor = (kind: TokenKind) => (given(kinds) ? kinds.includes(kind) : kind !== 'personal');
  const seeable: TokenKind[] = [];
  if (can(principal, 'tokens.managePersonalOfOthers')) seeable.push('personal');
  if (can(principal, 'tokens.manageOrganization')) seeable.push('organization');
  if (can(principal, 'tokens.manageSystem')) seeable.push('system');
  if (managesEveryView(principal)) seeable.push('view');
  else if (isAskedFor('view') && managedViews(principal).length > 0) return null;
  return {
    wholly: seeable.filter(isAskedFor),
    ownPersonal: isAskedFor('personal') && !seeable.includes('personal') && principal.kind === 'user',
  };
}

/** Whether the filter narrows anything down. */
export function isNarrowing(filter: TokenFilter): boolean {
  const { searchFilter: _, ...rest } = filter;
  return searchIn(filter) !== null || Object.values(rest).some(given);
}

/** What is searched for; null for nothing. */
export function searchIn({ searchFilter }: TokenFilter): string | null {
  const search = searchFilter?.trim() ?? '';
  return search === '' ? null : search;
}

function given<T>(value: T | null | undefined): value is T {
  return value !== null && value !== undefined;
}

/** A slip in a name must not look as if no token held the permission. */
function checkedPermission(name: string): readonly string[] {
  const holding = permissionsThatHold(name);
  if (holding.length === 0) throw badInput(`permission must be the name of one; there is no “${name}”.`);
  return holding;
}

/** The rule of seesToken, in SQL. */
function onlySeeable(principal: Principal, personalToo: boolean): Brackets {
  return new Brackets((where) => {
    where.where('1 = 0');
    if (personalToo && can(principal, 'tokens.managePersonalOfOthers')) {
      where.orWhere(PERSONAL);
    } else if (personalToo && principal.kind === 'user') {
      where.orWhere(`(${PERSONAL} AND ${OWN})`, { ownerId: principal.userId });
    }
    if (can(principal, 'tokens.manageOrganization')) where.orWhere(`token.kind = 'organization'`);
    if (can(principal, 'tokens.manageSystem')) where.orWhere(`token.kind = 'system'`);
    if (managesEveryView(principal)) where.orWhere(`token.kind = 'view'`);
    else {
      const managed = managedViews(principal);
      if (managed.length > 0) {
        where.orWhere(
          `(token.kind = 'view' AND token.id IN (SELECT reach."tokenId" FROM token_view reach JOIN search_domain domain ON domain.id = reach."viewId" WHERE domain."deletedAt" IS NULL AND reach."viewId" IN (:...managed)))`,
          { managed },
        );
      }
    }
  });
}

/** The same of personal tokens alone, so that each of the two is found by an index of its own. */
function onlyPersonal(principal: Principal): Brackets {
  return new Brackets((where) => {
    const { organizationId } = principal;
    if (can(principal, 'tokens.managePersonalOfOthers')) {
      where.where(`${PERSONAL} AND ${OF_ORGANIZATION}`, { organizationId });
    } else if (principal.kind === 'user') {
      // A user is in one organization. As an expression, so that no index is used that holds all of it.
      where.where(`${PERSONAL} AND ${OWN} AND ${OF_ORGANIZATION_UNINDEXED}`, {
        ownerId: principal.userId,
        organizationId,
      });
    } else {
      where.where('1 = 0');
    }
  });
}

function managedViews({ grants }: Principal): string[] {
  return [...grants.views.keys()].filter((id) =>
    holdsOnView(grants, 'ChangeViewOrRepositoryPermissions', id),
  );
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
