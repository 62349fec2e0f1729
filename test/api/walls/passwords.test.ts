/** Passwords belong to an organization's users: the same username in another organization is somebody else. */
import { TestServer } from '../../support/server';
import { operation } from './operations';
import { logIn, signIn } from './sessions';
import { addOwner } from './two-organizations';

const FIRST = 'the pass phrase of the first';
const SECOND = 'the pass phrase of the second';
const FAILURES_BEFORE_A_LOCK = 10;

let server: TestServer;
/** Who is called “root” in a second organization. */
let namesake: Awaited<ReturnType<typeof addOwner>>;

beforeEach(async () => {
  server = await TestServer.start({ TOLLGATE_ROOT_PASSWORD: FIRST });
  const { createEmptyOrganization } = await server.root.ask(
    ...operation('createEmptyOrganization', { name: 'second' }, 0),
  );
  namesake = await addOwner(server.root, createEmptyOrganization, 'root');
});
afterEach(async () => server.stop());

const setOwn = (passwords: object) => namesake.client.send(...operation('setPassword', { input: passwords }));

test('a namesake’s password does not open the first organization', async () => {
  expect((await setOwn({ newPassword: SECOND })).errors).toEqual([]);
  expect((await logIn(server, 'root', SECOND)).status).toBe(401);
  expect((await (await signIn(server, 'root', FIRST)).ask('{ viewer { isRoot } }')).viewer).toEqual({
    isRoot: true,
  });
});

test('a user of the second organization whose password was set, can log in', async () => {
  const user = await addOwner(server.root, await organizationOf(namesake), 'second-user');
  const { errors } = await namesake.client.send(
    ...operation('setPassword', { input: { userId: user.userId, newPassword: SECOND } }),
  );
  expect(errors).toEqual([]);
  expect((await logIn(server, 'second-user', SECOND)).status).toBe(200);
});

test('who fails with their own password in one organization, locks nobody of another out', async () => {
  await setOwn({ newPassword: SECOND });
  for (let i = 0; i < FAILURES_BEFORE_A_LOCK; i++) {
    const { code } = await setOwn({ newPassword: SECOND, currentPassword: 'not the one' });
    expect(code).toBe('FORBIDDEN');
  }
  expect((await setOwn({ newPassword: SECOND, currentPassword: 'not the one' })).code).toBe(
    'TOO_MANY_REQUESTS',
  );
  expect((await logIn(server, 'root', FIRST)).status).toBe(200);
});

async function organizationOf({ client }: typeof namesake): Promise<{ id: string }> {
  return (await client.ask('{ organization { id } }')).organization as { id: string };
}
