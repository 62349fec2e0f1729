/** A reset with an overlap leaves the old secret working beside the new one, for a while and no longer. */
import { DAY, HOUR, MINUTE } from '../../support/clock';
import type { GraphQLAnswer, GraphQLClient } from '../../support/graphql-client';
import type { SeededDomain } from '../../support/seed';
import { TestServer } from '../../support/server';
import type { TokenKind } from '../../../src/access/principal';
import { KINDS, NAMES, oneOfEachKind, statusOf } from './operations';

let server: TestServer;
let view: SeededDomain;
beforeAll(async () => {
  server = await TestServer.start();
  view = await server.seed.repository();
});
afterAll(async () => server.stop());
afterEach(async () => server.seed.policies(MAXIMUM_OF_A_WEEK));

const MAXIMUM_OF_A_WEEK = Object.fromEntries(
  [
    'personalUserTokens',
    'viewPermissionTokens',
    'organizationPermissionTokens',
    'systemPermissionTokens',
  ].map((tokens) => [`${tokens}MaximumResetOverlapMs`, 7 * DAY]),
);

const resetOf = (by: GraphQLClient, kind: TokenKind, id: string, overlapMs: number): Promise<GraphQLAnswer> =>
  by.send(`mutation ($input: ResetTokenInput!) { reset: ${NAMES[kind].reset}(input: $input) { token } }`, {
    input: { id, overlapMs },
  });

interface Renewed {
  readonly id: string;
  readonly client: GraphQLClient;
}

async function renew(kind: TokenKind, id: string, overlapMs: number): Promise<Renewed> {
  const { data } = await resetOf(server.root, kind, id, overlapMs);
  const token = data.reset.token as string;
  return { id: token.slice(0, 32), client: server.anonymous.as(token) };
}

const METADATA = 'id expireAt previousSecret { id createdAt worksUntil lastUsedAt lastUsedAddress }';
const metadataOf = async (id: string): Promise<any> =>
  (await server.root.ask(`query ($id: String!) { token(tokenId: $id) { ${METADATA} } }`, { id })).token;
const works = async (token: { client: GraphQLClient }): Promise<boolean> => (await statusOf(token)) === 200;

describe.each(KINDS)('a %s token that is reset with an overlap', (kind) => {
  test('works with both secrets until the overlap ends, and then with the new one alone', async () => {
    const old = (await oneOfEachKind(server, view))[kind];
    const renewed = await renew(kind, old.id, HOUR);
    expect([await works(old), await works(renewed)]).toEqual([true, true]);
    server.clock.advance(HOUR - 1);
    expect([await works(old), await works(renewed)]).toEqual([true, true]);
    server.clock.advance(1);
    expect([await works(old), await works(renewed)]).toEqual([false, true]);
  });

  test('ends with both secrets when it is revoked', async () => {
    const old = (await oneOfEachKind(server, view))[kind];
    const renewed = await renew(kind, old.id, HOUR);
    expect([await works(old), await works(renewed)]).toEqual([true, true]);
    await server.root.ask('mutation ($id: String!) { deleteToken(input: { id: $id }) }', { id: renewed.id });
    expect([await works(old), await works(renewed)]).toEqual([false, false]);
  });

  test('is one token whichever secret is used: the same id, name and permissions', async () => {
    const old = (await oneOfEachKind(server, view))[kind];
    const renewed = await renew(kind, old.id, HOUR);
    const query = '{ currentToken { id name ... on ViewPermissionsToken { permissions } } }';
    expect(await old.client.ask(query)).toEqual(await renewed.client.ask(query));
    expect((await old.client.ask(query)).currentToken.id).toBe(renewed.id);
  });
});

test('without an overlap the old secret is refused from the next request on', async () => {
  const old = await server.seed.organizationToken('ViewUsage');
  const renewed = await renew('organization', old.id, 0);
  expect([await works(old), (await metadataOf(renewed.id)).previousSecret]).toEqual([false, null]);
});

