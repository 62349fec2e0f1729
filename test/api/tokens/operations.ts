/** The token operations, each sent as a client would send it and answered whole, refusals included. */
import type { TokenKind } from '../../../src/access/principal';
import type { GraphQLAnswer, GraphQLClient } from '../../support/graphql-client';
import { Seed, type SeededDomain, type SeededToken } from '../../support/seed';
import type { TestServer } from '../../support/server';

export const KINDS = ['personal', 'view', 'organization', 'system'] as const;
export const SCOPED_KINDS = ['view', 'organization', 'system'] as const;
export type ScopedKind = (typeof SCOPED_KINDS)[number];

/** A token string: an id of 32 characters, a secret of 44, and no `~` but the one between them. */
export const TOKEN_STRING = /^[0-9A-Za-z]{32}~[0-9A-Za-z]{44}$/;

/** The names that LogScale gave to everything about a kind of token. */
export const NAMES = {
  personal: {
    type: 'PersonalUserToken',
    create: 'createPersonalUserToken',
    input: 'CreatePersonalUserTokenInput',
    createV2: 'createPersonalUserTokenV2',
    inputV2: 'CreatePersonalUserTokenInput',
    permissionsV2: 'permissions',
    reset: 'resetPersonalUserToken',
    revoke: 'revokePersonalUserToken',
  },
  view: {
    type: 'ViewPermissionsToken',
    create: 'createViewPermissionsToken',
    input: 'CreateViewPermissionsTokenInput',
    createV2: 'createViewPermissionsTokenV2',
    inputV2: 'CreateViewPermissionsTokenV2Input',
    permissionsV2: 'viewPermissions',
    reset: 'resetViewPermissionsToken',
    revoke: 'revokeViewPermissionsToken',
  },
  organization: {
    type: 'OrganizationPermissionsToken',
    create: 'createOrganizationPermissionsToken',
    input: 'CreateOrganizationPermissionTokenInput',
    createV2: 'createOrganizationPermissionsTokenV2',
    inputV2: 'CreateOrganizationPermissionsTokenV2Input',
    permissionsV2: 'organizationPermissions',
    reset: 'resetOrganizationPermissionsToken',
    revoke: 'revokeOrganizationPermissionsToken',
  },
  system: {
    type: 'SystemPermissionsToken',
    create: 'createSystemPermissionsToken',
    input: 'CreateSystemPermissionTokenInput',
    createV2: 'createSystemPermissionsTokenV2',
    inputV2: 'CreateSystemPermissionTokenV2Input',
    permissionsV2: 'systemPermissions',
    reset: 'resetSystemPermissionsToken',
    revoke: 'revokeSystemPermissionsToken',
  },
} as const satisfies Record<TokenKind, object>;

/** Two names are irregular: `update<Kind>PermissionsTokenPermissions` and its input. */
const UPDATES = {
  view: 'ViewPermissionsTokenPermissions',
  organization: 'OrganizationPermissionsTokenPermissions',
  system: 'SystemPermissionsTokenPermissions',
} as const satisfies Record<ScopedKind, string>;

const COMMON_FIELDS = '__typename id name expireAt createdAt ipFilter ipFilterV2 { id name ipFilter }';
const FIELDS_OF = {
  personal: COMMON_FIELDS,
  view: `${COMMON_FIELDS} permissions views { id name }`,
  organization: `${COMMON_FIELDS} permissions`,
  system: `${COMMON_FIELDS} permissions`,
} as const satisfies Record<TokenKind, string>;

/** All that can be read of a token of whatever kind. */
export const TOKEN_FIELDS = `${COMMON_FIELDS}
  ... on ViewPermissionsToken { permissions views { id name } }
  ... on OrganizationPermissionsToken { permissions }
  ... on SystemPermissionsToken { permissions }`;

/** A permission of each domain that opens nothing else. */
export const HARMLESS = {
  view: 'ReadAccess',
  organization: 'ViewUsage',
  system: 'ReadHealthCheck',
} as const satisfies Record<ScopedKind, string>;

/** The permission that manages tokens of the kind. */
export const MANAGES = {
  view: 'ChangeViewOrRepositoryPermissions',
  organization: 'ChangeOrganizationPermissions',
  system: 'ChangeSystemPermissions',
} as const satisfies Record<ScopedKind, string>;

/** Answers `created { token tokenMetadata }`. The input names its permissions `permissions`, whatever the kind. */
export function create(
  by: GraphQLClient,
  kind: TokenKind,
  input: Record<string, unknown>,
): Promise<GraphQLAnswer> {
  const { createV2, inputV2, permissionsV2 } = NAMES[kind];
  const { permissions, ...rest } = input;
  return by.send(
    `mutation ($input: ${inputV2}!) { created: ${createV2}(input: $input) { token tokenMetadata { ${FIELDS_OF[kind]} } } }`,
    { input: permissions === undefined ? rest : { ...rest, [permissionsV2]: permissions } },
  );
}

