/** What forward authentication answers to tokens of every kind, and what it puts on record. */
import { addOwner } from '../../api/walls/two-organizations';
import { logIn } from '../../api/walls/sessions';
import { forge } from '../../support/forgery';
import { HOUR } from '../../support/clock';
import { Seed, type SeededDomain, type SeededToken } from '../../support/seed';
import { TestServer } from '../../support/server';
import { identityIn, send, type Sent } from './requests';

const PASSWORD = 'correct horse battery staple';
const INVALID = 'The supplied authentication is invalid';

let server: TestServer;
let orders: SeededDomain;
let organizationId: string;
beforeAll(async () => {
  server = await TestServer.start();
  orders = await server.seed.repository('orders');
  organizationId = (await server.root.ask('{ organization { id } }')).organization.id;
});
afterAll(async () => server.stop());

const authorize = (sent: Sent = {}) => send(server.url, sent);
const used = (token: SeededToken) =>
  server.audit({ type: 'hashedtokens.use', actorTokenId: token.id }).filter((entry) => isForwarded(entry));
const isForwarded = ({ details }: { details: any }) => details.operation === 'GET /authorize';
const lacked = (token: SeededToken) =>
  server.audit({ type: 'authorization.refused', actorTokenId: token.id }).filter(isForwarded);
const turnedAway = (token: Pick<SeededToken, 'id'>) =>
  server.audit({ type: 'authentication.refused', targetId: token.id });

interface Kind {
  readonly make: () => Promise<SeededToken>;
  /** Questions that its token meets. */
  readonly held: readonly string[];
  readonly lacking: readonly string[];
}

const KINDS: Readonly<Record<string, Kind>> = {
  view: {
    make: () => server.seed.viewToken('ReadAccess', orders),
    held: ['permission=ReadAccess&view=orders'],
    lacking: [
      'permission=ChangeRetention&view=orders',
      'permission=ReadAccess&view=elsewhere',
      'permission=ManageUsers',
      'permission=ManageCluster',
    ],
  },
  organization: {
    make: () => server.seed.organizationToken('ManageUsers'),
    held: ['permission=ManageUsers'],
    lacking: ['permission=ViewUsage', 'permission=ReadAccess&view=orders', 'permission=ManageCluster'],
  },
  system: {
    make: () => server.seed.systemToken('ManageCluster'),
    held: ['permission=ManageCluster'],
    lacking: ['permission=ReadHealthCheck', 'permission=ManageUsers', 'permission=ReadAccess&view=orders'],
  },
  personal: {
    make: async () => server.seed.personalTokenOf(await server.seed.user()),
    held: [],
    lacking: ['permission=ManageUsers', 'permission=ReadAccess&view=orders', 'permission=ManageCluster'],
  },
};

describe.each(Object.entries(KINDS))('a %s token', (kind, { make, held, lacking }) => {
  test('that works is accepted, and who it is stands in the headers', async () => {
    const token = await make();
    const answer = await authorize({ token });
    expect([answer.status, answer.text]).toEqual([200, '']);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(identityIn(answer)).toEqual({
      'x-tollgate-token-id': token.id,
      'x-tollgate-token-name': expect.stringMatching(/^[\w-]+$/),
      'x-tollgate-token-domain': kind,
      'x-tollgate-organization-id': organizationId,
      ...(kind === 'personal'
        ? {
            'x-tollgate-user-id': expect.stringMatching(/^\w+$/),
            'x-tollgate-user-name': expect.stringMatching(/^user-\d+$/),
          }
        : {}),
    });
  });

  test('is asked for what it holds and for what it lacks, and either is on record', async () => {
    const token = await make();
    for (const query of held)
      expect((await authorize({ token, path: `/authorize?${query}` })).status).toBe(200);
    for (const query of lacking) {
      const answer = await authorize({ token, path: `/authorize?${query}` });
      const permission = new URLSearchParams(query).get('permission')!;
      expect([query, answer.status]).toEqual([query, 403]);
      expect(answer.headers['www-authenticate']).toBe(
        `Bearer realm="Tollgate", error="insufficient_scope", scope="${permission}"`,
      );
      expect(identityIn(answer)).toEqual({});
    }
    expect(used(token).reduce((sum, entry) => sum + entry.count, 0)).toBe(held.length);
    expect(lacked(token).map((entry) => entry.details.permission)).toEqual(
      lacking.map((query) => new URLSearchParams(query).get('permission')),
    );
    expect(lacked(token).every((entry) => entry.outcome === 'refused')).toBe(true);
  });

  test('that was accepted a moment ago is refused on the next request once it is revoked', async () => {
    const token = await make();
    expect((await authorize({ token })).status).toBe(200);
    await server.root.ask('mutation ($id: String!) { deleteToken(input: { id: $id }) }', { id: token.id });
    const answer = await authorize({ token });
    expect([answer.status, answer.text]).toEqual([401, INVALID]);
    expect(answer.headers['www-authenticate']).toBe('Bearer realm="Tollgate", error="invalid_token"');
    expect(identityIn(answer)).toEqual({});
    expect(turnedAway(token)).toEqual([expect.objectContaining({ outcome: 'refused', count: 1 })]);
  });

  test('with a wrong secret is refused', async () => {
    const token = await make();
    expect((await authorize({ token: forge(token.id) })).status).toBe(401);
    // Its secret is none the worse for it.
    expect((await authorize({ token })).status).toBe(200);
  });
});

test('a root user’s personal token holds everything', async () => {
  const token = server.rootToken;
  for (const query of [
    '',
    'permission=ManageUsers',
    'permission=ReadAccess&view=orders',
    'permission=ManageCluster',
  ])
    expect((await authorize({ token, path: `/authorize?${query}` })).status).toBe(200);
});

