/** The client and Tollgate itself: what is decided there holds here, as soon as it is promised to. */
import { TollgateClient, type TollgateClientOptions } from '../../src/client/tollgate-client';
import { TollgateUnavailableError } from '../../src/client/tollgate-unavailable-error';
import { DAY, HOUR, SECOND } from '../support/clock';
import { TestServer } from '../support/server';
import type { SeededToken } from '../support/seed';

let server: TestServer;
let own: SeededToken;
beforeEach(async () => {
  server = await TestServer.start();
  own = await server.seed.organizationToken('IntrospectTokens');
});
afterEach(async () => server.stop());

/** A client whose clock is the server's, and never goes back, either. */
function client(options: Partial<TollgateClientOptions> = {}): TollgateClient {
  const now = () => server.clock.now();
  return new TollgateClient({ url: server.url, token: own.token, clock: { now, elapsed: now }, ...options });
}

test('a view token is who it is, and may what it may', async () => {
  const logs = await server.seed.repository('logs');
  const expireAt = server.clock.now() + DAY;
  const caller = await server.seed.viewToken(['ReadAccess', 'ChangeRetention'], logs, {
    name: 'reads logs',
    expireAt,
  });
  const { organization } = await server.root.ask('{ organization { id } }');
  for (const view of ['logs', logs.id])
    expect(await client().verify(caller.token, { permission: 'ReadAccess', view })).toEqual({
      active: true,
      identity: {
        tokenId: caller.id,
        tokenName: 'reads logs',
        tokenDomain: 'view',
        organizationId: organization.id,
        userId: null,
        username: null,
        clientId: caller.id,
        subject: caller.id,
        scope: expect.stringContaining('ReadAccess'),
        permissions: [],
        views: [
          {
            id: logs.id,
            name: 'logs',
            permissions: expect.arrayContaining(['ReadAccess', 'ChangeRetention']),
          },
        ],
        createdAt: Math.floor(server.clock.now() / SECOND) * SECOND,
        expireAt,
      },
    });
});

test('a token of every domain can be told', async () => {
  const ada = await server.seed.user('ada');
  const organization = await server.seed.organizationToken('ManageUsers');
  const logs = await server.seed.repository();
  const domains = [
    ['personal', await server.seed.personalTokenOf(ada)],
    ['organization', organization],
    ['view', await server.seed.viewToken('ReadAccess', logs)],
    ['system', await server.seed.systemToken('ListSubdomains')],
  ] as const;
  for (const [tokenDomain, { token }] of domains)
    expect(await client().verify(token)).toMatchObject({ active: true, identity: { tokenDomain } });
  expect(await client().verify(domains[0][1].token)).toMatchObject({
    identity: { userId: ada.id, username: 'ada', subject: ada.id },
  });
});

test('a good token without the permission lacks scope; an unknown one is invalid', async () => {
  const logs = await server.seed.repository('logs');
  const others = await server.seed.repository('others');
  const caller = await server.seed.viewToken('ReadAccess', logs);
  const asking = client();
  const lacking = { active: false, reason: 'insufficient_scope' };
  for (const question of [
    { permission: 'ChangeRetention', view: 'logs' },
    { permission: 'ReadAccess', view: others.id },
    { permission: 'ReadAccess', view: 'not there' },
    { permission: 'ManageUsers' },
  ]) {
    expect([question, await asking.verify(caller.token, question)]).toEqual([question, lacking]);
    expect(await asking.verify(`${caller.token}x`, question)).toEqual({
      active: false,
      reason: 'invalid_token',
    });
  }
});

test('a token with an IP filter is good from where it says, and nowhere else', async () => {
  const { id: ipFilterId } = await server.seed.ipFilter('allow 10.0.0.0/8\ndeny all');
  const { token } = await server.seed.organizationToken('ManageUsers', { ipFilterId });
  const asking = client();
  const isGoodFrom = async (address?: string) => (await asking.verify(token, { address })).active;
  expect(await isGoodFrom('10.1.2.3')).toBe(true);
  expect(await isGoodFrom('::ffff:10.1.2.3')).toBe(true);
  expect(await isGoodFrom('192.0.2.1')).toBe(false);
  expect(await isGoodFrom('fe80::1%eth0')).toBe(false);
  expect(await isGoodFrom()).toBe(false);
});

test('a revoked token is refused as soon as Tollgate has promised', async () => {
  const caller = await server.seed.organizationToken('ManageUsers');
  const asking = client();
  expect((await asking.verify(caller.token)).active).toBe(true);
  await server.root.ask('mutation ($id: String!) { deleteToken(input: { id: $id }) }', { id: caller.id });
  server.clock.advance(10 * SECOND);
  expect(await asking.verify(caller.token)).toEqual({ active: false, reason: 'invalid_token' });
});

test('where Tollgate lets nothing be kept, a revoked token is refused at once', async () => {
  await server.restart({ TOLLGATE_VERDICT_CACHE_SECONDS: '0' });
  const caller = await server.seed.organizationToken('ManageUsers');
  const asking = client();
  expect((await asking.verify(caller.token)).active).toBe(true);
  await server.root.ask('mutation ($id: String!) { deleteToken(input: { id: $id }) }', { id: caller.id });
  expect((await asking.verify(caller.token)).active).toBe(false);
});

test('a token is refused from its expiry on, however long answers may be kept', async () => {
  await server.restart({ TOLLGATE_VERDICT_CACHE_SECONDS: '3600' });
  const { token } = await server.seed.organizationToken('ManageUsers', {
    expireAt: server.clock.now() + HOUR / 2,
  });
  const asking = client();
  server.clock.advance(HOUR / 2 - 1);
  expect((await asking.verify(token)).active).toBe(true);
  server.clock.advance(1);
  expect((await asking.verify(token)).active).toBe(false);
});

test('answers that may be kept cost Tollgate one question', async () => {
  const caller = await server.seed.organizationToken('ManageUsers');
  const asked: string[] = [];
  const asking = client({
    fetch: (url, init) => {
      asked.push(url);
      return fetch(url, init);
    },
  });
  for (let i = 0; i < 5; i++) await asking.verify(caller.token);
  expect(asked).toEqual([`${server.url}/oauth2/introspect`]);
});

test.each<[string, () => Promise<Partial<TollgateClientOptions>>, string]>([
  [
    'without IntrospectTokens',
    async () => ({ token: (await server.seed.organizationToken('ManageUsers')).token }),
    'service_token',
  ],
  ['that is unknown', () => Promise.resolve({ token: 'unknown' }), 'service_token'],
])('a token of the service’s own %s is a failure, whoever calls', async (_what, options, reason) => {
  const failure = client(await options()).verify(own.token);
  await expect(failure).rejects.toBeInstanceOf(TollgateUnavailableError);
  await expect(failure).rejects.toMatchObject({ reason });
});

test.each<[string, Parameters<TollgateClient['verify']>[1]]>([
  ['a permission that does not exist', { permission: 'ReadEverything' }],
  ['a permission in a view without the view', { permission: 'ReadAccess' }],
  ['a view alone', { view: 'logs' }],
  ['an address that is none', { address: 'localhost' }],
])('%s is a failure, and asks nothing less', async (_what, question) => {
  await expect(client().verify(own.token, question)).rejects.toMatchObject({ reason: 'invalid_request' });
});
