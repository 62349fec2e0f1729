/** Makes what a test starts from, in sentences: `await seed.organizationToken('ManageUsers')`. All of it over the API. */
import type { OrganizationPermission, SystemPermission, ViewPermission } from '../../src/access/permissions';
import type { GraphQLClient } from './graphql-client';

/** A token together with a client that uses it. */
export interface SeededToken {
  readonly id: string;
  readonly token: string;
  readonly client: GraphQLClient;
  readonly metadata: any;
}

export interface SeededUser {
  readonly id: string;
  readonly username: string;
}

export interface SeededDomain {
  readonly id: string;
  readonly name: string;
}

export interface TokenOptions {
  readonly name?: string;
  readonly expireAt?: number;
  readonly ipFilterId?: string;
}

let counter = 0;
const unique = (what: string): string => `${what}-${++counter}`;

const METADATA = '__typename id name expireAt createdAt ipFilter ipFilterV2 { id name ipFilter }';

export class Seed {
  constructor(private readonly by: GraphQLClient) {}

  async user(username = unique('user'), details: Record<string, unknown> = {}): Promise<SeededUser> {
    const { addUserV2 } = await this.by.ask(
      'mutation ($input: AddUserInputV2!) { addUserV2(input: $input) { ... on User { id username } } }',
      { input: { username, ...details } },
    );
    return addUserV2 as SeededUser;
  }

  /** A user's personal token, made by root the way LogScale's operator does. */
  async personalTokenOf(user: SeededUser): Promise<SeededToken> {
    const { rotateToken } = await this.by.ask('mutation ($id: String!) { rotateToken(input: { id: $id }) }', {
      id: user.id,
    });
    return this.seeded(rotateToken as string, {});
  }

  async repository(name = unique('repository')): Promise<SeededDomain> {
    const { createRepository } = await this.by.ask(
      'mutation ($name: String!) { createRepository(name: $name) { repository { id name } } }',
      { name },
    );
    return createRepository.repository as SeededDomain;
  }

  async view(
    connections: readonly { repositoryName: string; filter: string }[] = [],
    name = unique('view'),
  ): Promise<SeededDomain> {
    const { createView } = await this.by.ask(
      'mutation ($name: String!, $connections: [ViewConnectionInput!]) { createView(name: $name, connections: $connections) { id name } }',
      { name, connections },
    );
    return createView as SeededDomain;
  }

  async ipFilter(
    rules: string,
    name = unique('filter'),
  ): Promise<{ id: string; name: string; ipFilter: string }> {
    const { createIPFilter } = await this.by.ask(
      'mutation ($input: IPFilterInput!) { createIPFilter(input: $input) { id name ipFilter } }',
      { input: { name, ipFilter: rules } },
    );
    return createIPFilter as { id: string; name: string; ipFilter: string };
  }

  async personalToken(options: Omit<TokenOptions, 'name'> = {}): Promise<SeededToken> {
    const { createPersonalUserTokenV2: output } = await this.by.ask(
      `mutation ($input: CreatePersonalUserTokenInput!) { createPersonalUserTokenV2(input: $input) { token tokenMetadata { ${METADATA} } } }`,
      { input: options },
    );
    return this.seeded(output.token as string, output.tokenMetadata);
  }

  async organizationToken(
    permissions: OrganizationPermission | readonly OrganizationPermission[],
    options: TokenOptions = {},
  ): Promise<SeededToken> {
    const { createOrganizationPermissionsTokenV2: output } = await this.by.ask(
      `mutation ($input: CreateOrganizationPermissionsTokenV2Input!) { createOrganizationPermissionsTokenV2(input: $input) { token tokenMetadata { ${METADATA} permissions } } }`,
      {
        input: {
          name: unique('organization-token'),
          organizationPermissions: [permissions].flat(),
          ...options,
        },
      },
    );
    return this.seeded(output.token as string, output.tokenMetadata);
  }

  async systemToken(
    permissions: SystemPermission | readonly SystemPermission[],
    options: TokenOptions = {},
  ): Promise<SeededToken> {
    const { createSystemPermissionsTokenV2: output } = await this.by.ask(
      `mutation ($input: CreateSystemPermissionTokenV2Input!) { createSystemPermissionsTokenV2(input: $input) { token tokenMetadata { ${METADATA} permissions } } }`,
      { input: { name: unique('system-token'), systemPermissions: [permissions].flat(), ...options } },
    );
    return this.seeded(output.token as string, output.tokenMetadata);
  }

  async viewToken(
    permissions: ViewPermission | readonly ViewPermission[],
    views: SeededDomain | readonly SeededDomain[],
    options: TokenOptions = {},
  ): Promise<SeededToken> {
    const { createViewPermissionsTokenV2: output } = await this.by.ask(
      `mutation ($input: CreateViewPermissionsTokenV2Input!) { createViewPermissionsTokenV2(input: $input) { token tokenMetadata { ${METADATA} permissions views { id name } } } }`,
      {
        input: {
          name: unique('view-token'),
          viewIds: [views].flat().map((view) => view.id),
          viewPermissions: [permissions].flat(),
          ...options,
        },
      },
    );
    return this.seeded(output.token as string, output.tokenMetadata);
  }

  /** Replaces the security policies: all kinds enabled and unlimited but for what is given. */
  async policies(changes: Record<string, unknown> = {}): Promise<void> {
    await this.by.ask(
      'mutation ($input: TokenSecurityPoliciesInput!) { updateTokenSecurityPolicies(input: $input) { id } }',
      { input: { ...OPEN_POLICIES, ...changes } },
    );
  }

  private seeded(token: string, metadata: any): SeededToken {
    return { id: token.slice(0, token.indexOf('~')), token, client: this.by.as(token), metadata };
  }
}

/** What holds before anybody sets a policy, in the mutation's field names. */
export const OPEN_POLICIES = {
  personalUserTokensEnabled: true,
  viewPermissionTokensEnabled: true,
  viewPermissionTokensAllowPermissionUpdates: false,
  organizationPermissionTokensEnabled: true,
  organizationPermissionTokensAllowPermissionUpdates: false,
  systemPermissionTokensEnabled: true,
  systemPermissionTokensAllowPermissionUpdates: false,
};