test('rotateToken takes an overlap too', async () => {
  const old = await server.seed.organizationToken('ViewUsage');
  await server.root.ask('mutation ($id: String!) { rotateToken(input: { id: $id, overlapMs: 60000 }) }', {
    id: old.id,
  });
  expect(await works(old)).toBe(true);
  server.clock.advance(MINUTE);
  expect(await works(old)).toBe(false);
});

test('both secrets show in the metadata while both work, with the use of the old one', async () => {
  const createdAt = server.clock.now();
  const old = await server.seed.organizationToken('ViewUsage');
  server.clock.advance(MINUTE);
  const resetAt = server.clock.now();
  const renewed = await renew('organization', old.id, HOUR);
  const secret = { id: old.id, createdAt, worksUntil: resetAt + HOUR };
  expect((await metadataOf(renewed.id)).previousSecret).toEqual({
    ...secret,
    lastUsedAt: null,
    lastUsedAddress: null,
  });

  server.clock.advance(MINUTE);
  await works(old);
  const deadline = Date.now() + 5_000;
  let shown = await metadataOf(renewed.id);
  while (shown.previousSecret.lastUsedAt === null && Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    shown = await metadataOf(renewed.id);
  }
  expect(shown.previousSecret).toEqual({
    ...secret,
    lastUsedAt: resetAt + MINUTE,
    lastUsedAddress: '127.0.0.1',
  });

  server.clock.moveTo(resetAt + HOUR);
  expect((await metadataOf(renewed.id)).previousSecret).toBeNull();
});

test('the use of the old secret is on record as such, and that of the new one is not', async () => {
  const old = await server.seed.organizationToken('ViewUsage');
  const renewed = await renew('organization', old.id, HOUR);
  await works(old);
  await works(renewed);
  const uses = server.audit({ type: 'hashedtokens.use', actorTokenId: renewed.id });
  expect(uses.map(({ details }) => details.previousTokenId as unknown).sort()).toEqual([old.id, undefined]);
  expect(server.audit({ type: 'hashedtokens.rotate', targetId: renewed.id })).toEqual([
    expect.objectContaining({
      details: expect.objectContaining({ oldTokenId: old.id, overlapUntil: server.clock.now() + HOUR }),
    }),
  ]);
});

test('an overlap never outlives the token’s expiry', async () => {
  const expireAt = server.clock.now() + MINUTE;
  const old = await server.seed.organizationToken('ViewUsage', { expireAt });
  const renewed = await renew('organization', old.id, HOUR);
  expect((await metadataOf(renewed.id)).previousSecret.worksUntil).toBe(expireAt);
  server.clock.moveTo(expireAt);
  expect([await works(old), await works(renewed)]).toEqual([false, false]);
});

test('only the last secret before the present one works on', async () => {
  const first = await server.seed.organizationToken('ViewUsage');
  const second = await renew('organization', first.id, DAY);
  expect(await works(first)).toBe(true);
  const third = await renew('organization', second.id, HOUR);
  expect([await works(first), await works(second), await works(third)]).toEqual([false, true, true]);
  const fourth = await renew('organization', third.id, 0);
  expect([await works(second), await works(third), await works(fourth)]).toEqual([false, false, true]);
});

test('what limits the token limits it with the old secret: permissions are those it has now', async () => {
  await server.seed.policies({ organizationPermissionTokensAllowPermissionUpdates: true });
  const old = await server.seed.organizationToken(['ViewUsage', 'ManageUsers']);
  const renewed = await renew('organization', old.id, HOUR);
  const mayManageUsers = async () => (await old.client.send('{ users { id } }')).errors.length === 0;
  expect(await mayManageUsers()).toBe(true);
  await server.root.ask(
    'mutation ($id: String!) { updateOrganizationPermissionsTokenPermissions(input: { id: $id, permissions: [ViewUsage] }) }',
    { id: renewed.id },
  );
  expect(await mayManageUsers()).toBe(false);
});

