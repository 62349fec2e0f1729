/** An organization is made empty, under the names that it was given, and with an id that is nobody else's. */
import { DAY } from '../../support/clock';
import { TestServer } from '../../support/server';
import { create, created, ownerOf, remove } from './operations';

let server: TestServer;
beforeAll(async () => (server = await TestServer.start()));
afterAll(async () => server.stop());

test('it has what it was given, and was created at that moment', async () => {
  server.clock.advance(DAY);
  const given = {
    description: 'Sells planes\nand trains',
    cid: '0123-ABC',
    subdomain: 'planes',
    organizationId: 'Planes01',
  };
  const organization = await created(server.root, '  Planes & trains ', given);
  expect(organization).toEqual({
    id: 'Planes01',
    name: 'Planes & trains',
    description: given.description,
    cid: given.cid,
    createdAt: server.clock.now(),
    deletedAt: null,
    externalPermissions: false,
  });
});

test('with a name alone, or nulls beside it, it gets an id of its own and nothing else', async () => {
  const nulls = { description: null, organizationId: null, subdomain: null, cid: null };
  for (const args of [{}, nulls]) {
    const organization = await created(server.root, 'plain', args);
    expect(organization).toMatchObject({ description: null, cid: null });
    expect(organization.id).toMatch(/^[0-9A-Za-z]{32}$/);
  }
});

test('it is empty: its first user finds nobody else and nothing', async () => {
  const { id } = await created(server.root, 'empty');
  const owner = await ownerOf(server.root, id);
  const found = await owner.ask(
    `{
      organization { id name configs { bucketStorage { targetBucketId1 } tokens { personalUserTokensEnabled viewPermissionTokensEnabled viewPermissionTokensEnforceExpirationAfterMs viewPermissionTokensAllowPermissionUpdates } } }
      users { username } searchDomains { id } roles { id } groupsPage(pageNumber: 1, pageSize: 10) { page { id } }
      ipFilters { id } tokens(sortBy: Name) { totalResults } fleetInstallationTokens { id } logCollectorGroups { id }
    }`,
  );
  expect(found).toEqual({
    organization: {
      id,
      name: 'empty',
      configs: {
        bucketStorage: null,
        tokens: {
          personalUserTokensEnabled: true,
          viewPermissionTokensEnabled: true,
          viewPermissionTokensEnforceExpirationAfterMs: null,
          viewPermissionTokensAllowPermissionUpdates: false,
        },
      },
    },
    users: [{ username: 'owner' }],
    searchDomains: [],
    roles: [],
    groupsPage: { page: [] },
    ipFilters: [],
    tokens: { totalResults: 0 },
    fleetInstallationTokens: [],
    logCollectorGroups: [],
  });
});

test('several may have one name', async () => {
  const [one, other] = [await created(server.root, 'twin'), await created(server.root, 'twin')];
  expect(one.id).not.toBe(other.id);
});

test.each([
  ['a name of 253 characters', { name: '😀'.repeat(253) }],
  ['an id of one character', { organizationId: 'a' }],
  ['an id of 32 characters', { organizationId: 'B'.repeat(32) }],
  ['a subdomain of one character', { subdomain: 'a' }],
  ['a subdomain of 63 characters', { subdomain: 'a'.repeat(63) }],
  ['a subdomain with digits and dashes', { subdomain: '9-to--5' }],
  ['a description of 4,096 characters', { description: '😀'.repeat(4_096) }],
  ['a customer id of 512 characters', { cid: 'c'.repeat(512) }],
])('it may have %s', async (_what, args) => {
  const { errors } = await create(server.root, { name: 'fine', ...args });
  expect(errors).toEqual([]);
});

