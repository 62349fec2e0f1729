/** Each setting of a repository is changed by who holds exactly its permission on that repository, and by nobody else. */
import {
  impliedViewPermissions,
  ORGANIZATION_PERMISSIONS,
  SYSTEM_PERMISSIONS,
  VIEW_PERMISSIONS,
  type ViewPermission,
} from '../../../src/access/permissions';
import type { GraphQLAnswer, GraphQLClient } from '../../support/graphql-client';
import type { SeededDomain } from '../../support/seed';
import { TestServer } from '../../support/server';
import {
  addIngestToken,
  configureArchiving,
  disableArchiving,
  enableArchiving,
  removeIngestToken,
  resetArchiving,
  setAutomaticSearching,
  updateRetention,
  userHolding,
} from './operations';

type Change = (by: GraphQLClient, name: string) => Promise<GraphQLAnswer>;

let server: TestServer;
let repository: SeededDomain;
let other: SeededDomain;
let counter = 0;

const ARCHIVING = ['ChangeArchivingSettings', 'ChangeS3ArchivingSettings'] as const;
const CHANGES: readonly (readonly [field: string, needs: readonly ViewPermission[], Change])[] = [
  [
    'updateRetention',
    ['ChangeRetention'],
    (by, name) => updateRetention(by, name, { timeBasedRetention: 1 }),
  ],
  [
    'setAutomaticSearching',
    ['ChangeDefaultSearchSettings'],
    (by, name) => setAutomaticSearching(by, name, false),
  ],
  ['s3ConfigureArchiving', ARCHIVING, (by, name) => configureArchiving(by, name, { bucket: 'changed' })],
  ['s3EnableArchiving', ARCHIVING, enableArchiving],
  ['s3DisableArchiving', ARCHIVING, disableArchiving],
  ['s3ResetArchiving', ARCHIVING, (by, name) => resetArchiving(by, name)],
  [
    'addIngestTokenV3',
    ['ChangeIngestTokens'],
    (by, name) => addIngestToken(by, name, { name: `new-${++counter}` }),
  ],
  [
    'removeIngestToken',
    ['ChangeIngestTokens'],
    async (by, name) => {
      await addIngestToken(server.root, name, { name: `doomed-${++counter}` });
      return removeIngestToken(by, name, `doomed-${counter}`);
    },
  ],
];

beforeAll(async () => {
  server = await TestServer.start();
  repository = await server.seed.repository('guarded');
  other = await server.seed.repository('other');
  for (const { name } of [repository, other]) await configureArchiving(server.root, name);
});
afterAll(async () => server.stop());

describe.each(CHANGES)('%s', (field, needs, change) => {
  const others = VIEW_PERMISSIONS.filter(
    (permission) => !impliedViewPermissions(permission).some((implied) => needs.includes(implied)),
  );

  test.each(needs)(
    'is done by a token, and by a user, with %s on the repository and nothing else',
    async (permission) => {
      const token = await server.seed.viewToken(permission, repository);
      const user = await userHolding(server, [[repository, [permission]]]);
      for (const client of [token.client, user])
        expect((await change(client, repository.name)).errors).toEqual([]);
    },
  );

  test('is refused to a token with every other permission on it, which is on record', async () => {
    const token = await server.seed.viewToken(others, repository);
    const answer = await change(token.client, repository.name);
    expect(answer).toMatchObject({ status: 200, code: 'FORBIDDEN' });
    expect(answer.errors[0]!.message).toContain(`the permission ${needs[0]} on the repository or view`);
    expect(server.audit({ type: 'authorization.refused', actorTokenId: token.id })).toEqual([
      expect.objectContaining({ details: expect.objectContaining({ operation: `Mutation.${field}` }) }),
    ]);
  });

  test('is refused to who has the permission on another repository and only reads this one', async () => {
    const user = await userHolding(server, [
      [other, needs],
      [repository, ['ReadAccess']],
    ]);
    expect((await change(user, other.name)).errors).toEqual([]);
    const answer = await change(user, repository.name);
    expect(answer).toMatchObject({ status: 200, code: 'FORBIDDEN' });
    expect(answer.errors[0]!.message).toContain(`the permission ${needs[0]} on the repository or view`);
  });

  test('finds nothing for who has the permission on another repository and does not see this one', async () => {
    const { client } = await server.seed.viewToken(needs[0]!, other);
    const [unseen, missing] = [await change(client, repository.name), await change(client, 'missing')];
    expect(unseen).toMatchObject({ status: 200, code: 'NOT_FOUND' });
    expect(unseen.errors).toEqual(missing.errors);
  });

  test('is refused to organization and system tokens, whatever they hold', async () => {
    for (const { client } of [
      await server.seed.organizationToken(ORGANIZATION_PERMISSIONS),
      await server.seed.systemToken(SYSTEM_PERMISSIONS),
    ]) {
      expect(await change(client, repository.name)).toMatchObject({ status: 200, code: 'FORBIDDEN' });
    }
  });

  test('is done by root and by root of the organization, and refused to a user with nothing', async () => {
    const organizationRoot = await server.seed.user(undefined, { isOrgOwner: true });
    for (const client of [server.root, (await server.seed.personalTokenOf(organizationRoot)).client]) {
      expect((await change(client, repository.name)).errors).toEqual([]);
    }
    const nobody = (await server.seed.personalTokenOf(await server.seed.user())).client;
    expect(await change(nobody, repository.name)).toMatchObject({ status: 200, code: 'FORBIDDEN' });
  });

  test('of a deleted repository is not found', async () => {
    const deleted = await server.seed.repository();
    const { client } = await server.seed.viewToken(needs, [deleted, other]);
    await server.root.ask('mutation ($name: String!) { deleteSearchDomain(name: $name) { result } }', {
      name: deleted.name,
    });
    for (const by of [client, server.root]) {
      expect(await change(by, deleted.name)).toMatchObject({ status: 200, code: 'NOT_FOUND' });
    }
  });
});

test('a token over two repositories changes each of them and no third', async () => {
  const third = await server.seed.repository();
  const { client } = await server.seed.viewToken('ChangeRetention', [repository, other]);
  for (const { name } of [repository, other]) {
    expect((await updateRetention(client, name, { timeBasedRetention: 2 })).errors).toEqual([]);
  }
  expect(await updateRetention(client, third.name, { timeBasedRetention: 2 })).toMatchObject({
    code: 'NOT_FOUND',
  });
});

test('a permission on a view is none on the repositories that it reads', async () => {
  const view = await server.seed.view([{ repositoryName: repository.name, filter: '' }]);
  const { client } = await server.seed.viewToken(VIEW_PERMISSIONS, view);
  for (const [, , change] of CHANGES) {
    expect(await change(client, repository.name)).toMatchObject({ status: 200, code: 'NOT_FOUND' });
  }
});
