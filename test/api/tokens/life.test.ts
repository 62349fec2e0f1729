/** What a token tells of its life: its state, who created it, when it was reset, and when and why it ended. */
import { DAY, HOUR } from '../../support/clock';
import type { GraphQLClient } from '../../support/graphql-client';
import { OPEN_POLICIES, Seed } from '../../support/seed';
import { TestServer } from '../../support/server';
import { deleteToken, oneOfEachKind, KINDS, rotate, userWithToken } from './operations';

const LIFE = 'id state endedAt endReason lastResetAt createdBy { userId userName tokenId tokenName }';
const ALL_STATES = ['Active', 'ExpiringSoon', 'Expired', 'Revoked', 'Blocked'];

let server: TestServer;
beforeEach(async () => (server = await TestServer.start()));
afterEach(async () => server.stop());

const lifeOf = async (id: string, by: GraphQLClient = server.root): Promise<any> => {
  const { tokens } = await by.ask(
    `query ($id: String!, $states: [TokenState!]) { tokens(sortBy: Name, searchFilter: $id, states: $states) { results { ${LIFE} } } }`,
    { id, states: ALL_STATES },
  );
  return tokens.results.find((token: any) => token.id === id);
};
const idIn = (token: string): string => token.slice(0, token.indexOf('~'));

describe('the state', () => {
  test.each(KINDS)('of a %s token is told wherever the token is shown', async (kind) => {
    const token = (await oneOfEachKind(server, await server.seed.repository()))[kind];
    const { currentToken } = await token.client.ask('{ currentToken { state endedAt endReason } }');
    expect(currentToken).toEqual({ state: 'Active', endedAt: null, endReason: null });
  });

  test('goes from active to expiring soon to expired, before and after that is recorded', async () => {
    const expireAt = server.clock.now() + 8 * DAY;
    const { id } = await server.seed.organizationToken('ViewUsage', { expireAt });
    expect(await lifeOf(id)).toMatchObject({ state: 'Active', endedAt: null, endReason: null });
    server.clock.advance(DAY);
    expect(await lifeOf(id)).toMatchObject({ state: 'ExpiringSoon', endedAt: null });
    server.clock.advance(7 * DAY + HOUR);
    const expired = { state: 'Expired', endedAt: expireAt, endReason: 'expired' };
    expect(await lifeOf(id)).toMatchObject(expired);
    await server.sweepExpiredTokens();
    expect(await lifeOf(id)).toMatchObject(expired);
  });

  test('is expiring soon within the days that are set', async () => {
    await server.restart({ TOLLGATE_EXPIRING_SOON_DAYS: '30' });
    const now = server.clock.now();
    const soon = await server.seed.organizationToken('ViewUsage', { expireAt: now + 30 * DAY });
    const later = await server.seed.organizationToken('ViewUsage', { expireAt: now + 30 * DAY + 1 });
    expect((await lifeOf(soon.id)).state).toBe('ExpiringSoon');
    expect((await lifeOf(later.id)).state).toBe('Active');
  });

  test('is revoked for what people ended, with when and why', async () => {
    const [gone, reset] = [
      await server.seed.organizationToken('ViewUsage'),
      await server.seed.organizationToken('ViewUsage'),
    ];
    server.clock.advance(HOUR);
    const endedAt = server.clock.now();
    await deleteToken(server.root, gone.id);
    await rotate(server.root, reset.id);
    expect(await lifeOf(gone.id)).toMatchObject({ state: 'Revoked', endedAt, endReason: 'revoked' });
    expect(await lifeOf(reset.id)).toMatchObject({ state: 'Revoked', endedAt, endReason: 'rotated' });
  });

  test('is blocked for what a security policy ended, also once the policy allows it again', async () => {
    const old = await server.seed.organizationToken('ViewUsage');
    const system = await server.seed.systemToken('ReadHealthCheck');
    server.clock.advance(HOUR);
    await server.seed.policies({
      organizationPermissionTokensEnforceExpirationAfterMs: HOUR,
      systemPermissionTokensEnabled: false,
    });
    await server.seed.policies(OPEN_POLICIES);
    const endedAt = server.clock.now();
    expect(await lifeOf(old.id)).toMatchObject({ state: 'Blocked', endedAt, endReason: 'lifetimeShortened' });
    expect(await lifeOf(system.id)).toMatchObject({ state: 'Blocked', endedAt, endReason: 'kindDisabled' });
  });
});

