/** Whatever is wrong with a token, a service is told that it is not active, and nothing else (RFC 7662, section 2.2). */
import { drawTokenString } from '../../../src/tokens/token-secret';
import { HOUR, SECOND } from '../../support/clock';
import type { SeededDomain, SeededToken } from '../../support/seed';
import { TestServer } from '../../support/server';
import { guessAt, introspect, openSession, tokenElsewhere, visible, type Parameters } from './requests';

let server: TestServer;
let service: SeededToken;
let repository: SeededDomain;

beforeAll(async () => {
  server = await TestServer.start();
  service = await server.seed.organizationToken('IntrospectTokens');
  repository = await server.seed.repository('logs');
});
afterAll(async () => server.stop());

const ask = (parameters: Parameters) => introspect(server, service.token, parameters);
const reader = (options = {}) => server.seed.viewToken('ReadAccess', repository, options);
const END = 'mutation ($id: String!) { deleteToken(input: { id: $id }) }';
const RESET = 'mutation ($id: String!) { rotateToken(input: { id: $id }) }';

/** Each makes a token, has it work, and then makes it one that does not. */
const REASONS: readonly [
  what: string,
  reason: string | null,
  make: () => Parameters | Promise<Parameters>,
][] = [
  ['is no token at all', 'malformedToken', () => ({ token: 'letmein' })],
  ['has a wrong checksum', 'malformedToken', () => ({ token: `${'a'.repeat(32)}~${'b'.repeat(44)}` })],
  ['is unknown', 'unknownToken', () => ({ token: drawTokenString('token').text })],
  ['is a session that there is not', 'unknownToken', () => ({ token: drawTokenString('session').text })],
  ['is longer than any', 'malformedToken', () => ({ token: 'a'.repeat(10_000) })],
  [
    'has another secret than the id’s',
    'wrongSecret',
    async () => {
      const { id } = await working(await reader());
      return { token: guessAt(id) };
    },
  ],
  [
    'has expired, to the millisecond',
    'expired',
    async () => {
      const { token, metadata } = await working(await reader({ expireAt: server.clock.now() + HOUR }));
      server.clock.moveTo(metadata.expireAt);
      return { token };
    },
  ],
  [
    'is revoked',
    'ended',
    async () => {
      const { id, token } = await working(await reader());
      await server.root.ask(END, { id });
      return { token };
    },
  ],
  [
    'is reset',
    'ended',
    async () => {
      const { id, token } = await working(await reader());
      await server.root.ask(RESET, { id });
      return { token };
    },
  ],
  [
    'is of a kind that the policy has disabled',
    'ended',
    async () => {
      const { token } = await working(await reader());
      await server.seed.policies({ viewPermissionTokensEnabled: false });
      await server.seed.policies();
      return { token };
    },
  ],
  [
    'is older than the policy has it',
    'ended',
    async () => {
      const { token } = await working(await reader());
      server.clock.advance(HOUR);
      await server.seed.policies({ viewPermissionTokensEnforceExpirationAfterMs: HOUR });
      await server.seed.policies();
      return { token };
    },
  ],
  [
    'reaches the age that the policy gives it',
    'expired',
    async () => {
      await server.seed.policies({ viewPermissionTokensEnforceExpirationAfterMs: HOUR });
      const { token } = await working(await reader());
      server.clock.advance(HOUR);
      await server.seed.policies();
      return { token };
    },
  ],
  [
    'is used from outside its IP filter',
    'addressRefused',
    async () => {
      const { id: ipFilterId } = await server.seed.ipFilter('allow 10.0.0.0/8');
      const { token } = await working(await reader({ ipFilterId }), { address: '10.0.0.1' });
      return { token, address: '192.0.2.1' };
    },
  ],
  [
    'is under an IP filter, and no address is told',
    'addressRefused',
    async () => {
      const { id: ipFilterId } = await server.seed.ipFilter('allow all');
      const { token } = await working(await reader({ ipFilterId }), { address: '2001:db8::1' });
      return { token };
    },
  ],
  [
    'is used from outside the enforced IP filter',
    'addressRefused',
    async () => {
      const own = await server.seed.ipFilter('allow all');
      const enforced = await server.seed.ipFilter('deny 192.0.2.0/24');
      await server.seed.policies({ systemPermissionTokensEnforceIpFilterId: enforced.id });
      const made = await server.seed.systemToken('ManageCluster', { ipFilterId: own.id });
      const { token } = await working(made, { address: '198.51.100.1' });
      return { token, address: '::ffff:192.0.2.7' };
    },
  ],
  [
    'speaks for a user who was removed',
    'ended',
    async () => {
      const user = await server.seed.user();
      const { token } = await working(await server.seed.personalTokenOf(user));
      await server.root.ask(
        'mutation ($id: String!) { removeUserById(input: { id: $id }) { user { id } } }',
        {
          id: user.id,
        },
      );
      return { token };
    },
  ],
  ['is a session', 'session', async () => ({ token: await openSession(server) })],
  [
    'is of another organization',
    'otherOrganization',
    async () => ({ token: (await tokenElsewhere(server)).token }),
  ],
  [
    'is of an organization that is deleted',
    'organizationRemoved',
    async () => {
      const { token, organizationId } = await tokenElsewhere(server);
      await server.root.ask('mutation ($id: String!) { removeOrganization(organizationId: $id) }', {
        id: organizationId,
      });
      return { token };
    },
  ],
  [
    'holds another permission',
    null,
    async () => ({ token: (await reader()).token, permission: 'ChangeFiles', view: repository.name }),
  ],
  [
    'holds the permission on another repository',
    null,
    async () => {
      const { name } = await server.seed.repository();
      return { token: (await reader()).token, permission: 'ReadAccess', view: name };
    },
  ],
  [
    'is asked about a repository that there is not',
    null,
    async () => ({ token: (await reader()).token, permission: 'ReadAccess', view: 'nowhere' }),
  ],
  [
    'is asked about a repository of another organization',
    null,
    async () => {
      const { token } = await tokenElsewhere(server);
      const { createRepository } = await server.anonymous
        .as(token)
        .ask('mutation { createRepository(name: "theirs") { repository { id } } }');
      return { token: server.rootToken, permission: 'ReadAccess', view: createRepository.repository.id };
    },
  ],
  [
    'reaches a repository that was deleted',
    null,
    async () => {
      const gone = await server.seed.repository('gone');
      const { token } = await server.seed.viewToken('ReadAccess', [gone, repository]);
      const asked = { token, permission: 'ReadAccess', view: 'gone' };
      expect((await ask(asked)).json.active).toBe(true);
      await server.root.ask('mutation { deleteSearchDomain(name: "gone") { result } }');
      return asked;
    },
  ],
  [
    'holds no permission of the organization',
    null,
    async () => ({ token: (await reader()).token, permission: 'ManageUsers' }),
  ],
  [
    'holds no permission of the system',
    null,
    async () => ({
      token: (await server.seed.organizationToken('ManageUsers')).token,
      permission: 'ManageCluster',
    }),
  ],
];

