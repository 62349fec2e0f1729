/** The README's scenario, as a script would run it. */
import { HOUR } from '../support/clock';
import { TestServer } from '../support/server';

let server: TestServer;
beforeAll(async () => (server = await TestServer.start()));
afterAll(async () => server.stop());

test('an organization token that has only ManageUsers adds a user and can do nothing else', async () => {
  const token = await server.seed.organizationToken('ManageUsers', {
    name: 'adds users',
    expireAt: server.clock.now() + HOUR,
  });

  const added = await token.client.ask(
    'mutation { addUserV2(input: { username: "ada" }) { ... on User { id username } } }',
  );
  expect(added.addUserV2.username).toBe('ada');

  const refused = await token.client.send('mutation { createRepository(name: "r") { repository { id } } }');
  expect(refused).toMatchObject({ status: 200, code: 'FORBIDDEN' });
  expect(refused.errors[0]?.message).toContain('CreateRepository');
  expect(server.audit({ type: 'authorization.refused', actorTokenId: token.id })).toEqual([
    expect.objectContaining({
      outcome: 'refused',
      details: expect.objectContaining({ operation: 'Mutation.createRepository' }),
    }),
  ]);
});