test.each([
  ['without a name', { name: '' }, 'name must not be empty.'],
  ['with a blank name', { name: ' \u00a0\u200b' }, 'name must not be empty.'],
  [
    'with a name of 254 characters',
    { name: 'n'.repeat(254) },
    'name must be at most 253 characters; it has 254.',
  ],
  [
    'with a line break in the name',
    { name: 'a\nb' },
    'name must not contain control characters or line breaks.',
  ],
  [
    'with a name that turns text round',
    { name: 'a\u202eb' },
    'name must not contain control characters or line breaks.',
  ],
  ['with an empty id', { organizationId: '' }, 'organizationId must be 1 to'],
  ['with an id of 33 characters', { organizationId: 'i'.repeat(33) }, 'organizationId must be 1 to'],
  ['with a dash in the id', { organizationId: 'a-b' }, 'organizationId must be 1 to'],
  ['with a tilde in the id', { organizationId: 'a~b' }, 'organizationId must be 1 to'],
  ['with a path for an id', { organizationId: '../x' }, 'organizationId must be 1 to'],
  ['with a letter of another alphabet in the id', { organizationId: 'ä' }, 'organizationId must be 1 to'],
  ['with an empty subdomain', { subdomain: '' }, 'subdomain must have 1 to 63'],
  ['with a subdomain of 64 characters', { subdomain: 'a'.repeat(64) }, 'subdomain must have 1 to 63'],
  ['with a capital in the subdomain', { subdomain: 'Planes' }, 'subdomain must have 1 to 63'],
  ['with a dot in the subdomain', { subdomain: 'a.b' }, 'subdomain must have 1 to 63'],
  ['with a dash at the end of the subdomain', { subdomain: 'a-' }, 'subdomain must have 1 to 63'],
  ['with a dash at the beginning of the subdomain', { subdomain: '-a' }, 'subdomain must have 1 to 63'],
  ['with a line break after the subdomain', { subdomain: 'a\n' }, 'subdomain must have 1 to 63'],
  [
    'with a description of 4,097 characters',
    { description: 'd'.repeat(4_097) },
    'description must be at most',
  ],
  ['with a customer id of 513 characters', { cid: 'c'.repeat(513) }, 'cid must be at most'],
])('it is not made %s', async (_what, args, message) => {
  const answer = await create(server.root, { name: 'wrong', ...args });
  expect(answer).toMatchObject({ status: 200, code: 'BAD_USER_INPUT' });
  expect(answer.errors[0]!.message).toContain(message);
});

test('an id that is taken, by a living or a removed organization, is a conflict', async () => {
  const { organization: first } = await server.root.ask('{ organization { id } }');
  const living = await created(server.root, 'living');
  const removed = await created(server.root, 'removed');
  await remove(server.root, removed.id);
  for (const organizationId of [first.id, living.id, removed.id]) {
    const answer = await create(server.root, { name: 'late', organizationId });
    expect(answer).toMatchObject({ status: 200, code: 'CONFLICT' });
  }
});

test('of two that ask for one id at the same moment, one gets it', async () => {
  const answers = await Promise.all(
    ['one', 'other'].map((name) => create(server.root, { name, organizationId: 'Wanted' })),
  );
  expect(answers.map(({ code }) => code).sort()).toEqual(['CONFLICT', undefined]);
});

test('its creation is on record', async () => {
  const { id } = await created(server.root, 'recorded');
  expect(server.audit({ targetId: id })).toEqual([
    expect.objectContaining({
      type: 'organization.create',
      outcome: 'succeeded',
      targetType: 'organization',
      actorUserName: 'root',
      actorType: 'personalUserToken',
      details: { organizationId: id, organizationName: 'recorded' },
    }),
  ]);
});

test('what was not made, is not on record as made', async () => {
  // By their ids: that entries are sealed meanwhile is no creation.
  const recorded = () => server.audit({ type: 'organization.create' }).map(({ id }) => id);
  const before = recorded();
  await create(server.root, { name: '' });
  await create(server.root, { name: 'taken', organizationId: 'Planes01' });
  expect(recorded()).toEqual(before);
});