describe('the last reset', () => {
  test('is null for a token that was never reset, and then when it was', async () => {
    const first = await server.seed.organizationToken('ViewUsage');
    expect((await lifeOf(first.id)).lastResetAt).toBeNull();
    server.clock.advance(HOUR);
    const second = idIn((await rotate(server.root, first.id)).data.rotateToken);
    const resetAt = server.clock.now();
    server.clock.advance(HOUR);
    expect((await lifeOf(second)).lastResetAt).toBe(resetAt);
    const third = idIn((await rotate(server.root, second)).data.rotateToken);
    expect((await lifeOf(third)).lastResetAt).toBe(server.clock.now());
  });
});

describe('who created a token', () => {
  test('is the user with the personal token they used, and stays so over a reset', async () => {
    const { id } = await server.seed.organizationToken('ViewUsage');
    const { viewer } = await server.root.ask('{ viewer { id token { id } } }');
    const root = { userId: viewer.id, userName: 'root', tokenId: viewer.token.id, tokenName: 'personal' };
    expect((await lifeOf(id)).createdBy).toEqual(root);
    const reset = idIn((await rotate(server.root, id)).data.rotateToken);
    expect((await lifeOf(reset)).createdBy).toEqual(root);
  });

  test('is the token that did it, also once that has ended', async () => {
    const maker = await server.seed.organizationToken(['ChangeOrganizationPermissions', 'ViewUsage'], {
      name: 'maker',
    });
    const { id } = await new Seed(maker.client).organizationToken('ViewUsage');
    const byMaker = { userId: null, userName: null, tokenId: maker.id, tokenName: 'maker' };
    expect((await lifeOf(id)).createdBy).toEqual(byMaker);
    expect((await lifeOf(id, maker.client)).createdBy).toEqual(byMaker);
    await deleteToken(server.root, maker.id);
    expect((await lifeOf(id)).createdBy).toEqual(byMaker);
  });

  test('is nobody for what the server made by itself', async () => {
    const { viewer } = await server.root.ask('{ viewer { token { createdBy { userId } } } }');
    expect(viewer.token.createdBy).toBeNull();
  });

  test('is told only as far as the caller may see users and other tokens', async () => {
    const { id } = await server.seed.organizationToken('ViewUsage');
    const { viewer } = await server.root.ask('{ viewer { id } }');
    const [manager, usersToo] = [
      await server.seed.organizationToken('ChangeOrganizationPermissions'),
      await server.seed.organizationToken(['ChangeOrganizationPermissions', 'ManageUsers']),
    ];
    expect((await lifeOf(id, manager.client)).createdBy).toBeNull();
    // Root's personal token is root's alone to see.
    expect((await lifeOf(id, usersToo.client)).createdBy).toEqual({
      userId: viewer.id,
      userName: 'root',
      tokenId: null,
      tokenName: null,
    });
  });

  test('is told to the user themself, without a permission for it', async () => {
    const user = await userWithToken(server);
    const { client } = await new Seed(user.client).personalToken();
    const { currentToken } = await client.ask(
      '{ currentToken { createdBy { userId userName tokenId tokenName } } }',
    );
    expect(currentToken.createdBy).toEqual({
      userId: user.userId,
      userName: user.username,
      tokenId: user.id,
      tokenName: 'personal',
    });
  });

  test('stays the user who was removed since, for who manages users', async () => {
    const user = await server.seed.user('leaver', { isOrgOwner: true });
    const leaver = await server.seed.personalTokenOf(user);
    const { id } = await new Seed(leaver.client).organizationToken('ViewUsage');
    await server.root.ask('mutation ($id: String!) { removeUserById(input: { id: $id }) { user { id } } }', {
      id: user.id,
    });
    expect((await lifeOf(id)).createdBy).toMatchObject({ userId: user.id, userName: 'leaver' });
    expect((await lifeOf(id)).state).toBe('Active');
  });
});
