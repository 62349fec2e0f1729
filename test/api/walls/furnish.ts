/** Furnishes an organization with one of everything, and with a token of each kind that holds all that its kind can. */
import {
  ORGANIZATION_ROOT_GRANTS,
  ROOT_GRANTS,
  organizationGrants,
  systemGrants,
  viewGrants,
} from '../../../src/access/grants';
import {
  ORGANIZATION_PERMISSIONS,
  SYSTEM_PERMISSIONS,
  VIEW_PERMISSIONS,
} from '../../../src/access/permissions';
import type { Principal, ScopedTokenKind } from '../../../src/access/principal';
import type { GraphQLClient } from '../../support/graphql-client';
import { Seed, type SeededToken } from '../../support/seed';
import type { Actor, Furnished, Named, Things, Which } from './things';

/** One of everything in the organization of `by`, made by its root user. */
export async function furnish(
  prefix: Which,
  by: GraphQLClient,
  organization: Named,
  user: Things['user'],
  personal: SeededToken,
  { system }: { readonly system: SeededToken },
): Promise<Furnished> {
  const seed = new Seed(by);
  const repository = await seed.repository(`${prefix}-repository`);
  const view = await seed.view([{ repositoryName: repository.name, filter: 'x=1' }], `${prefix}-view`);
  const { id, name } = await seed.ipFilter('allow all', `${prefix}-filter`);
  const enforced = await seed.ipFilter('allow all', `${prefix}-enforced-filter`);
  await seed.policies({
    ...Object.fromEntries(
      (prefix === 'first' ? ['view', 'organization', 'system'] : ['view', 'organization']).map((kind) => [
        `${kind}PermissionTokensAllowPermissionUpdates`,
        true,
      ]),
    ),
    viewPermissionTokensEnforceIpFilterId: enforced.id,
  });
  const { createRole } = await by.ask(
    'mutation ($name: String!) { createRole(input: { displayName: $name, viewPermissions: [ReadAccess], organizationPermissions: [ViewUsage], systemPermissions: [ReadHealthCheck] }) { role { id name: displayName } } }',
    { name: `${prefix}-role` },
  );
  const { addGroup } = await by.ask(
    'mutation ($name: String!) { addGroup(displayName: $name, lookupName: $name) { group { id name: displayName } } }',
    { name: `${prefix}-group` },
  );
  const [role, group] = [createRole.role as Named, addGroup.group as Named];
  const made = await by.ask(
    `mutation ($prefix: String!, $repository: String!, $ingestToken: String!, $webhook: String!, $users: AddUsersToGroupInput!, $onView: AssignRoleToGroupInput!, $inOrganization: AssignOrganizationRoleToGroupInput!) {
      addUsersToGroup(input: $users) { group { id } }
      assignRoleToGroup(input: $onView) { group { role { id } } }
      assignOrganizationRoleToGroup(input: $inOrganization) { group { role { id } } }
      addIngestTokenV3(input: { repositoryName: $repository, name: $ingestToken }) { name }
      s3ConfigureArchiving(repositoryName: $repository, bucket: "archive", region: "us-east-1", format: RAW) { result }
      fleetToken: createFleetInstallToken(name: $prefix) { id name token }
      collectorGroup: createLogCollectorGroup(name: $prefix) { id name }
      createWebhook(input: { name: $webhook, url: "https://localhost/", events: [TokenExpired] }) { webhook { id name } }
    }`,
    {
      prefix: `${prefix}-fleet`,
      repository: repository.name,
      ingestToken: `${prefix}-shipper`,
      webhook: `${prefix}-webhook`,
      users: { groupId: group.id, users: [user.id] },
      onView: { groupId: group.id, roleId: role.id, viewId: repository.id },
      inOrganization: { groupId: group.id, roleId: role.id },
    },
  );
  const tokens = {
    view: await seed.viewToken(VIEW_PERMISSIONS, [repository, view], { name: `${prefix}-view-token` }),
    organization: await seed.organizationToken(ORGANIZATION_PERMISSIONS, { name: `${prefix}-org-token` }),
    system,
  };
  const { viewer } = await by.ask('{ viewer { id username token { id } } }');
  const named = (kind: ScopedTokenKind) => ({
    id: tokens[kind].id,
    name: tokens[kind].metadata.name as string,
  });
  return {
    things: {
      ...{ organization, user, group, role, repository, view, ipFilter: { id, name } },
      ingestToken: { name: `${prefix}-shipper` },
      fleetToken: made.fleetToken,
      collectorGroup: made.collectorGroup,
      webhook: made.createWebhook.webhook,
      tokens: {
        personal: { id: personal.id, name: 'personal' },
        view: named('view'),
        organization: named('organization'),
        system: named('system'),
      },
    },
    actors: {
      'root user': {
        client: by,
        principal: {
          kind: 'user',
          userId: viewer.id,
          username: viewer.username,
          organizationId: organization.id,
          credential: { kind: 'personalToken', tokenId: viewer.token.id },
          isRoot: prefix === 'first',
          isOrganizationRoot: true,
          grants: prefix === 'first' ? ROOT_GRANTS : ORGANIZATION_ROOT_GRANTS,
        },
      },
      'view token': withToken(
        'view',
        tokens.view,
        organization,
        viewGrants([repository.id, view.id], VIEW_PERMISSIONS),
      ),
      'organization token': withToken(
        'organization',
        tokens.organization,
        organization,
        organizationGrants(ORGANIZATION_PERMISSIONS),
      ),
      'system token': withToken('system', system, organization, systemGrants(SYSTEM_PERMISSIONS)),
    },
  };
}

function withToken(
  tokenKind: ScopedTokenKind,
  { id, client, metadata }: SeededToken,
  organization: Named,
  grants: Principal['grants'],
): Actor {
  const tokenName = metadata.name as string;
  return {
    client,
    principal: { kind: 'token', tokenKind, tokenId: id, tokenName, organizationId: organization.id, grants },
  };
}
