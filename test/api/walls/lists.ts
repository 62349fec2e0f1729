/** The fields that answer lists: how many there should be, and the same list narrowed down to one thing of an organization. */
import type { Args } from './operations';
import type { RowsByTable } from './rows';
import { OPEN_POLICIES as POLICIES } from '../../support/seed';
import type { Things } from './things';

export interface List {
  readonly args: Args;
  /** The ids of what was listed, or the names of what has no id. */
  readonly idsOf: (value: any) => readonly string[];
  /** The total as it was counted, where the field tells one. */
  readonly totalOf?: (value: any) => number;
  /** The ids of what an organization has of it, from its rows. */
  readonly ownIds: (rows: RowsByTable) => readonly string[];
  /** Arguments under which only a thing of `at` could be found. */
  readonly narrowed?: (at: Things) => readonly Args[];
}

const ids = (items: readonly { readonly id: string }[]): string[] => items.map(({ id }) => id);
const living =
  (table: string, fits: (row: Readonly<Record<string, unknown>>) => boolean = () => true) =>
  (rows: RowsByTable): string[] =>
    rows[table]!.filter((row) => (row['removedAt'] ?? row['deletedAt'] ?? row['endedAt'] ?? null) === null)
      .filter(fits)
      .map((row) => row['id'] as string);

const PAGE = { pageNumber: 1, pageSize: 1_000 };
const plain = (table: string): List => ({ args: {}, idsOf: ids, ownIds: living(table) });
const paged = (table: string, searches: (at: Things) => readonly string[]): List => ({
  args: PAGE,
  idsOf: (value) => ids(value.page),
  totalOf: (value) => value.pageInfo.totalNumberOfRows,
  ownIds: living(table),
  narrowed: (at) => searches(at).map((search) => ({ ...PAGE, search })),
});

const usernames = (at: Things): readonly string[] => [at.user.username, at.user.username.toUpperCase()];

export const LISTS: Readonly<Record<string, List>> = {
  users: { ...plain('user_account'), narrowed: (at) => usernames(at).map((search) => ({ search })) },
  usersPage: paged('user_account', usernames),
  roles: plain('role'),
  rolesPage: paged('role', (at) => [at.role.name]),
  groupsPage: paged('user_group', (at) => [at.group.name]),
  ipFilters: plain('ip_filter'),
  auditEntries: {
    args: { filter: { type: 'ipfilters.change' }, limit: 1_000 },
    idsOf: (value) => [...new Set<string>(value.entries.map((entry: any) => entry.targetId as string))],
    ownIds: living('ip_filter'),
    narrowed: (at) =>
      [
        { targetId: at.ipFilter.id },
        { actorUserId: at.user.id },
        ...Object.values(at.tokens).map(({ id }) => ({ actorTokenId: id })),
      ].map((filter) => ({ filter })),
  },
  repositories: {
    ...plain('search_domain'),
    ownIds: living('search_domain', (row) => row['kind'] === 'repository'),
  },
  searchDomains: plain('search_domain'),
  tokens: {
    args: { sortBy: 'Name', limit: 1_000 },
    idsOf: (value) => ids(value.results),
    totalOf: (value) => value.totalResults,
    ownIds: living('token', (row) => row['kind'] !== 'personal'),
    narrowed: (at) =>
      [
        ...Object.values(at.tokens).map(({ id }) => ({ searchFilter: id })),
        ...Object.values(at.tokens).flatMap(({ name }) =>
          name === 'personal' ? [] : { searchFilter: name },
        ),
        ...[at.repository.id, at.view.id, at.organization.id].map((id) => ({ parentEntityIdFilter: [id] })),
        { ipFilterId: at.ipFilter.id },
        { typeFilter: ['PersonalUserToken'], searchFilter: at.tokens.personal.id },
        { typeFilter: ['PersonalUserToken'], parentEntityIdFilter: [at.organization.id] },
      ].map((filter) => ({ sortBy: 'Name', ...filter })),
  },
  previewTokenRevocation: {
    // For who manages tokens with a personal token; another would not find itself.
    args: { filter: { notUsedSince: Number.MAX_SAFE_INTEGER }, limit: 1_000 },
    idsOf: (value) => ids(value.results),
    totalOf: (value) => value.totalResults,
    ownIds: living('token', (row) => row['kind'] !== 'personal'),
    narrowed: (at) =>
      [
        ...Object.values(at.tokens).map(({ id }) => ({ searchFilter: id })),
        { parentEntityIdFilter: [at.repository.id] },
        { ipFilterId: at.ipFilter.id },
      ].map((filter) => ({ filter })),
  },
  fleetInstallationTokens: plain('fleet_installation_token'),
  searchFleetInstallationTokens: {
    args: { limit: 1_000 },
    idsOf: (value) => ids(value.results),
    totalOf: (value) => value.totalResults,
    ownIds: living('fleet_installation_token'),
  },
  logCollectorGroups: plain('log_collector_group'),
  webhooks: plain('webhook'),
  previewTokenSecurityPolicies: {
    // What ends when a kind is disabled, is every token there is of it.
    args: {
      input: { ...POLICIES, organizationPermissionTokensEnabled: false, viewPermissionTokensEnabled: false },
      limit: 1_000,
    },
    idsOf: (value) => value.results.map((result: any) => result.token.id as string),
    totalOf: (value) => value.ended,
    ownIds: living('token', (row) => row['kind'] === 'organization' || row['kind'] === 'view'),
  },
};
