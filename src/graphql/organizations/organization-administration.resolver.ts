import { Arg, Ctx, FieldResolver, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { OrganizationOwnerService } from '../../authentication/organization-owner.service';
import type { OrganizationAdministrationService } from '../../organizations/organization-administration.service';
import type { OrganizationSearch } from '../../organizations/organization-search';
import { DEFAULT_PAGE_SIZE, GREATEST_PAGE_SIZE } from '../../kernel/paging';
import { OrderBy } from '../order-by';
import { callerOf, type RequestContext } from '../request-context';
import { Requires } from '../requires';
import { UserType } from '../users/user.types';
import {
  AddOrganizationOwnerInput,
  AddOrganizationOwnerOutput,
  BucketStorageConfigType,
  OrganizationSearchResultSet,
  OrganizationsSearchEntryType,
  OrganizationsSortBy,
  OrganizationsSubscription,
} from './organization-administration.types';
import { OrganizationConfigsType, OrganizationType } from './organization.types';

const BUCKETS =
  ' In the caller’s own organization; Tollgate keeps the setting and moves nothing. Needs ChangeBucketStorage.';

@Resolver()
export class OrganizationAdministrationResolver {
  constructor(
    private readonly administration: OrganizationAdministrationService,
    private readonly search: OrganizationSearch,
    private readonly owners: OrganizationOwnerService,
  ) {}

  @Requires('organizations.search')
  @Query(() => OrganizationSearchResultSet, {
    description: 'A page of the installation’s organizations. Needs ViewOrganizations.',
  })
  async searchOrganizations(
    @Ctx() context: RequestContext,
    @Arg('sortBy', () => OrganizationsSortBy, { description: 'By what to sort.' })
    sortBy: keyof typeof OrganizationsSortBy,
    @Arg('searchFilter', () => String, { nullable: true, description: 'Part of a name, whatever its case.' })
    searchFilter?: string | null,
    @Arg('typeFilter', () => [OrganizationsSearchEntryType], {
      nullable: true,
      description: 'Whose names are searched; all of them by default.',
    })
    typeFilter?: (keyof typeof OrganizationsSearchEntryType)[] | null,
    @Arg('subscriptionFilter', () => [OrganizationsSubscription], {
      nullable: true,
      description: 'Only organizations with these; all are Unknown.',
    })
    subscriptionFilter?: string[] | null,
    @Arg('includeDeletedFilter', () => Boolean, {
      nullable: true,
      description: 'Whether removed ones are found too; false by default.',
    })
    includeDeletedFilter?: boolean | null,
    @Arg('orderBy', () => OrderBy, {
      nullable: true,
      description: 'In which direction to sort; ASC by default.',
    })
    orderBy?: OrderBy | null,
    @Arg('skip', () => Int, {
      nullable: true,
      description: 'How many to leave out at the beginning; 0 by default.',
    })
    skip?: number | null,
    @Arg('limit', () => Int, {
      nullable: true,
      description: `How many to answer at most: 1 to ${GREATEST_PAGE_SIZE}, ${DEFAULT_PAGE_SIZE} by default.`,
    })
    limit?: number | null,
  ): Promise<OrganizationSearchResultSet> {
    const { total, organizations } = await this.search.search(callerOf(context), {
      searchFilter: searchFilter ?? null,
      entries: typeFilter ?? null,
      includeDeleted: includeDeletedFilter ?? false,
      sortBy,
      direction: orderBy ?? 'ASC',
      skip,
      limit,
    });
    if (subscriptionFilter?.includes('Unknown') === false) return { totalResults: 0, results: [] };
    return {
      totalResults: total,
      results: organizations.map(({ id, name }) => ({ organizationId: id, organizationName: name })),
    };
  }

  @Requires('organizations.create')
  @Mutation(() => OrganizationType, {
    description:
      'Creates an organization without users; addOrganizationOwner gives it its first. Needs ManageOrganizations.',
  })
  async createEmptyOrganization(
    @Ctx() context: RequestContext,
    @Arg('name', () => String, { description: 'Its name: 1 to 253 characters.' }) name: string,
    @Arg('description', () => String, { nullable: true, description: 'What it is for.' })
    description?: string | null,
    @Arg('organizationId', () => String, {
      nullable: true,
      description: 'An id to give it: 1 to 32 letters and digits; left out for a new one.',
    })
    organizationId?: string | null,
    @Arg('subdomain', () => String, { nullable: true, description: 'A subdomain for it; kept as given.' })
    subdomain?: string | null,
    @Arg('cid', () => String, { nullable: true, description: 'A customer id; kept as given.' })
    cid?: string | null,
  ): Promise<OrganizationType> {
    const input = { name, description, organizationId, subdomain, cid };
    return OrganizationType.from(await this.administration.create(callerOf(context), input));
  }

  @Requires('organizations.remove')
  @Mutation(() => Boolean, {
    description:
      'Removes an organization; its users and tokens are refused from the next request on. Needs DeleteOrganizations.',
  })
  async removeOrganization(
    @Ctx() context: RequestContext,
    @Arg('organizationId', () => String, { description: 'Its id.' }) organizationId: string,
  ): Promise<boolean> {
    await this.administration.remove(callerOf(context), organizationId);
    return true;
  }

  @Requires('organizations.addOwner')
  @Mutation(() => AddOrganizationOwnerOutput, {
    description:
      'Gives an organization a root user of its own, with a personal token: the way into a new one. Needs root.',
  })
  async addOrganizationOwner(
    @Ctx() context: RequestContext,
    @Arg('input', () => AddOrganizationOwnerInput, { description: 'The organization and the user.' })
    input: AddOrganizationOwnerInput,
  ): Promise<AddOrganizationOwnerOutput> {
    const { user, issued } = await this.owners.add(callerOf(context), input.organizationId, input.username);
    return { user: UserType.from(user), token: issued.secret };
  }

  @Requires('organizations.changeBucketStorage')
  @Mutation(() => OrganizationType, { description: `Sets the first bucket.${BUCKETS}` })
  async setOrganizationBucket1(
    @Ctx() context: RequestContext,
    @Arg('targetBucketId1', () => String, { description: 'Its id: 1 to 64 letters, digits, “_” and “-”.' })
    targetBucketId1: string,
  ): Promise<OrganizationType> {
    return OrganizationType.from(await this.administration.setBucket1(callerOf(context), targetBucketId1));
  }

  @Requires('organizations.changeBucketStorage')
  @Mutation(() => OrganizationType, { description: `Sets the second bucket.${BUCKETS}` })
  async setOrganizationBucket2(
    @Ctx() context: RequestContext,
    @Arg('targetBucketId2', () => String, { description: 'Its id: 1 to 64 letters, digits, “_” and “-”.' })
    targetBucketId2: string,
  ): Promise<OrganizationType> {
    return OrganizationType.from(await this.administration.setBucket2(callerOf(context), targetBucketId2));
  }

  @Requires('organizations.changeBucketStorage')
  @Mutation(() => OrganizationType, { description: `Unsets the second bucket.${BUCKETS}` })
  async unsetOrganizationBucket2(@Ctx() context: RequestContext): Promise<OrganizationType> {
    return OrganizationType.from(await this.administration.unsetBucket2(callerOf(context)));
  }
}

@Resolver(() => OrganizationConfigsType)
export class OrganizationBucketsResolver {
  @Requires('organizations.readBucketStorage')
  @FieldResolver(() => BucketStorageConfigType, {
    nullable: true,
    description:
      'The buckets that its data would go to; null where none is set. Needs ChangeBucketStorage, or a root user of the organization.',
  })
  bucketStorage(@Root() configs: OrganizationConfigsType): BucketStorageConfigType | null {
    const { targetBucketId1, targetBucketId2 } = configs;
    return targetBucketId1 === null ? null : { targetBucketId1, targetBucketId2 };
  }
}