async function working(token: SeededToken, from: Parameters = {}): Promise<SeededToken> {
  expect((await ask({ token: token.token, ...from })).json.active).toBe(true);
  return token;
}

describe.each(REASONS)('a token that %s', (_what, reason, make) => {
  test('is answered as not active, in the same bytes and under the same headers as any other', async () => {
    const asked = await make();
    const before = server.audit().length;
    const answer = await ask(asked);
    expect(answer.text).toBe('{"active":false}');
    expect(visible(answer)).toEqual(visible(await ask({ token: 'letmein' })));
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');

    const entries = server.audit().slice(before);
    if (reason === null)
      expect(entries).toContainEqual(
        expect.objectContaining({
          type: 'authorization.refused',
          outcome: 'refused',
          actorTokenId: asked['token']!.split('~')[0],
          details: expect.objectContaining({ action: 'tokens.verify', verifiedBy: service.id }),
        }),
      );
    server.clock.advance(61 * SECOND);
    if (reason !== null) {
      await ask(asked);
      expect(server.audit({ type: 'authentication.refused' }).at(-1)).toMatchObject({
        outcome: 'refused',
        clientAddress: asked['address']?.replace('::ffff:', '') ?? null,
        details: { reason, verifiedBy: service.id },
      });
    }
  });
});
