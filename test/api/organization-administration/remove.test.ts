/** Removing an organization: once, for good, and never the one of the first start. Who gets in afterwards: see walls. */
import { HOUR } from '../../support/clock';
import { TestServer } from '../../support/server';
import { created, ownerOf, remove, search } from './operations';

let server: TestServer;
beforeAll(async () => (server = await TestServer.start()));
afterAll(async () => server.stop());

test('it is marked as removed at that moment, and found no more unless removed ones are asked for', async () => {
  const { id } = await created(server.root, 'short-lived');
  server.clock.advance(HOUR);
  expect((await remove(server.root, id)).data).toEqual({ removeOrganization: true });

  const filter = { searchFilter: id };
  expect((await search(server.root, filter)).data.searchOrganizations).toEqual({
    totalResults: 0,
    results: [],
  });
  expect(
    (await search(server.root, { ...filter, includeDeletedFilter: true })).data.searchOrganizations,
  ).toEqual({
    totalResults: 1,
    results: [{ organizationId: id, organizationName: 'short-lived' }],
  });
});

test('the organization of the first start stays', async () => {
  const { organization } = await server.root.ask('{ organization { id } }');
  const answer = await remove(server.root, organization.id);
  expect(answer).toMatchObject({ status: 200, code: 'CONFLICT' });
  expect(answer.errors[0]!.message).toBe('The organization of the first start cannot be removed.');
  expect(await server.root.ask('{ viewer { username } }')).toEqual({ viewer: { username: 'root' } });
});

test.each([
  ['unknown', 'unknown'],
  ['empty', ''],
  ['with a wildcard', '%'],
])('an id that is %s is not found', async (_what, id) => {
  const answer = await remove(server.root, id);
  expect(answer).toMatchObject({ status: 200, code: 'NOT_FOUND' });
  expect(answer.errors[0]!.message).toBe('The organization was not found.');
});

test('of two removals at the same moment, one succeeds, and is the one on record', async () => {
  const { id } = await created(server.root, 'twice');
  const answers = await Promise.all([remove(server.root, id), remove(server.root, id)]);
  expect(answers.map(({ code }) => code).sort()).toEqual(['NOT_FOUND', undefined]);
  expect(server.audit({ type: 'organization.delete', targetId: id })).toEqual([
    expect.objectContaining({
      outcome: 'succeeded',
      details: { organizationId: id, organizationName: 'twice' },
    }),
  ]);
});

test('what its users ask after the removal is refused, however soon', async () => {
  const { id } = await created(server.root, 'raced');
  const owner = await ownerOf(server.root, id);
  expect((await owner.send('{ viewer { id } }')).status).toBe(200);
  await remove(server.root, id);
  const answers = await Promise.all(Array.from({ length: 5 }, () => owner.send('{ viewer { id } }')));
  expect(answers.map(({ status }) => status)).toEqual(Array(5).fill(401));
});
