/** Introspection says of a token what Tollgate itself would answer it: one judgement for both. */
import fc from 'fast-check';
import { HOUR, MINUTE } from '../../support/clock';
import { TestServer } from '../../support/server';
import { guessAt, introspect, openSession } from './requests';

const seed = Number(process.env['FC_SEED'] ?? 1);
const ADDRESSES = ['10.0.0.1', '10.9.9.9', '192.0.2.1', '2001:db8::1', '::ffff:10.0.0.1', 'fe80::1'];

let server: TestServer;
let service: string;
let tokens: string[];
let filterId: string;
const CHANGES = ['none', 'none', 'none', 'filter', 'policy', 'revoke', 'reset', 'later'] as const;

beforeAll(async () => {
  server = await TestServer.start({ TRUSTED_PROXIES: '127.0.0.1' });
  const { seed: make, clock } = server;
  service = (await make.organizationToken('IntrospectTokens')).token;
  const repository = await make.repository();
  filterId = (await make.ipFilter('allow 10.0.0.0/8; deny 10.9.0.0/16; allow 2001:db8::/32')).id;
  const made = [];
  for (const ipFilterId of [undefined, filterId])
    for (const expireAt of [undefined, clock.now() + HOUR, clock.now() + 90 * MINUTE]) {
      const options = { ...(ipFilterId && { ipFilterId }), ...(expireAt && { expireAt }) };
      made.push(await make.organizationToken('ViewUsage', options));
      made.push(await make.viewToken('ReadAccess', repository, options));
      made.push(await make.systemToken('ManageCluster', options));
    }
  made.push(await make.personalTokenOf(await make.user()));
  tokens = made.map(({ token }) => token);
  // Sessions are for Tollgate alone, so they are left out.
  tokens.push(guessAt(made[0]!.id), 'letmein', '~', `${made[0]!.id}~`);
});
afterAll(async () => server.stop());

async function change(kind: (typeof CHANGES)[number], token: string, n: number): Promise<void> {
  const id = token.split('~')[0]!;
  switch (kind) {
    case 'none':
      return;
    case 'later':
      server.clock.advance(7 * MINUTE);
      return;
    case 'filter':
      await server.root.ask(
        'mutation ($input: IPFilterUpdateInput!) { updateIPFilter(input: $input) { id } }',
        { input: { id: filterId, ipFilter: n % 2 === 0 ? 'deny 10.0.0.0/8' : 'allow 10.0.0.0/8' } },
      );
      return;
    case 'policy':
      await server.seed.policies({ viewPermissionTokensEnforceIpFilterId: n % 2 === 0 ? filterId : null });
      return;
    case 'revoke':
    case 'reset': {
      const name = kind === 'revoke' ? 'deleteToken' : 'rotateToken';
      // Where it has ended already there is nothing to do.
      const answer = await server.root.send(`mutation ($id: String!) { ${name}(input: { id: $id }) }`, {
        id,
      });
      if (kind === 'reset' && answer.errors.length === 0) tokens.push(answer.data.rotateToken as string);
    }
  }
}

test('for any token, address and moment, whatever was changed before', async () => {
  const verdicts = { true: 0, false: 0 };
  await fc.assert(
    fc.asyncProperty(
      fc.nat(),
      fc.constantFrom(undefined, ...ADDRESSES),
      fc.constantFrom(...CHANGES),
      fc.nat(9),
      async (at, address, kind, n) => {
        const token = tokens[at % tokens.length]!;
        // Seldom enough for some to be left.
        await change(n < 3 || !['revoke', 'reset'].includes(kind) ? kind : 'none', token, n);
        const { json } = await introspect(server, service, {
          token,
          ...(address === undefined ? {} : { address }),
        });
        const own = await server.anonymous
          .as(token)
          .withHeaders({ 'x-forwarded-for': address ?? 'unknown' })
          .send('{ meta { version } }');
        expect({ token: token.slice(0, 4), address, active: json.active }).toEqual({
          token: token.slice(0, 4),
          address,
          active: own.status === 200,
        });
        verdicts[`${own.status === 200}`] += 1;
      },
    ),
    { seed, numRuns: 150, endOnFailure: true },
  );
  expect(verdicts.true).toBeGreaterThan(20);
  expect(verdicts.false).toBeGreaterThan(20);
}, 120_000);

test('but for sessions, which open Tollgate alone', async () => {
  const token = await openSession(server);
  expect((await server.anonymous.as(token).send('{ meta { version } }')).status).toBe(200);
  expect((await introspect(server, service, { token })).text).toBe('{"active":false}');
});
