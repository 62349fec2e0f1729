/** The way into a new organization: a root user of it, with a personal token. */
import { ORGANIZATION_PERMISSIONS, VIEW_PERMISSIONS } from '../../../src/access/permissions';
import { DAY } from '../../support/clock';
import { Seed } from '../../support/seed';
import { TestServer } from '../../support/server';
import { addOwner, created, ownerOf, remove } from './operations';

let server: TestServer;
beforeAll(async () => (server = await TestServer.start({ TOLLGATE_LOG_LEVEL: 'trace' })));
afterAll(async () => server.stop());

test('the user is root of the organization and not of the installation, and the token is theirs', async () => {
  const organization = await created(server.root, 'new');
  const { data, errors } = await addOwner(server.root, organization.id, ' Ada ');
  expect(errors).toEqual([]);
  const { user, token } = data.addOrganizationOwner;
  expect(user).toEqual({
    id: expect.stringMatching(/^[0-9A-Za-z]{32}$/),
    username: 'Ada',
    displayName: 'Ada',
    isRoot: false,
    isOrgRoot: true,
    createdAt: new Date(server.clock.now()).toISOString(),
  });
  expect(token).toMatch(/^[0-9A-Za-z]{32}~[0-9A-Za-z]{44}$/);

  const { viewer } = await server.root
    .as(token)
    .ask(
      '{ viewer { id username isRoot isOrganizationRoot currentOrganization { id } token { id name expireAt createdAt } } }',
    );
  expect(viewer).toEqual({
    id: user.id,
    username: 'Ada',
    isRoot: false,
    isOrganizationRoot: true,
    currentOrganization: { id: organization.id },
    token: { id: token.split('~')[0], name: 'personal', expireAt: null, createdAt: server.clock.now() },
  });
});

test('the user holds, and can hand out, every permission in the organization and none of the system', async () => {
  const owner = await ownerOf(server.root, (await created(server.root, 'powers')).id);
  const seed = new Seed(owner);
  expect((await seed.organizationToken(ORGANIZATION_PERMISSIONS)).metadata.permissions).toEqual([
    ...ORGANIZATION_PERMISSIONS,
  ]);
  expect((await seed.viewToken(VIEW_PERMISSIONS, await seed.repository())).metadata.permissions).toEqual([
    ...VIEW_PERMISSIONS,
  ]);
  const answer = await owner.send(
    'mutation { createSystemPermissionsToken(input: { name: "s", permissions: [ReadHealthCheck] }) }',
  );
  expect(answer).toMatchObject({ code: 'FORBIDDEN' });
});

test('an organization may get several, also later and the first one as well', async () => {
  const organization = await created(server.root, 'several');
  await ownerOf(server.root, organization.id, 'one');
  await ownerOf(server.root, organization.id, 'two');
  const { organization: first } = await server.root.ask('{ organization { id } }');
  const owner = await ownerOf(server.root, first.id, 'deputy');
  expect((await owner.ask('{ viewer { isRoot isOrganizationRoot } }')).viewer).toEqual({
    isRoot: false,
    isOrganizationRoot: true,
  });
});

test('a username is taken once in an organization, whatever its case, and is free again after its removal', async () => {
  const [one, other] = [await created(server.root, 'one'), await created(server.root, 'other')];
  const owner = await ownerOf(server.root, one.id, 'Grace');
  const again = await addOwner(server.root, one.id, 'gRACE');
  expect(again).toMatchObject({ status: 200, code: 'CONFLICT' });
  expect(again.errors[0]!.message).toContain('gRACE');
  expect((await addOwner(server.root, other.id, 'Grace')).errors).toEqual([]);
  expect((await addOwner(server.root, other.id, 'root')).errors).toEqual([]);

  await ownerOf(server.root, one.id, 'second');
  await owner.ask('mutation { removeUser(input: { username: "grace" }) { user { id } } }');
  expect((await addOwner(server.root, one.id, 'grace')).errors).toEqual([]);
});

