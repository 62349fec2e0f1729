/** Two organizations on one server, each furnished with one of everything. */
import { SYSTEM_PERMISSIONS } from '../../../src/access/permissions';
import type { GraphQLClient } from '../../support/graphql-client';
import { Seed, type SeededToken } from '../../support/seed';
import { TestServer } from '../../support/server';
import { furnish } from './furnish';
import { Rows } from './rows';
import type { Furnished } from './things';

export interface TwoOrganizations {
  readonly server: TestServer;
  readonly rows: Rows;
  readonly first: Furnished;
  readonly second: Furnished;
  stop(): Promise<void>;
}

export async function twoOrganizations(environment: Record<string, string> = {}): Promise<TwoOrganizations> {
  const server = await TestServer.start(environment);
  const { root } = server;
  const rows = new Rows(server.database);

  const reader = await server.seed.user('first-reader', { fullName: 'First Reader' });
  const { organization } = await root.ask('{ organization { id name } }');
  const first = await furnish(
    'first',
    root,
    organization,
    reader,
    await server.seed.personalTokenOf(reader),
    {
      // Only the first organization has anyone who could make these.
      system: await server.seed.systemToken(SYSTEM_PERMISSIONS, { name: 'first-system-token' }),
    },
  );
  await root.ask(
    'mutation { setOrganizationBucket1(targetBucketId1: "first-bucket") { id } setOrganizationBucket2(targetBucketId2: "first-bucket-2") { id } }',
  );
  await root.ask(
    'mutation ($input: AssignSystemRoleToGroupInput!) { assignSystemRoleToGroup(input: $input) { group { role { id } } } }',
    { input: { groupId: first.things.group.id, roleId: first.things.role.id } },
  );

  const { createEmptyOrganization } = await root.ask(
    'mutation { createEmptyOrganization(name: "second-organization", description: "second-description", cid: "second-cid", subdomain: "second-subdomain") { id name } }',
  );
  const owner = await addOwner(root, createEmptyOrganization, 'second-owner');
  const otherOwner = await addOwner(root, createEmptyOrganization, 'second-other-owner');
  const added = await new Seed(owner.client).user('second-reader', { fullName: 'Second Reader' });
  // Nobody in a second organization can make one; so it is put there.
  const system = await server.seed.systemToken(SYSTEM_PERMISSIONS, { name: 'second-system-token' });
  server.database.run(
    'UPDATE token SET "organizationId" = ?, "createdByUserId" = NULL, "createdByTokenId" = NULL WHERE id = ?',
    createEmptyOrganization.id,
    system.id,
  );
  const second = await furnish('second', owner.client, createEmptyOrganization, added, otherOwner, {
    system,
  });
  await system.client.ask(
    'mutation { setOrganizationBucket1(targetBucketId1: "second-bucket") { id } setOrganizationBucket2(targetBucketId2: "second-bucket-2") { id } }',
  );

  return {
    server,
    rows,
    first,
    second,
    stop: () => server.stop(),
  };
}

/** A root user of an organization, with a client that speaks for them. */
export async function addOwner(
  root: GraphQLClient,
  organization: { readonly id: string },
  username: string,
): Promise<SeededToken & { readonly userId: string }> {
  const { addOrganizationOwner } = await root.ask(
    'mutation ($input: AddOrganizationOwnerInput!) { addOrganizationOwner(input: $input) { token user { id } } }',
    { input: { organizationId: organization.id, username } },
  );
  const token = addOrganizationOwner.token as string;
  return {
    ...{ id: token.slice(0, token.indexOf('~')), token, client: root.as(token), metadata: {} },
    userId: addOrganizationOwner.user.id,
  };
}
