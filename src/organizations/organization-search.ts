/** Finds organizations, by their own names and by those of what belongs to them. */
import { Brackets } from 'typeorm';
import { assertCan } from '../access/authorize';
import type { Caller } from '../access/principal';
import { likePattern } from '../kernel/like-pattern';
import { checkedSlice, type SliceRequest } from '../kernel/paging';
import type { Store } from '../kernel/store';
import { OrganizationEntity } from './organization.entity';

export type OrganizationSearchEntry = 'Organization' | 'Repository' | 'View' | 'User';
export type OrganizationSortKey =
  'UserCount' | 'Name' | 'Volume' | 'ViewCount' | 'Subscription' | 'CreatedAt';

export interface OrganizationQuery extends SliceRequest {
  readonly searchFilter: string | null;
  /** Whose names are searched; null for all of them. */
  readonly entries: readonly OrganizationSearchEntry[] | null;
  readonly includeDeleted: boolean;
  readonly sortBy: OrganizationSortKey;
  readonly direction: 'ASC' | 'DESC';
}

/** Tollgate holds no data and sells nothing, so by volume and by subscription all are alike. */
const SORT_KEYS: Readonly<Record<OrganizationSortKey, string>> = {
  Name: 'organization.nameKey',
  CreatedAt: 'organization.createdAt',
  UserCount: `(SELECT COUNT(*) FROM user_account counted WHERE counted."organizationId" = organization.id AND counted."removedAt" IS NULL)`,
  ViewCount: `(SELECT COUNT(*) FROM search_domain counted WHERE counted."organizationId" = organization.id AND counted."deletedAt" IS NULL)`,
  Volume: '0',
  Subscription: '0',
};

const MATCHES: Readonly<Record<OrganizationSearchEntry, string>> = {
  Organization: `(organization.nameKey LIKE :pattern ESCAPE '\\' OR organization.id = :search)`,
  Repository: `organization.id IN (SELECT domain."organizationId" FROM search_domain domain WHERE domain.kind = 'repository' AND domain."deletedAt" IS NULL AND domain."nameKey" LIKE :pattern ESCAPE '\\')`,
  View: `organization.id IN (SELECT domain."organizationId" FROM search_domain domain WHERE domain.kind = 'view' AND domain."deletedAt" IS NULL AND domain."nameKey" LIKE :pattern ESCAPE '\\')`,
  User: `organization.id IN (SELECT account."organizationId" FROM user_account account WHERE account."removedAt" IS NULL AND account."usernameKey" LIKE :pattern ESCAPE '\\')`,
};

export class OrganizationSearch {
  constructor(private readonly store: Store) {}

  /** @throws DomainError FORBIDDEN, BAD_USER_INPUT. */
  async search(
    caller: Caller,
    query: OrganizationQuery,
  ): Promise<{ total: number; organizations: OrganizationEntity[] }> {
    assertCan(caller.principal, 'organizations.search');
    const { skip, take } = checkedSlice(query);
    const rows = this.store.read
      .createQueryBuilder(OrganizationEntity, 'organization')
      .where(query.includeDeleted ? '1 = 1' : 'organization.deletedAt IS NULL');
    const search = query.searchFilter?.trim() ?? '';
    if (search !== '') {
      const entries = query.entries ?? (Object.keys(MATCHES) as OrganizationSearchEntry[]);
      rows.andWhere(
        new Brackets((where) => {
          where.where('1 = 0');
          for (const entry of entries)
            where.orWhere(MATCHES[entry], { pattern: likePattern(search), search });
        }),
      );
    }
    const [organizations, total] = await rows
      .addSelect(SORT_KEYS[query.sortBy], 'sort_key')
      .orderBy(
        query.sortBy === 'Name' || query.sortBy === 'CreatedAt' ? SORT_KEYS[query.sortBy] : 'sort_key',
        query.direction,
      )
      .addOrderBy('organization.id', query.direction)
      .skip(skip)
      .take(take)
      .getManyAndCount();
    return { total, organizations };
  }
}
