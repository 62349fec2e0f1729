/** Guesses at several tokens share an entry in the audit log, which then is nobody’s in particular. */
import { Seed } from '../../support/seed';
import { MINUTE } from '../../support/clock';
import { forge } from '../../support/forgery';
import { TestServer } from '../../support/server';
import { created, ownerOf } from '../organization-administration/operations';
import { logIn } from './sessions';

let server: TestServer;
beforeAll(async () => (server = await TestServer.start()));
beforeEach(() => server.clock.advance(MINUTE));
afterAll(async () => server.stop());

/** The refusals of the current minute. */
const refusals = () =>
  server.audit({ type: 'authentication.refused' }).filter(({ time }) => time === server.clock.now());

test('a guess at one token is that token’s and its organization’s', async () => {
  const { id } = await server.seed.organizationToken('ViewUsage');
  const { organization } = await server.root.ask('{ organization { id } }');
  await server.anonymous.as(forge(id)).send('{ meta { version } }');
  expect(refusals()).toMatchObject([
    { targetId: id, organizationId: organization.id, details: { reason: 'wrongSecret', tokenId: id } },
  ]);
});

test('guesses at tokens of two organizations name both tokens and neither organization', async () => {
  const owner = await ownerOf(server.root, (await created(server.root, 'guessed')).id);
  const mine = await server.seed.organizationToken('ViewUsage');
  const theirs = await new Seed(owner).organizationToken('ViewUsage');
  for (const { id } of [mine, theirs, mine])
    await server.anonymous.as(forge(id)).send('{ meta { version } }');
  // Whatever has been counted is written when the server stops.
  await server.restart();
  expect(refusals()).toMatchObject([
    {
      count: 3,
      targetId: null,
      organizationId: null,
      details: { reason: 'wrongSecret', tokenId: null, tokenIds: [mine.id, theirs.id] },
    },
  ]);
});

test('ended sessions of two organizations have an entry each', async () => {
  const { organization } = await server.root.ask('{ organization { id } }');
  const other = await created(server.root, 'sessions');
  const owner = await ownerOf(server.root, other.id);
  const password = 'correct horse battery';
  const clients = [
    [server.root, organization.id, 'root'],
    [owner, other.id, 'owner'],
  ] as const;
  const sessions: string[] = [];
  for (const [client, organizationId, username] of clients) {
    await client.ask('mutation ($password: String!) { setPassword(input: { newPassword: $password }) }', {
      password,
    });
    const response = await logIn(server, username, password, organizationId);
    sessions.push(((await response.json()) as { token: string }).token);
  }
  for (const token of sessions) {
    const headers = { authorization: `Bearer ${token}` };
    expect((await fetch(`${server.url}/api/v1/logout`, { method: 'POST', headers })).status).toBe(204);
    expect((await server.anonymous.as(token).send('{ meta { version } }')).status).toBe(401);
  }
  expect(refusals().map((entry) => entry.organizationId)).toEqual(
    clients.map(([, organizationId]) => organizationId),
  );
});

test('guesses at ids that exist and at ids that do not share an entry, so that none can be told by its cost', async () => {
  const { id } = await server.seed.organizationToken('ViewUsage');
  for (const token of [forge(), forge(id), forge(), forge(id)])
    await server.anonymous.as(token).send('{ meta { version } }');
  await server.restart();
  expect(refusals()).toMatchObject([
    {
      count: 4,
      targetId: null,
      details: { reason: 'unknownTokenOrWrongSecret', tokenId: null, tokenIds: [id] },
    },
  ]);
});
