/** What a root user may do can be read by who manages users, as far as they may see repositories. */
import { VIEW_PERMISSIONS } from '../../../src/access/permissions';
import { TestServer } from '../../support/server';
import { People } from './people';

let server: TestServer;
let people: People;
beforeAll(async () => {
  server = await TestServer.start();
  people = new People(server);
});
afterAll(async () => server.stop());

const ROOT = '{ users(search: "root") { username permissions { searchDomain { name } viewPermissions } } }';

test('a token that manages users and sees no repository is answered an empty list', async () => {
  await server.seed.repository();
  const { client } = await server.seed.organizationToken('ManageUsers');
  expect((await client.ask(ROOT)).users).toEqual([{ username: 'root', permissions: [] }]);
});

test('a person who manages users is answered every permission on what they can see', async () => {
  const [seen] = [await server.seed.repository('seen'), await server.seed.repository('unseen')];
  const { client } = await people.who({ organization: ['ManageUsers'], view: ['ReadAccess'], on: seen });
  const { users } = await client.ask(ROOT);
  expect(users[0].permissions).toEqual([
    { searchDomain: { name: 'seen' }, viewPermissions: [...VIEW_PERMISSIONS] },
  ]);
});