test.each([
  ['', 'username must not be empty.'],
  [' \t', 'username must not be empty.'],
  ['u'.repeat(254), 'username must be at most 253 characters; it has 254.'],
  ['a\u0000b', 'username must not contain control characters or line breaks.'],
])('a user cannot be called %j', async (username, message) => {
  const { id } = await created(server.root, 'names');
  const answer = await addOwner(server.root, id, username);
  expect(answer).toMatchObject({ status: 200, code: 'BAD_USER_INPUT' });
  expect(answer.errors[0]!.message).toBe(message);
});

test('an unknown or removed organization gets none', async () => {
  const { id } = await created(server.root, 'gone');
  await remove(server.root, id);
  for (const organizationId of ['unknown', '', id]) {
    const answer = await addOwner(server.root, organizationId, 'late');
    expect(answer).toMatchObject({ status: 200, code: 'NOT_FOUND' });
    expect(answer.errors[0]!.message).toBe('The organization was not found.');
  }
});

describe('where the organization’s policy', () => {
  /** An organization with a policy for personal tokens, and its first owner. */
  async function withPolicy(policy: (seed: Seed) => Promise<Record<string, unknown>>): Promise<string> {
    const { id } = await created(server.root, 'strict');
    const seed = new Seed(await ownerOf(server.root, id, 'strict-owner'));
    await seed.policies(await policy(seed));
    return id;
  }

  test('limits personal tokens, the token has that limit', async () => {
    const id = await withPolicy(() => Promise.resolve({ personalUserTokensEnforceExpirationAfterMs: DAY }));
    const owner = await ownerOf(server.root, id, 'limited');
    expect((await owner.ask('{ viewer { token { expireAt } } }')).viewer.token).toEqual({
      expireAt: server.clock.now() + DAY,
    });
    server.clock.advance(DAY);
    expect((await owner.send('{ viewer { id } }')).status).toBe(401);
  });

  test('enforces an IP filter, the token has that filter', async () => {
    const id = await withPolicy(async (seed) => ({
      personalUserTokensEnforceIpFilterId: (await seed.ipFilter('allow 127.0.0.1', 'local')).id,
    }));
    const owner = await ownerOf(server.root, id, 'filtered');
    expect((await owner.ask('{ viewer { token { ipFilter } } }')).viewer.token).toEqual({
      ipFilter: 'allow 127.0.0.1',
    });
  });

  test('allows no personal tokens, there is no user with a token that does not work', async () => {
    const id = await withPolicy(() => Promise.resolve({ personalUserTokensEnabled: false }));
    const answer = await addOwner(server.root, id, 'tokenless');
    expect(answer).toMatchObject({ status: 200, code: 'POLICY_VIOLATION' });
    expect(
      server.audit({ type: 'user.create' }).filter(({ details }) => details.userName === 'tokenless'),
    ).toEqual([]);
  });
});

test('the token’s secret is shown that once, and is in neither the database, the log nor the audit log', async () => {
  const { id } = await created(server.root, 'secretive');
  const { data } = await addOwner(server.root, id, 'keeper');
  const secret = data.addOrganizationOwner.token.split('~')[1];
  const bytes = server.database.bytes();
  expect(bytes.some((part) => part.includes(id))).toBe(true);
  expect(bytes.filter((part) => part.includes(secret))).toEqual([]);
  expect(JSON.stringify(server.audit())).not.toContain(secret);
  expect(server.log).not.toContain(secret);
});

test('the user and the token are on record', async () => {
  const { id } = await created(server.root, 'recorded');
  const before = server.audit().length;
  const { data } = await addOwner(server.root, id, 'recorded');
  const { user, token } = data.addOrganizationOwner;
  const entries = server.audit().slice(before);
  expect(entries.filter(({ type }) => type !== 'hashedtokens.use')).toEqual([
    expect.objectContaining({
      type: 'user.create',
      targetId: user.id,
      actorUserName: 'root',
      details: expect.objectContaining({
        userId: user.id,
        userName: 'recorded',
        isRoot: false,
        isOrgRoot: true,
      }),
    }),
    expect.objectContaining({
      type: 'hashedtokens.change',
      targetId: token.split('~')[0],
      details: expect.objectContaining({ actionName: 'create', tokenKind: 'personal', userId: user.id }),
    }),
  ]);
});