test('the old secret is under the IP filter too', async () => {
  const filter = await server.seed.ipFilter('allow 127.0.0.1');
  const old = await server.seed.organizationToken('ViewUsage', { ipFilterId: filter.id });
  await renew('organization', old.id, HOUR);
  expect(await works(old)).toBe(true);
  await server.root.ask(
    'mutation ($id: String!) { updateIPFilter(input: { id: $id, ipFilter: "allow 10.0.0.1" }) { id } }',
    { id: filter.id },
  );
  expect(await statusOf(old)).toBe(403);
});

describe('the security policy', () => {
  test('sets the greatest overlap', async () => {
    await server.seed.policies({ organizationPermissionTokensMaximumResetOverlapMs: HOUR });
    const { id } = await server.seed.organizationToken('ViewUsage');
    const refused = await resetOf(server.root, 'organization', id, HOUR + 1);
    expect([refused.code, refused.errors[0]?.message]).toEqual([
      'POLICY_VIOLATION',
      expect.stringContaining(`${HOUR} ms`),
    ]);
    expect((await resetOf(server.root, 'organization', id, HOUR)).errors).toEqual([]);
  });

  test('forbids overlaps with a maximum of zero', async () => {
    await server.seed.policies({ viewPermissionTokensMaximumResetOverlapMs: 0 });
    const { id } = await server.seed.viewToken('ReadAccess', view);
    expect((await resetOf(server.root, 'view', id, 1)).code).toBe('POLICY_VIOLATION');
    expect((await resetOf(server.root, 'view', id, 0)).errors).toEqual([]);
  });

  test('ends overlaps that are under way where it is tightened', async () => {
    const old = await server.seed.organizationToken('ViewUsage');
    const renewed = await renew('organization', old.id, DAY);
    server.clock.advance(HOUR);
    await server.seed.policies({ organizationPermissionTokensMaximumResetOverlapMs: 2 * HOUR });
    expect((await metadataOf(renewed.id)).previousSecret.worksUntil).toBe(server.clock.now() + HOUR);
    expect(await works(old)).toBe(true);
    await server.seed.policies({ organizationPermissionTokensMaximumResetOverlapMs: HOUR });
    expect([await works(old), await works(renewed)]).toEqual([false, true]);
    expect((await metadataOf(renewed.id)).previousSecret).toBeNull();
  });

  test('keeps the maximum where a client that does not know it replaces the policies', async () => {
    await server.seed.policies({ personalUserTokensMaximumResetOverlapMs: MINUTE });
    await server.seed.policies();
    const { organization } = await server.root.ask(
      '{ organization { configs { tokens { personalUserTokensMaximumResetOverlapMs } } } }',
    );
    expect(organization.configs.tokens.personalUserTokensMaximumResetOverlapMs).toBe(MINUTE);
  });

  test.each([-1, 366 * DAY])('takes no maximum of %d ms', async (maximum) => {
    await expect(
      server.seed.policies({ systemPermissionTokensMaximumResetOverlapMs: maximum }),
    ).rejects.toThrow('BAD_USER_INPUT');
  });
});

test('a negative overlap is refused', async () => {
  const { id } = await server.seed.organizationToken('ViewUsage');
  expect((await resetOf(server.root, 'organization', id, -1)).code).toBe('BAD_USER_INPUT');
});

test('whoever may not reset a token learns nothing by asking for an overlap', async () => {
  const { id } = await server.seed.organizationToken('ViewUsage');
  const other = await server.seed.organizationToken('ManageUsers');
  expect((await resetOf(other.client, 'organization', id, HOUR)).code).toBe('FORBIDDEN');
  expect((await resetOf(server.root, 'organization', 'x'.repeat(32), HOUR)).code).toBe('NOT_FOUND');
});
