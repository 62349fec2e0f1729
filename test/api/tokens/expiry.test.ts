/** From its expiry on a token is gone: to whoever presents it, and to whoever manages it. */
import { HOUR } from '../../support/clock';
import type { SeededDomain, SeededToken } from '../../support/seed';
import { TestServer } from '../../support/server';
import {
  deleteToken,
  HARMLESS,
  KINDS,
  list,
  oneOfEachKind,
  read,
  reset,
  revoke,
  rotate,
  SCOPED_KINDS,
  statusOf,
  updatePermissions,
} from './operations';

let server: TestServer;
let repository: SeededDomain;
let tokens: Awaited<ReturnType<typeof oneOfEachKind>>;
let expireAt: number;

beforeAll(async () => {
  server = await TestServer.start();
  repository = await server.seed.repository();
  await server.seed.policies({
    viewPermissionTokensAllowPermissionUpdates: true,
    organizationPermissionTokensAllowPermissionUpdates: true,
    systemPermissionTokensAllowPermissionUpdates: true,
  });
});
beforeEach(async () => {
  expireAt = server.clock.now() + HOUR;
  tokens = await oneOfEachKind(server, repository, { expireAt });
});
afterAll(async () => server.stop());

const valuesOf = (given: typeof tokens): SeededToken[] => Object.values(given);

test('a token works up to the millisecond before its expiry, and not at it', async () => {
  server.clock.moveTo(expireAt - 1);
  expect(await Promise.all(valuesOf(tokens).map(statusOf))).toEqual([200, 200, 200, 200]);
  server.clock.moveTo(expireAt);
  expect(await Promise.all(valuesOf(tokens).map(statusOf))).toEqual([401, 401, 401, 401]);
});

test('an expired token is refused with the sentence that every bad credential is refused with', async () => {
  server.clock.moveTo(expireAt);
  const refused = await tokens.organization.client.send('{ currentToken { id } }');
  expect(refused.text).toBe('The supplied authentication is invalid');
  expect(server.audit({ type: 'authentication.refused', targetId: tokens.organization.id })).toEqual([
    expect.objectContaining({ details: expect.objectContaining({ reason: 'expired' }) }),
  ]);
});

describe.each(KINDS)('an expired %s token', (kind) => {
  test.each([
    ['read', (id: string) => read(server.root, id)],
    ['reset with rotateToken', (id: string) => rotate(server.root, id)],
    ['reset with the reset of its kind', (id: string) => reset(server.root, kind, id)],
    ['revoked with deleteToken', (id: string) => deleteToken(server.root, id)],
    ['revoked with the revocation of its kind', (id: string) => revoke(server.root, kind, id)],
  ])('cannot be %s', async (_what, attempt) => {
    server.clock.moveTo(expireAt);
    expect(await attempt(tokens[kind].id)).toMatchObject({ status: 200, code: 'NOT_FOUND' });
  });

  test('is as gone once the sweep has come by as before, and on record as expired just once', async () => {
    server.clock.moveTo(expireAt);
    await server.sweepExpiredTokens();
    await server.sweepExpiredTokens();
    expect(await statusOf(tokens[kind])).toBe(401);
    expect(await rotate(server.root, tokens[kind].id)).toMatchObject({ code: 'NOT_FOUND' });
    expect(server.audit({ type: 'hashedtokens.expire', targetId: tokens[kind].id })).toEqual([
      expect.objectContaining({ details: expect.objectContaining({ expireAt }) }),
    ]);
  });
});

describe.each(SCOPED_KINDS)('an expired %s token', (kind) => {
  test('cannot have its permissions changed', async () => {
    server.clock.moveTo(expireAt - 1);
    const change = () => updatePermissions(server.root, kind, tokens[kind].id, [HARMLESS[kind]]);
    expect((await change()).data.updated).toBe(tokens[kind].id);
    server.clock.moveTo(expireAt);
    expect(await change()).toMatchObject({ status: 200, code: 'NOT_FOUND' });
  });

  test('is not listed', async () => {
    const { id } = tokens[kind];
    server.clock.moveTo(expireAt - 1);
    expect((await list(server.root, { search: id })).data.tokens.totalResults).toBe(1);
    server.clock.moveTo(expireAt);
    expect((await list(server.root, { search: id })).data.tokens).toEqual({ totalResults: 0, results: [] });
  });
});

test('root gets a user whose personal token has expired a new one, which is not bound by the old expiry', async () => {
  const { viewer } = await tokens.personal.client.ask('{ viewer { id } }');
  server.clock.moveTo(expireAt);
  const token = (await rotate(server.root, viewer.id)).data.rotateToken;
  const renewed = await server.anonymous.as(token).ask('{ viewer { id token { expireAt createdAt } } }');
  expect(renewed.viewer).toEqual({ id: viewer.id, token: { expireAt: null, createdAt: expireAt } });
});
