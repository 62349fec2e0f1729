/** Policies on personal tokens bind root too, and the operator’s way in; a log-in is what gets root back. */
import { HOUR, MINUTE } from '../../support/clock';
import type { GraphQLClient } from '../../support/graphql-client';
import { Seed, type SeededToken, type SeededUser } from '../../support/seed';
import { TestServer } from '../../support/server';
import { from, statusFrom, updateFilter } from '../ip-filters/operations';
import { rotate, statusOf } from '../tokens/operations';
import { changePolicies, limitsOf, OPERATED, operatorOf, policyInput, setPolicy } from './operations';

let server: TestServer;
let operator: GraphQLClient;
beforeEach(async () => {
  server = await TestServer.start(OPERATED);
  operator = await operatorOf(server);
});
afterEach(async () => server.stop());

describe('the personal token that root makes for a user by the user’s id', () => {
  let user: SeededUser;
  beforeEach(async () => (user = await new Seed(operator).user()));

  const wayIn = async (): Promise<SeededToken> => new Seed(operator).personalTokenOf(user);

  test('lives for the maximum', async () => {
    await setPolicy(operator, 'personal', { maximumMs: HOUR });
    expect((await limitsOf(await wayIn())).expireAt).toBe(server.clock.now() + HOUR);
  });

  test('keeps its expiry when it is made anew while it works, and gets a whole life once it has expired', async () => {
    await setPolicy(operator, 'personal', { maximumMs: HOUR });
    const created = server.clock.now();
    await wayIn();
    server.clock.advance(HOUR - 1);
    const renewed = await wayIn();
    expect(await limitsOf(renewed)).toMatchObject({ createdAt: created, expireAt: created + HOUR });

    server.clock.advance(1);
    operator = await operatorOf(server);
    expect(await limitsOf(await wayIn())).toMatchObject({
      createdAt: created + HOUR,
      expireAt: created + 2 * HOUR,
    });
    expect(server.audit({ type: 'hashedtokens.expire', targetId: renewed.id })).toHaveLength(1);
  });

  test('has the enforced filter', async () => {
    const { id: filterId } = await new Seed(operator).ipFilter('allow 127.0.0.1');
    await setPolicy(operator, 'personal', { filterId });
    const token = await wayIn();
    expect((await limitsOf(token)).ipFilterId).toBe(filterId);
    expect(await statusFrom('192.0.2.1', token)).toBe(403);
  });

  test('is not made while personal tokens are switched off', async () => {
    await setPolicy(operator, 'personal', { enabled: false });
    expect((await rotate(operator, user.id)).code).toBe('POLICY_VIOLATION');
  });
});

describe('root’s own personal token', () => {
  const root = () => ({ client: server.root });

  test('is filtered by the policy that it sets, at once, and freed by no forged header', async () => {
    const { id: filterId } = await server.seed.ipFilter('allow 10.0.0.0/8');
    await setPolicy(server.root, 'personal', { filterId });
    expect(await statusOf(root())).toBe(403);
    expect((await changePolicies(server.root, policyInput('personal'))).status).toBe(403);
    expect(await statusFrom('10.0.0.1, 127.0.0.1, 192.0.2.1', root())).toBe(403);
    expect(await statusFrom('10.0.0.1', root())).toBe(200);
  });

  test('that is filtered away works again once the rules let it in, which a log-in may change', async () => {
    const filter = await server.seed.ipFilter('allow 10.0.0.0/8');
    await setPolicy(server.root, 'personal', { filterId: filter.id });
    await setPolicy(operator, 'personal');
    // What the policy wrote on it stays.
    expect(await statusOf(root())).toBe(403);
    await updateFilter(operator, { id: filter.id, ipFilter: 'allow 10.0.0.0/8; allow 127.0.0.1' });
    expect(await statusOf(root())).toBe(200);
  });

  test('is cut short like any other', async () => {
    await setPolicy(server.root, 'personal', { maximumMs: 10 * MINUTE });
    server.clock.advance(10 * MINUTE - 1);
    expect(await statusOf(root())).toBe(200);
    server.clock.advance(1);
    expect(await statusOf(root())).toBe(401);
  });

  test('that was switched off with all others is replaced by way of a log-in', async () => {
    await setPolicy(server.root, 'personal', { enabled: false });
    expect(await statusOf(root())).toBe(401);
    await setPolicy(operator, 'personal');
    expect(await statusOf(await new Seed(operator).personalToken())).toBe(200);
  });
});

test('a log-in is bound by no policy: neither by a filter, nor by a maximum, nor by personal tokens being off', async () => {
  const { id: filterId } = await server.seed.ipFilter('allow 10.0.0.1');
  await setPolicy(operator, 'personal', { enabled: false, maximumMs: 1, filterId });
  server.clock.advance(MINUTE);
  for (const address of ['127.0.0.1', '192.0.2.1', '2001:db8::1']) {
    expect((await from(address, operator).send('{ viewer { username } }')).data.viewer.username).toBe('root');
  }
});

describe('root without a password, whose token has ended', () => {
  let forgetful: TestServer;
  beforeEach(async () => (forgetful = await TestServer.start()));
  afterEach(() => forgetful.stop());

  test('gets in again by a start with a password', async () => {
    await setPolicy(forgetful.root, 'personal', { enabled: false });
    expect(await statusOf({ client: forgetful.root })).toBe(401);

    await forgetful.restart(OPERATED);
    const client = await operatorOf(forgetful);
    expect(await statusOf({ client: forgetful.root })).toBe(401);
    await setPolicy(client, 'personal');
    expect(await statusOf(await new Seed(client).personalToken())).toBe(200);
  });
});
