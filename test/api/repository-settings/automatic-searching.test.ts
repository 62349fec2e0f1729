/** Whether a search starts on its own, for repositories and for views. */
import { TestServer } from '../../support/server';
import { setAutomaticSearching } from './operations';

let server: TestServer;
beforeAll(async () => (server = await TestServer.start()));
afterAll(async () => server.stop());

async function read(name: string): Promise<boolean> {
  return (
    await server.root.ask('query ($name: String!) { searchDomain(name: $name) { automaticSearch } }', {
      name,
    })
  ).searchDomain.automaticSearch as boolean;
}

describe.each(['repository', 'view'] as const)('of a %s', (kind) => {
  test('it does to begin with, and can be switched off and on', async () => {
    const { name } = await server.seed[kind]();
    expect(await read(name)).toBe(true);
    for (const value of [false, false, true]) {
      const { data, errors } = await setAutomaticSearching(server.root, name.toUpperCase(), value);
      expect(errors).toEqual([]);
      expect(data.setAutomaticSearching).toEqual({ automaticSearch: value });
      expect(await read(name)).toBe(value);
    }
  });

  test('a change is on record with what was before and after', async () => {
    const { id, name } = await server.seed[kind]();
    await setAutomaticSearching(server.root, name, false);
    expect(server.audit({ type: 'searchdomain.automaticsearch.update', targetId: id })).toEqual([
      expect.objectContaining({
        outcome: 'succeeded',
        details: {
          repoId: id,
          repoName: name,
          before: { automaticSearch: true },
          after: { automaticSearch: false },
        },
      }),
    ]);
  });
});

test('one does not change another', async () => {
  const [one, other] = [await server.seed.repository(), await server.seed.repository()];
  await setAutomaticSearching(server.root, one.name, false);
  expect(await read(other.name)).toBe(true);
});

test('an unknown or deleted one is not found', async () => {
  const { name } = await server.seed.repository();
  await server.root.ask('mutation ($name: String!) { deleteSearchDomain(name: $name) { result } }', { name });
  for (const missing of ['unknown', name]) {
    const answer = await setAutomaticSearching(server.root, missing, false);
    expect(answer).toMatchObject({ status: 200, code: 'NOT_FOUND' });
    expect(answer.errors[0]!.message).toBe('The repository or view was not found.');
  }
});
