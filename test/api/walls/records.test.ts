/** The audit log tells of each organization what happened in it, and to it. */
import type { AuditRow } from '../../support/audit';
import type { GraphQLClient } from '../../support/graphql-client';
import { HOUR } from '../../support/clock';
import { operation } from './operations';
import { signIn } from './sessions';
import { ACTORS, WHICH } from './things';
import { addOwner, twoOrganizations, type TwoOrganizations } from './two-organizations';

const PASSWORD = 'a long enough pass phrase';

let both: TwoOrganizations;
beforeAll(async () => (both = await twoOrganizations()));
afterAll(async () => both.stop());

/** What was recorded while `work` was done. */
async function recordedBy(work: () => Promise<unknown>): Promise<AuditRow[]> {
  const before = both.server.audit().length;
  await work();
  return both.server.audit().slice(before);
}

test.each(WHICH)('what is done and refused in the %s organization, is recorded as its own', async (which) => {
  const { things, actors } = both[which];
  const entries = await recordedBy(async () => {
    for (const name of ACTORS) {
      const { client } = actors[name];
      await client.send(...operation('addGroup', { displayName: name }, 0));
      await client.send(...operation('createFleetInstallToken', { name }, 0));
      await client.send(...operation('users', {}, 0));
      await client.send(...operation('searchOrganizations', { sortBy: 'Name' }, 0));
    }
  });
  expect(entries.map(({ type }) => type)).toEqual(
    expect.arrayContaining([
      'group.create',
      'fleet.installtoken.change',
      'authorization.refused',
      'hashedtokens.use',
    ]),
  );
  expect([...new Set(entries.map(({ organizationId }) => organizationId))]).toEqual([things.organization.id]);
});

test('a wrong secret for a token of one organization is not recorded as if it were another’s', async () => {
  const furnished = both.rows.all();
  const entries = await recordedBy(async () => {
    for (const which of WHICH) {
      const { id } = both[which].things.tokens.view;
      both.rows.database.prepare('UPDATE token SET secretHash = ? WHERE id = ?').run('00'.repeat(32), id);
      const { status } = await both[which].actors['view token'].client.send('{ organization { id } }');
      expect(status).toBe(401);
    }
  });
  both.rows.restore(furnished);
  expect([...new Set(entries.map(({ details }) => details.reason))]).toEqual(['wrongSecret']);
  // Each under its own, or all of them under none.
  const organizations = entries.map(({ organizationId }) => organizationId);
  const own = WHICH.map((which) => both[which].things.organization.id);
  expect([own, [null]]).toContainEqual(organizations);
});

test('an unknown token is recorded for no organization', async () => {
  const entries = await recordedBy(() =>
    both.server.anonymous.as('unknown~token').send('{ organization { id } }'),
  );
  expect(entries).toEqual([expect.objectContaining({ organizationId: null, targetId: null })]);
});

test('sessions that are refused at the same time are recorded for the organization of each', async () => {
  const { server, rows } = both;
  const sessions: GraphQLClient[] = [];
  for (const which of WHICH) {
    const user = await server.seed.user(`signs-in-to-the-${which}`);
    await server.root.ask(...operation('setPassword', { input: { userId: user.id, newPassword: PASSWORD } }));
    const session = await signIn(server, user.username, PASSWORD);
    rows.database
      .prepare('UPDATE session SET organizationId = ? WHERE id = ?')
      .run(both[which].things.organization.id, session.token!.split('~')[0]);
    sessions.push(session);
  }
  server.clock.advance(24 * HOUR);

  const entries = await recordedBy(async () => {
    for (const session of sessions) expect((await session.send('{ organization { id } }')).status).toBe(401);
  });
  expect(entries.map(({ organizationId, details }) => [organizationId, details.reason])).toEqual(
    WHICH.map((which) => [both[which].things.organization.id, 'expired']),
  );
});

test('whoever creates and removes an organization is recorded in their own, with the organization’s id', async () => {
  const { things } = both.first;
  const { createEmptyOrganization } = await both.server.root.ask(
    ...operation('createEmptyOrganization', { name: 'short-lived' }, 0),
  );
  const { id } = createEmptyOrganization;
  await both.server.root.ask(...operation('removeOrganization', { organizationId: id }));
  expect(both.server.audit({ targetId: id })).toEqual(
    ['organization.create', 'organization.delete'].map((type) =>
      expect.objectContaining({
        type,
        organizationId: things.organization.id,
        actorUserName: 'root',
        details: { organizationId: id, organizationName: 'short-lived' },
      }),
    ),
  );
});

test('the records of a new owner, and of the owner’s token, tell in which organization they are', async () => {
  const { id } = both.second.things.organization;
  const entries = await recordedBy(() => addOwner(both.server.root, { id }, 'recorded-owner'));
  const made = entries.filter(({ type }) => ['user.create', 'hashedtokens.change'].includes(type));
  expect(made.map(({ type }) => type)).toEqual(['user.create', 'hashedtokens.change']);
  expect(made.filter((entry) => !JSON.stringify(entry).includes(id))).toEqual([]);
});
