/** The sweep puts expiries on record, each once. It is not what ends a token: that is the clock alone. */
import { HOUR, MINUTE } from '../../support/clock';
import type { GraphQLClient } from '../../support/graphql-client';
import { Seed, type SeededToken } from '../../support/seed';
import { TestServer } from '../../support/server';
import { updateFilter } from '../ip-filters/operations';
import {
  deleteToken,
  KINDS,
  list,
  read,
  rotate,
  statusOf,
  updatePermissions,
  userWithToken,
} from '../tokens/operations';
import { newToken, OPERATED, operatorOf, setPolicy } from './operations';

let server: TestServer;
let operator: GraphQLClient;
beforeEach(async () => {
  server = await TestServer.start(OPERATED);
  operator = await operatorOf(server);
});
afterEach(async () => server.stop());

const inAnHour = () => ({ expireAt: server.clock.now() + HOUR });
const expiries = (token?: Pick<SeededToken, 'id'>) =>
  server.audit({ type: 'hashedtokens.expire', ...(token === undefined ? {} : { targetId: token.id }) });

describe('the sweep', () => {
  test('records each token that has expired, of every kind, and says how many', async () => {
    const { expireAt } = inAnHour();
    const tokens = await Promise.all(KINDS.map((kind) => newToken(operator, kind, { expireAt })));
    await newToken(operator, 'view', { expireAt: expireAt + 1 });
    server.clock.advance(HOUR - 1);
    expect(await server.sweepExpiredTokens()).toBe(0);
    server.clock.advance(1);
    expect(await server.sweepExpiredTokens()).toBe(KINDS.length);

    expect(expiries()).toHaveLength(KINDS.length);
    for (const [i, token] of tokens.entries()) {
      expect(expiries(token)).toEqual([
        expect.objectContaining({
          actorType: 'system',
          actorUserId: null,
          clientAddress: null,
          time: expireAt,
          details: { tokenId: token.id, tokenName: token.metadata.name, tokenKind: KINDS[i], expireAt },
        }),
      ]);
    }
  });

  test('finds nothing the second time', async () => {
    await newToken(operator, 'view', inAnHour());
    server.clock.advance(HOUR);
    expect(await server.sweepExpiredTokens()).toBe(1);
    server.clock.advance(HOUR);
    expect(await server.sweepExpiredTokens()).toBe(0);
    expect(expiries()).toHaveLength(1);
  });

  test('records each once when several sweep at once', async () => {
    for (let i = 0; i < 5; i++) await newToken(operator, 'organization', inAnHour());
    server.clock.advance(HOUR);
    const swept = await Promise.all([1, 2, 3].map(() => server.sweepExpiredTokens()));
    expect(swept.reduce((sum, count) => sum + count)).toBe(5);
    expect(expiries()).toHaveLength(5);
  });

  test('goes on until all are recorded, however many have expired', async () => {
    const making = Array.from({ length: 201 }, () => newToken(operator, 'organization', inAnHour()));
    await Promise.all(making);
    server.clock.advance(HOUR);
    // The one that comes round by itself may have begun.
    await server.sweepExpiredTokens();
    expect(new Set(expiries().map((entry) => entry.targetId)).size).toBe(201);
  });

  test('does not record a token that had been revoked, replaced or reset before', async () => {
    const revoked = await newToken(operator, 'organization', inAnHour());
    const reset = await newToken(operator, 'organization', inAnHour());
    const { client } = await userWithToken(server);
    const replaced = await new Seed(client).personalToken(inAnHour());
    await deleteToken(operator, revoked.id);
    const renewed = (await rotate(operator, reset.id)).data.rotateToken as string;
    await new Seed(replaced.client).personalToken();
    server.clock.advance(2 * HOUR);
    await server.sweepExpiredTokens();
    expect(expiries().map((entry) => entry.targetId)).toEqual([renewed.split('~')[0]]);
  });

  test('records a token that a policy had cut short at the moment it was cut to', async () => {
    const token = await newToken(operator, 'view');
    const limit = server.clock.now() + MINUTE;
    await setPolicy(operator, 'view', { maximumMs: MINUTE });
    server.clock.advance(HOUR / 2);
    await server.sweepExpiredTokens();
    expect(expiries(token).map((entry) => entry.details.expireAt)).toEqual([limit]);
  });

  test('and a revocation at the same moment record one end between them', async () => {
    const token = await newToken(operator, 'organization', inAnHour());
    server.clock.advance(HOUR);
    operator = await operatorOf(server);
    const [answer] = await Promise.all([deleteToken(operator, token.id), server.sweepExpiredTokens()]);
    expect(answer.code).toBe('NOT_FOUND');
    expect(expiries(token)).toHaveLength(1);
    const changes = server.audit({ type: 'hashedtokens.change', targetId: token.id });
    expect(changes.map((entry) => entry.details.actionName)).toEqual(['create']);
  });
});

