/** The buckets of an organization: set one after the other, seen by its root users and by who may choose them. */
import type { GraphQLClient } from '../../support/graphql-client';
import { Seed } from '../../support/seed';
import { TestServer } from '../../support/server';
import { BUCKET_STORAGE, created, ownerOf, setBucket1, setBucket2, unsetBucket2 } from './operations';

let server: TestServer;
beforeEach(async () => (server = await TestServer.start()));
afterEach(async () => server.stop());

async function buckets(by: GraphQLClient): Promise<unknown> {
  return (await by.ask(`{ organization { ${BUCKET_STORAGE} } }`)).organization.configs.bucketStorage;
}

test('there are none to begin with', async () => {
  expect(await buckets(server.root)).toBeNull();
});

test('the first, then the second, is set, changed and read back; the second can be unset', async () => {
  const { root } = server;
  const set = async (answer: ReturnType<typeof setBucket1>, field: string): Promise<unknown> => {
    const { data, errors } = await answer;
    expect(errors).toEqual([]);
    const { bucketStorage } = data[field].configs;
    expect(await buckets(root)).toEqual(bucketStorage);
    return bucketStorage;
  };
  const of = (targetBucketId1: string, targetBucketId2: string | null) => ({
    targetBucketId1,
    targetBucketId2,
  });

  expect(await set(setBucket1(root, 'hot'), 'setOrganizationBucket1')).toEqual(of('hot', null));
  expect(await set(setBucket2(root, 'cold'), 'setOrganizationBucket2')).toEqual(of('hot', 'cold'));
  expect(await set(setBucket1(root, 'warm'), 'setOrganizationBucket1')).toEqual(of('warm', 'cold'));
  expect(await set(setBucket2(root, 'ice'), 'setOrganizationBucket2')).toEqual(of('warm', 'ice'));
  expect(await set(unsetBucket2(root), 'unsetOrganizationBucket2')).toEqual(of('warm', null));
  expect(await set(unsetBucket2(root), 'unsetOrganizationBucket2')).toEqual(of('warm', null));
});

test('there is no second without a first', async () => {
  const answer = await setBucket2(server.root, 'cold');
  expect(answer).toMatchObject({ status: 200, code: 'CONFLICT' });
  expect(answer.errors[0]!.message).toContain('setOrganizationBucket1');
  expect(await buckets(server.root)).toBeNull();
});

test.each(['1', 'a', 'Bucket_1-b', 'b'.repeat(64)])('a bucket may have the id %s', async (id) => {
  expect((await setBucket1(server.root, id)).errors).toEqual([]);
  expect((await setBucket2(server.root, id)).errors).toEqual([]);
  expect(await buckets(server.root)).toEqual({ targetBucketId1: id, targetBucketId2: id });
});

test('a bucket may have no other id', async () => {
  await setBucket1(server.root, 'hot');
  for (const id of ['', ' ', 'b'.repeat(65), 'a b', 'a.b', 'a/b', 'ä', 'a\n', '../a', `'; --`]) {
    for (const [answer, field] of [
      [await setBucket1(server.root, id), 'targetBucketId1'],
      [await setBucket2(server.root, id), 'targetBucketId2'],
    ] as const) {
      expect(answer).toMatchObject({ status: 200, code: 'BAD_USER_INPUT' });
      expect(answer.errors[0]!.message).toBe(`${field} must have 1 to 64 letters, digits, “_” and “-”.`);
    }
  }
  expect(await buckets(server.root)).toEqual({ targetBucketId1: 'hot', targetBucketId2: null });
});

test('every change is on record with what was before and after', async () => {
  const { organization } = await server.root.ask('{ organization { id } }');
  const token = await server.seed.systemToken('ChangeBucketStorage', { name: 'chooses' });
  await setBucket1(token.client, 'hot');
  await setBucket2(token.client, 'cold');
  await unsetBucket2(token.client);
  const of = (targetBucketId1: string | null, targetBucketId2: string | null) => ({
    targetBucketId1,
    targetBucketId2,
  });
  expect(server.audit({ type: 'bucket-storage.update' })).toEqual(
    [
      [of(null, null), of('hot', null)],
      [of('hot', null), of('hot', 'cold')],
      [of('hot', 'cold'), of('hot', null)],
    ].map(([before, after]) =>
      expect.objectContaining({
        outcome: 'succeeded',
        organizationId: organization.id,
        targetId: organization.id,
        actorType: 'systemPermissionToken',
        actorTokenId: token.id,
        actorTokenName: 'chooses',
        details: { organizationId: organization.id, before, after },
      }),
    ),
  );
});

describe('they are shown', () => {
  beforeEach(async () => {
    await setBucket1(server.root, 'hot');
  });

  test('to root, to root of the organization, and to a system token that may choose them', async () => {
    const organizationRoot = await server.seed.user('org-root', { isOrgOwner: true });
    const shownTo = [
      server.root,
      (await server.seed.personalTokenOf(organizationRoot)).client,
      (await server.seed.systemToken('ChangeBucketStorage')).client,
    ];
    for (const client of shownTo)
      expect(await buckets(client)).toEqual({ targetBucketId1: 'hot', targetBucketId2: null });
  });

  test('to nobody else', async () => {
    const hiddenFrom = [
      (await server.seed.personalTokenOf(await server.seed.user())).client,
      (await server.seed.systemToken(['ManageCluster', 'ViewOrganizations', 'ManageOrganizations'])).client,
      (await server.seed.organizationToken(['ChangeOrganizationSettings', 'ChangeOrganizationPermissions']))
        .client,
      (await server.seed.viewToken('ReadAccess', await server.seed.repository())).client,
    ];
    for (const client of hiddenFrom) {
      const answer = await client.send(`{ organization { id name ${BUCKET_STORAGE} } }`);
      expect(answer).toMatchObject({ status: 200, code: 'FORBIDDEN' });
      expect(answer.text).not.toContain('hot');
      // The rest of the organization is.
      expect(answer.data.organization.name).toBe('Default organization');
    }
  });
});

test('another organization has its own', async () => {
  await setBucket1(server.root, 'hot');
  const owner = await ownerOf(server.root, (await created(server.root, 'other')).id);
  expect(await buckets(owner)).toBeNull();
  const answer = await setBucket1(owner, 'mine');
  expect(answer).toMatchObject({ code: 'FORBIDDEN' });
  expect(answer.errors[0]!.message).toContain('the system permission ChangeBucketStorage');
  expect(await new Seed(owner).repository()).toBeDefined();
});