test('a view is named by its id too', async () => {
  const token = await server.seed.viewToken('ReadAccess', orders);
  const path = `/authorize?permission=ReadAccess&view=${orders.id}`;
  expect((await authorize({ token, path })).status).toBe(200);
  expect(used(token)[0]!.details).toMatchObject({ permission: 'ReadAccess', viewId: orders.id });
});

test('a token that has expired is refused from that very millisecond on', async () => {
  const own = await TestServer.start();
  try {
    const token = await own.seed.organizationToken('ViewUsage', { expireAt: own.clock.now() + HOUR });
    own.clock.advance(HOUR - 1);
    expect((await send(own.url, { token })).status).toBe(200);
    own.clock.advance(1);
    expect((await send(own.url, { token })).status).toBe(401);
  } finally {
    await own.stop();
  }
});

test('no token is asked for one, and that it was asked for is on record', async () => {
  const answer = await authorize();
  expect(answer.status).toBe(401);
  expect(answer.headers['www-authenticate']).toBe('Bearer realm="Tollgate"');
  const missing = server.audit({ type: 'authentication.refused' }).filter((entry) => {
    const { reason, detail } = entry.details;
    return reason === 'missingCredentials' && detail === 'GET /authorize';
  });
  expect(missing).toEqual([expect.objectContaining({ outcome: 'refused', clientAddress: '127.0.0.1' })]);
});

test.each([
  ['of another scheme', { authorization: 'Basic cm9vdDpyb290' }],
  ['that are no token', { authorization: 'Bearer nothing' }],
  ['of the scheme alone', { authorization: 'Bearer' }],
  ['for another proxy', { 'proxy-authorization': 'Bearer nothing' }],
])('credentials %s are refused', async (_what, headers) => {
  expect((await authorize({ headers })).status).toBe(401);
});

test('two Authorization headers are refused, since the service behind might read the other one', async () => {
  const { token } = await server.seed.organizationToken('ViewUsage');
  for (const authorization of [
    [`Bearer ${token}`, 'Bearer nothing'],
    ['Bearer nothing', `Bearer ${token}`],
    [`Bearer ${token}`, `Bearer ${token}`],
  ])
    expect((await authorize({ headers: { authorization } })).status).toBe(401);
});

test('a session is for Tollgate alone', async () => {
  const user = await server.seed.user('signs-in');
  await server.root.ask('mutation ($input: SetPasswordInput!) { setPassword(input: $input) }', {
    input: { userId: user.id, newPassword: PASSWORD },
  });
  const { token } = (await (await logIn(server, 'signs-in', PASSWORD)).json()) as { token: string };
  const answer = await authorize({ token });
  expect([answer.status, answer.text]).toEqual([401, INVALID]);
  expect(identityIn(answer)).toEqual({});
  expect(
    server.audit({ type: 'authentication.refused' }).filter(({ details }) => details.reason === 'session'),
  ).toHaveLength(1);
});

describe('a token of another organization', () => {
  let other: { id: string };
  let foreign: SeededToken;
  beforeAll(async () => {
    other = (
      await server.root.ask(
        'mutation { createEmptyOrganization(name: "other", description: "other", cid: "other", subdomain: "other") { id } }',
      )
    ).createEmptyOrganization;
    const owner = await addOwner(server.root, other, 'other-owner');
    foreign = await new Seed(owner.client).organizationToken('ManageUsers');
  });

  test('is refused where none is named, like a token that is none', async () => {
    const answer = await authorize({ token: foreign });
    expect([answer.status, answer.text]).toEqual([401, INVALID]);
    expect(turnedAway(foreign)).toEqual([
      expect.objectContaining({ organizationId: other.id, outcome: 'refused' }),
    ]);
  });

  test('is accepted where its organization is named, and there tokens of the first one are refused', async () => {
    const path = `/authorize?organization=${other.id}`;
    const answer = await authorize({ token: foreign, path });
    expect([answer.status, answer.headers['x-tollgate-organization-id']]).toEqual([200, other.id]);
    expect((await authorize({ token: server.rootToken, path })).status).toBe(401);
    expect(
      (await authorize({ token: foreign, path: `/authorize?organization=${organizationId}` })).status,
    ).toBe(401);
  });

  test.each(['nothing', 'other', 'OTHER', '*', '%00', 'null', "'%20OR%201=1"])(
    'is refused for the organization %s, which there is not',
    async (organization) => {
      const path = `/authorize?organization=${organization}`;
      expect((await authorize({ token: foreign, path })).status).toBe(401);
    },
  );
});

describe('what cannot be answered lets nobody through:', () => {
  test('a database that fails', async () => {
    const broken = await TestServer.start();
    try {
      const token = await broken.seed.organizationToken('ViewUsage');
      await broken.database.alter('ALTER TABLE token RENAME TO gone');
      const { status, headers } = await send(broken.url, { token });
      expect(status).toBeGreaterThanOrEqual(500);
      expect(identityIn({ headers })).toEqual({});
    } finally {
      await broken.stop();
    }
  });

  test('an audit log that cannot be written', async () => {
    const broken = await TestServer.start();
    try {
      const token = await broken.seed.organizationToken('ViewUsage');
      const mend = await broken.database.refuse({ before: 'INSERT ON "audit_entry"', message: 'no room' });
      const { status, headers } = await send(broken.url, { token });
      expect(status).toBeGreaterThanOrEqual(500);
      expect(identityIn({ headers })).toEqual({});
      await mend();
      expect((await send(broken.url, { token })).status).toBe(200);
    } finally {
      await broken.stop();
    }
  });
});