describe('an expired token is refused and gone', () => {
  test.each(['before the sweep', 'after the sweep'])('%s', async (when) => {
    const tokens = await Promise.all(KINDS.map((kind) => newToken(operator, kind, inAnHour())));
    server.clock.advance(HOUR - 1);
    for (const token of tokens) expect(await statusOf(token)).toBe(200);
    server.clock.advance(1);
    if (when === 'after the sweep') await server.sweepExpiredTokens();

    for (const token of tokens) {
      expect(await statusOf(token)).toBe(401);
      expect((await read(server.root, token.id)).code).toBe('NOT_FOUND');
    }
    expect((await list(server.root)).data.tokens).toEqual({ totalResults: 0, results: [] });
  });

  test.each(['before the sweep', 'after the sweep'])('%s, and nothing renews it', async (when) => {
    const { id: ipFilterId } = await server.seed.ipFilter('allow 127.0.0.1');
    await setPolicy(operator, 'organization', { maximumMs: HOUR, updates: true });
    const token = await newToken(operator, 'organization', { ...inAnHour(), ipFilterId });
    server.clock.advance(HOUR);
    operator = await operatorOf(server);
    if (when === 'after the sweep') await server.sweepExpiredTokens();

    for (const maximumMs of [10 * HOUR, null])
      await setPolicy(operator, 'organization', { maximumMs, updates: true });
    expect((await rotate(operator, token.id)).code).toBe('NOT_FOUND');
    expect((await updatePermissions(operator, 'organization', token.id, ['ViewUsage'])).code).toBe(
      'NOT_FOUND',
    );
    await updateFilter(operator, { id: ipFilterId, ipFilter: 'allow all' });
    await setPolicy(operator, 'organization', { enabled: false });
    await setPolicy(operator, 'organization');
    expect(await statusOf(token)).toBe(401);
    await server.sweepExpiredTokens();
    expect(expiries(token)).toHaveLength(1);
  });
});

test('a personal token that has expired unswept is on record as expired when its user makes another', async () => {
  const first = await new Seed(operator).personalToken(inAnHour());
  server.clock.advance(HOUR);
  operator = await operatorOf(server);
  const second = await new Seed(operator).personalToken();
  expect(await server.sweepExpiredTokens()).toBe(0);
  expect(expiries(first)).toHaveLength(1);
  const changes = server.audit({ type: 'hashedtokens.change', targetId: first.id });
  expect(changes.map((entry) => entry.details.actionName)).toEqual(['create']);
  expect(await statusOf(second)).toBe(200);
});

describe('a personal token that has expired unswept', () => {
  let owner: Awaited<ReturnType<typeof userWithToken>>;
  let expired: SeededToken;
  beforeEach(async () => {
    owner = await userWithToken(server);
    expired = await new Seed(owner.client).personalToken(inAnHour());
    server.clock.advance(HOUR);
    operator = await operatorOf(server);
  });

  const endsOf = () =>
    server.audit({ targetId: expired.id }).flatMap(({ type, details }) => {
      if (type === 'hashedtokens.expire') return ['expired'];
      return details.actionName === 'delete' ? [details.endReason as string] : [];
    });

  test('is on record as expired, not as replaced, when root makes the user another', async () => {
    const another = await new Seed(operator).personalTokenOf({ id: owner.userId, username: owner.username });
    expect(await statusOf(another)).toBe(200);
    await server.sweepExpiredTokens();
    expect(endsOf()).toEqual(['expired']);
  });

  test('is on record as expired, not as ended with the user, when the user is removed', async () => {
    await operator.ask(
      'mutation ($username: String!) { removeUser(input: { username: $username }) { __typename } }',
      { username: owner.username },
    );
    await server.sweepExpiredTokens();
    expect(endsOf()).toEqual(['expired']);
  });
});