/** LogScale's first form of the mutation; answers `created`, the string alone. */
export function createPlain(
  by: GraphQLClient,
  kind: TokenKind,
  input: Record<string, unknown>,
): Promise<GraphQLAnswer> {
  return by.send(
    `mutation ($input: ${NAMES[kind].input}!) { created: ${NAMES[kind].create}(input: $input) }`,
    {
      input,
    },
  );
}

/** The least that a token of the kind is made from. */
export function leastInput(kind: TokenKind, view: SeededDomain): Record<string, unknown> {
  if (kind === 'personal') return {};
  return {
    name: `a ${kind} token`,
    permissions: [HARMLESS[kind]],
    ...(kind === 'view' ? { viewIds: [view.id] } : {}),
  };
}

/** Answers `rotateToken`, the new string. */
export function rotate(by: GraphQLClient, id: string): Promise<GraphQLAnswer> {
  return by.send('mutation ($id: String!) { rotateToken(input: { id: $id }) }', { id });
}

/** Answers `reset { token tokenMetadata }`. */
export function reset(by: GraphQLClient, kind: TokenKind, id: string): Promise<GraphQLAnswer> {
  return by.send(
    `mutation ($id: String!) { reset: ${NAMES[kind].reset}(input: { id: $id }) { token tokenMetadata { ${FIELDS_OF[kind]} } } }`,
    { id },
  );
}

/** Answers `deleteToken`. */
export function deleteToken(by: GraphQLClient, id: string): Promise<GraphQLAnswer> {
  return by.send('mutation ($id: String!) { deleteToken(input: { id: $id }) }', { id });
}

/** Answers `revoked`. */
export function revoke(
  by: GraphQLClient,
  kind: TokenKind,
  id: string,
  reason?: string,
): Promise<GraphQLAnswer> {
  return by.send(
    `mutation ($id: String!, $reason: String) { revoked: ${NAMES[kind].revoke}(input: { id: $id, reason: $reason }) }`,
    { id, reason: reason ?? null },
  );
}

/** Answers `updated`. */
export function updatePermissions(
  by: GraphQLClient,
  kind: ScopedKind,
  id: string,
  permissions: readonly string[],
): Promise<GraphQLAnswer> {
  const name = UPDATES[kind];
  return by.send(`mutation ($input: Update${name}Input!) { updated: update${name}(input: $input) }`, {
    input: { id, permissions },
  });
}

/** Answers `token`. */
export function read(by: GraphQLClient, id: string): Promise<GraphQLAnswer> {
  return by.send(`query ($id: String!) { token(tokenId: $id) { ${TOKEN_FIELDS} } }`, { id });
}

/** A page of tokens as `list` answers it. */
export interface Page {
  readonly totalResults: number;
  readonly results: readonly { readonly id: string; readonly name: string; readonly [field: string]: any }[];
}

/** Answers `tokens { totalResults results }`; sorted by name unless the arguments say otherwise. */
export function list(by: GraphQLClient, args: Record<string, unknown> = {}): Promise<GraphQLAnswer> {
  return by.send(
    `query ($search: String, $types: [Tokens__Type!], $parents: [String!], $sortBy: Tokens__SortBy!, $orderBy: OrderBy, $skip: Int, $limit: Int) {
      tokens(searchFilter: $search, typeFilter: $types, parentEntityIdFilter: $parents, sortBy: $sortBy, orderBy: $orderBy, skip: $skip, limit: $limit) {
        totalResults results { ${TOKEN_FIELDS} }
      }
    }`,
    { sortBy: 'Name', ...args },
  );
}

/** The status that a request with the token meets: 200 while it works, 401 once it does not. */
export async function statusOf(token: Pick<SeededToken, 'client'>): Promise<number> {
  return (await token.client.send('{ currentToken { id } }')).status;
}

/** A user without any permission, with a personal token made by root. */
export async function userWithToken(
  server: TestServer,
  details: Record<string, unknown> = {},
): Promise<SeededToken & { readonly userId: string; readonly username: string }> {
  const user = await server.seed.user(undefined, details);
  const token = await server.seed.personalTokenOf(user);
  return { ...token, userId: user.id, username: user.username };
}

/** A harmless token of each kind; the personal one is made by its user, so that it can have limits. */
export async function oneOfEachKind(
  server: TestServer,
  views: SeededDomain | readonly SeededDomain[],
  limits: { readonly expireAt?: number; readonly ipFilterId?: string } = {},
): Promise<Record<TokenKind, SeededToken>> {
  const { seed } = server;
  return {
    personal: await new Seed((await userWithToken(server)).client).personalToken(limits),
    view: await seed.viewToken(HARMLESS.view, views, limits),
    organization: await seed.organizationToken(HARMLESS.organization, limits),
    system: await seed.systemToken(HARMLESS.system, limits),
  };
}
