/** Whoever can get into an account has what it holds: so passwords and tokens are no way round handing on only what one holds. */
import { addUsersToGroup, setPassword, type Operation } from './operations';
import { expectRefused, HELD, NOT_HELD, placed, startManagement, type Management } from './manager';
import { signIn } from './people';

const PASSWORD = 'correct horse battery';

let at: Management;
beforeAll(async () => (at = await startManagement()));
afterAll(async () => at.server.stop());

describe('setting the password of a user', () => {
  test.each(HELD)('who holds %s is allowed', async (_what, held) => {
    const holder = await at.people.who(placed(held, at));
    await at.manager.client.ask(...setPassword(holder, PASSWORD));
    const session = await signIn(at.server, holder.username, PASSWORD);
    expect((await session.ask('{ viewer { id } }')).viewer.id).toBe(holder.id);
  });

  test.each(NOT_HELD)(
    'who holds %s in %s is refused, and the old one still serves',
    async (permission, _, held) => {
      const holder = await at.people.who(placed(held, at));
      await at.server.root.ask(...setPassword(holder, PASSWORD));
      const session = await signIn(at.server, holder.username, PASSWORD);
      await expectRefused(at.manager.client, setPassword(holder, `${PASSWORD} staple`), permission);
      expect((await session.ask('{ viewer { id } }')).viewer.id).toBe(holder.id);
      await signIn(at.server, holder.username, PASSWORD);
      await expect(signIn(at.server, holder.username, `${PASSWORD} staple`)).rejects.toThrow('401');
    },
  );

  test.each([{ isRoot: true }, { isOrgOwner: true }])('who is %j is refused', async (details) => {
    const boss = await at.server.seed.user(undefined, details);
    expect((await at.manager.client.send(...setPassword(boss, PASSWORD))).code).toBe('FORBIDDEN');
    await expect(signIn(at.server, boss.username, PASSWORD)).rejects.toThrow('401');
  });

  test('who was given more in the meantime is refused', async () => {
    const user = await at.server.seed.user();
    await at.manager.client.ask(...setPassword(user, PASSWORD));
    const { group } = await at.people.groupWith({ organization: ['ExportOrganization'] });
    await at.server.root.ask(...addUsersToGroup(group, user));
    await expectRefused(at.manager.client, setPassword(user, `${PASSWORD} staple`), 'ExportOrganization');
  });
});

test('nobody but root makes or resets another user’s personal token, whatever that user holds', async () => {
  const user = await at.server.seed.user();
  const holder = await at.people.who({ organization: ['ViewUsage'] });
  const rotate = 'mutation ($id: String!) { rotateToken(input: { id: $id }) }';
  const reset = 'mutation ($id: String!) { resetPersonalUserToken(input: { id: $id }) { token } }';
  const tokenId = holder.client.token!.split('~')[0];
  for (const [mutation, id] of [
    [rotate, user.id],
    [rotate, holder.id],
    [rotate, tokenId],
    [reset, user.id],
    [reset, tokenId],
  ] as const) {
    expect((await at.manager.client.send(mutation, { id })).code).toBe('NOT_FOUND');
  }
  expect((await holder.client.ask('{ viewer { id } }')).viewer.id).toBe(holder.id);
});

test('tokens carry no more than their maker holds through roles', async () => {
  const create = (permission: string): Operation => [
    'mutation ($input: CreateOrganizationPermissionsTokenV2Input!) { createOrganizationPermissionsTokenV2(input: $input) { token } }',
    { input: { name: 'carries', organizationPermissions: [permission] } },
  ];
  await at.manager.client.ask(...create('ViewUsage'));
  await expectRefused(at.manager.client, create('ExportOrganization'), 'ExportOrganization');
});
