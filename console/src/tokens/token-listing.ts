/** Which tokens are listed, and how: as the address of the page says it, and as the API is asked. */
import type {
  OrderBy,
  Tokens__SortBy,
  Tokens__Type,
  TokensQueryVariables,
  TokenState,
} from '../api/operations';
import { DAY_MS, MINUTE_MS } from '../time/spans';
import type { TokenKind } from './token-kind';

export const PAGE_SIZE = 50;

export interface TokenListing {
  readonly search: string;
  readonly kinds: readonly TokenKind[];
  /** None for those that work. */
  readonly states: readonly TokenState[];
  readonly permission: string | null;
  readonly unusedDays: number | null;
  readonly expiringDays: number | null;
  readonly ipFilterId: string | null;
  readonly sort: Tokens__SortBy;
  readonly order: OrderBy;
  /** From 1. */
  readonly page: number;
}

export const KINDS: readonly TokenKind[] = [
  'PersonalUserToken',
  'ViewPermissionsToken',
  'OrganizationPermissionsToken',
  'SystemPermissionsToken',
];
export const STATES: readonly TokenState[] = ['Active', 'ExpiringSoon', 'Blocked', 'Expired', 'Revoked'];
export const SORTS: readonly Tokens__SortBy[] = ['Name', 'ExpirationDate', 'CreationDate'];

const TYPES: Readonly<Record<TokenKind, Tokens__Type>> = {
  PersonalUserToken: 'PersonalUserToken',
  ViewPermissionsToken: 'ViewPermissionToken',
  OrganizationPermissionsToken: 'OrganizationPermissionToken',
  SystemPermissionsToken: 'SystemPermissionToken',
};

/** What makes no sense in an address is left out, as if it were not there. */
export function listingOf(address: URLSearchParams): TokenListing {
  return {
    search: address.get('search') ?? '',
    kinds: among(KINDS, address.getAll('kind')),
    states: among(STATES, address.getAll('state')),
    permission: address.get('permission'),
    unusedDays: wholeNumber(address.get('unusedDays')),
    expiringDays: wholeNumber(address.get('expiringDays')),
    ipFilterId: address.get('ipFilter'),
    sort: among(SORTS, [address.get('sort') ?? ''])[0] ?? 'Name',
    order: address.get('order') === 'DESC' ? 'DESC' : 'ASC',
    page: wholeNumber(address.get('page')) ?? 1,
  };
}

/** The least that says it: what is so by default is left out. */
export function addressOf(listing: TokenListing): URLSearchParams {
  const address = new URLSearchParams();
  const set = (name: string, value: string | number | null): void => {
    if (value !== null && value !== '') address.set(name, String(value));
  };
  set('search', listing.search);
  for (const kind of listing.kinds) address.append('kind', kind);
  for (const state of listing.states) address.append('state', state);
  set('permission', listing.permission);
  set('unusedDays', listing.unusedDays);
  set('expiringDays', listing.expiringDays);
  set('ipFilter', listing.ipFilterId);
  if (listing.sort !== 'Name') set('sort', listing.sort);
  if (listing.order !== 'ASC') set('order', listing.order);
  if (listing.page !== 1) set('page', listing.page);
  return address;
}

/** @param now milliseconds since the epoch. */
export function variablesOf(listing: TokenListing, now: number): TokensQueryVariables {
  // To the minute, so that the same question is not another one each time that it is asked.
  const minute = Math.floor(now / MINUTE_MS) * MINUTE_MS;
  const kinds = listing.kinds.length === 0 ? KINDS : listing.kinds;
  return {
    sortBy: listing.sort,
    orderBy: listing.order,
    skip: (listing.page - 1) * PAGE_SIZE,
    limit: PAGE_SIZE,
    searchFilter: listing.search.trim() === '' ? null : listing.search.trim(),
    typeFilter: kinds.map((kind) => TYPES[kind]),
    states: listing.states.length === 0 ? null : [...listing.states],
    permission: listing.permission,
    notUsedSince: listing.unusedDays === null ? null : minute - listing.unusedDays * DAY_MS,
    expiringBefore: listing.expiringDays === null ? null : minute + listing.expiringDays * DAY_MS,
    ipFilterId: listing.ipFilterId,
  };
}

/** Whether any tokens that work are left out. */
export function isNarrowed(listing: TokenListing): boolean {
  const { search, kinds, states, permission, unusedDays, expiringDays, ipFilterId } = listing;
  return (
    search !== '' ||
    kinds.length > 0 ||
    states.length > 0 ||
    [permission, unusedDays, expiringDays, ipFilterId].some((value) => value !== null)
  );
}

function among<Value extends string>(values: readonly Value[], given: readonly string[]): Value[] {
  return values.filter((value) => given.includes(value));
}

/** From 1 to 100,000; null for everything else. */
function wholeNumber(text: string | null): number | null {
  return text !== null && /^[1-9]\d{0,4}$|^100000$/.test(text) ? Number(text) : null;
}
