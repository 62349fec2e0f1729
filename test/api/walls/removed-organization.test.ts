/** Once an organization is removed, nobody and nothing of it gets in, from the next request on; and nobody else notices. */
import type { GraphQLClient } from '../../support/graphql-client';
import { operation } from './operations';
import { logIn, signIn } from './sessions';
import { otherThan, ACTORS } from './things';
import { addOwner, twoOrganizations, type TwoOrganizations } from './two-organizations';

const PASSWORD = 'a long enough pass phrase';
const INVALID = 'The supplied authentication is invalid';

let both: TwoOrganizations;
/** By what they speak with; the last is a session. */
let ways: Readonly<Record<string, GraphQLClient>>;

beforeAll(async () => {
  both = await twoOrganizations();
  const { server, second, first } = both;
  const otherOwner = await addOwner(server.root, second.things.organization, 'another-owner');
  await server.root.ask(
    ...operation('setPassword', { input: { userId: first.things.user.id, newPassword: PASSWORD } }),
  );
  const session = await signIn(server, first.things.user.username, PASSWORD);
  // As if the second organization's owner had logged in.
  server.database.run(
    'UPDATE session SET "organizationId" = ?, "userId" = ? WHERE id = ?',
    second.things.organization.id,
    otherOwner.userId,
    session.token!.split('~')[0]!,
  );
  ways = {
    ...Object.fromEntries(ACTORS.map((name) => [name, second.actors[name].client])),
    'personal token of another user': otherOwner.client,
    session,
  };
  for (const client of Object.values(ways))
    expect(await client.ask('{ organization { id } }')).toEqual({
      organization: { id: second.things.organization.id },
    });
});
afterAll(async () => both.stop());

describe('after its removal', () => {
  let rowsBefore: ReturnType<TwoOrganizations['rows']['of']>;
  let auditBefore: number;

  beforeAll(async () => {
    rowsBefore = both.rows.of(both.second.things.organization.id);
    auditBefore = both.server.audit().length;
    const { id } = both.second.things.organization;
    expect(await both.server.root.ask(...operation('removeOrganization', { organizationId: id }))).toEqual({
      removeOrganization: true,
    });
  });

  test.each([...ACTORS, 'personal token of another user', 'session'])(
    'its %s is refused with what a made-up token is told',
    async (way) => {
      const { id } = both.second.things.organization;
      const answer = await ways[way]!.send('{ organization { id name } viewerOpt { username } }');
      const madeUp = await both.server.anonymous.as('made~up').send('{ organization { id } }');
      expect({ status: answer.status, text: answer.text }).toEqual({ status: 401, text: INVALID });
      expect({ status: madeUp.status, text: madeUp.text }).toEqual({ status: 401, text: INVALID });
      const [told, toldMadeUp] = [answer, madeUp].map(({ headers }) =>
        [...headers].filter(([name]) => !['x-request-id', 'date'].includes(name)),
      );
      expect(told).toEqual(toldMadeUp);

      // The auditor is told more.
      const refused = both.server.audit({ type: 'authentication.refused' }).slice(-2);
      expect(refused.map(({ organizationId, details }) => [organizationId, details.reason])).toContainEqual([
        id,
        'organizationRemoved',
      ]);
    },
  );

  test('neither can they log out', async () => {
    const response = await fetch(`${both.server.url}/api/v1/logout`, {
      method: 'POST',
      headers: { authorization: `Bearer ${ways['session']!.token}` },
    });
    expect(response.status).toBe(401);
  });

  test('the refusals name the tokens', () => {
    const { tokens } = both.second.things;
    const named = both.server.audit({ type: 'authentication.refused' }).map(({ targetId }) => targetId);
    expect(named).toEqual(expect.arrayContaining([tokens.view.id, tokens.organization.id, tokens.system.id]));
  });

  test('nothing of it has been changed but that it is removed, and who did it is on record', () => {
    const { id, name } = both.second.things.organization;
    const { organization: before, ...others } = rowsBefore;
    const { organization: after, ...same } = both.rows.of(id);
    expect(same).toEqual(others);
    expect(after).toEqual([{ ...before![0], deletedAt: both.server.clock.now() }]);
    const [entry] = both.server
      .audit()
      .slice(auditBefore)
      .filter(({ type }) => type === 'organization.delete');
    expect(entry).toMatchObject({
      outcome: 'succeeded',
      targetType: 'organization',
      targetId: id,
      organizationId: both.first.things.organization.id,
      actorUserName: 'root',
      details: { organizationId: id, organizationName: name },
    });
  });

  test('it cannot be removed twice, and gets no new owner', async () => {
    const { id } = both.second.things.organization;
    for (const [name, args] of [
      ['removeOrganization', { organizationId: id }],
      ['addOrganizationOwner', { input: { organizationId: id, username: 'late' } }],
    ] as const) {
      const answer = await both.server.root.send(...operation(name, args));
      expect(answer).toMatchObject({ status: 200, code: 'NOT_FOUND' });
      expect(answer.errors[0]!.message).toBe('The organization was not found.');
    }
  });

  test('its id stays taken, so that nobody can take its place', async () => {
    const { id } = both.second.things.organization;
    const answer = await both.server.root.send(
      ...operation('createEmptyOrganization', { name: 'impostor', organizationId: id }),
    );
    expect(answer).toMatchObject({ status: 200, code: 'CONFLICT' });
  });

  test('the other organization goes on as before', async () => {
    const { things, actors } = both[otherThan('second')];
    for (const name of ACTORS) {
      expect(await actors[name].client.ask('{ organization { id } }')).toEqual({
        organization: { id: things.organization.id },
      });
    }
    expect((await logIn(both.server, things.user.username, PASSWORD)).status).toBe(200);
  });
});
