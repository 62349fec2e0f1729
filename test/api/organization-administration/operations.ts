/** The operations on whole organizations, as a client would send them. */
import type { GraphQLAnswer, GraphQLClient } from '../../support/graphql-client';

export interface Organization {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly cid: string | null;
  readonly createdAt: number;
  readonly deletedAt: number | null;
}

const ORGANIZATION = 'id name description cid createdAt deletedAt externalPermissions';

/** Answers `createEmptyOrganization`. */
export function create(by: GraphQLClient, args: Record<string, unknown>): Promise<GraphQLAnswer> {
  return by.send(
    `mutation ($name: String!, $description: String, $organizationId: String, $subdomain: String, $cid: String) {
      createEmptyOrganization(name: $name, description: $description, organizationId: $organizationId, subdomain: $subdomain, cid: $cid) { ${ORGANIZATION} }
    }`,
    args,
  );
}

/** One that must succeed. */
export async function created(by: GraphQLClient, name: string, args: object = {}): Promise<Organization> {
  const { data, errors } = await create(by, { name, ...args });
  expect(errors).toEqual([]);
  return data.createEmptyOrganization as Organization;
}

/** Answers `removeOrganization`. */
export function remove(by: GraphQLClient, organizationId: string): Promise<GraphQLAnswer> {
  return by.send('mutation ($id: String!) { removeOrganization(organizationId: $id) }', {
    id: organizationId,
  });
}

/** Answers `addOrganizationOwner { token user }`. */
export function addOwner(
  by: GraphQLClient,
  organizationId: string,
  username: string,
): Promise<GraphQLAnswer> {
  return by.send(
    'mutation ($input: AddOrganizationOwnerInput!) { addOrganizationOwner(input: $input) { token user { id username displayName isRoot isOrgRoot createdAt } } }',
    { input: { organizationId, username } },
  );
}

/** A client of a new root user of the organization. */
export async function ownerOf(
  by: GraphQLClient,
  organizationId: string,
  username = 'owner',
): Promise<GraphQLClient> {
  const { data, errors } = await addOwner(by, organizationId, username);
  expect(errors).toEqual([]);
  return by.as(data.addOrganizationOwner.token as string);
}

/** Answers `searchOrganizations { totalResults results }`; sorted by name unless the arguments say otherwise. */
export function search(by: GraphQLClient, args: Record<string, unknown> = {}): Promise<GraphQLAnswer> {
  return by.send(
    `query ($searchFilter: String, $typeFilter: [Organizations__SearchEntryType!], $subscriptionFilter: [Organizations__Subscription!], $includeDeletedFilter: Boolean, $sortBy: Organizations__SortBy!, $orderBy: OrderBy, $skip: Int, $limit: Int) {
      searchOrganizations(searchFilter: $searchFilter, typeFilter: $typeFilter, subscriptionFilter: $subscriptionFilter, includeDeletedFilter: $includeDeletedFilter, sortBy: $sortBy, orderBy: $orderBy, skip: $skip, limit: $limit) {
        totalResults results { organizationId organizationName }
      }
    }`,
    { sortBy: 'Name', ...args },
  );
}

export const BUCKET_STORAGE = 'configs { bucketStorage { targetBucketId1 targetBucketId2 } }';

/** Each answers the organization with its buckets. */
export const setBucket1 = (by: GraphQLClient, id: string): Promise<GraphQLAnswer> =>
  by.send(
    `mutation ($id: String!) { setOrganizationBucket1(targetBucketId1: $id) { id ${BUCKET_STORAGE} } }`,
    { id },
  );

export const setBucket2 = (by: GraphQLClient, id: string): Promise<GraphQLAnswer> =>
  by.send(
    `mutation ($id: String!) { setOrganizationBucket2(targetBucketId2: $id) { id ${BUCKET_STORAGE} } }`,
    { id },
  );

export const unsetBucket2 = (by: GraphQLClient): Promise<GraphQLAnswer> =>
  by.send(`mutation { unsetOrganizationBucket2 { id ${BUCKET_STORAGE} } }`);
