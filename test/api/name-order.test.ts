/** Lists by name are in the order of a reader, for whom upper and lower case are one letter. */
import { TestServer } from '../support/server';

const NAMES = ['beta', 'Alpha', 'gamma', 'ALPHABET', 'Beta 2'];
const SORTED = ['Alpha', 'ALPHABET', 'beta', 'Beta 2', 'gamma'];

let server: TestServer;
beforeAll(async () => (server = await TestServer.start()));
afterAll(async () => server.stop());

const each = async (query: (name: string) => string): Promise<void> => {
  for (const name of NAMES) await server.root.ask(`mutation { ${query(JSON.stringify(name))} }`);
};
const names = (items: any[]): string[] => items.map(({ name }) => name as string);

test('IP filters, also after one was renamed', async () => {
  await each((name) => `createIPFilter(input: { name: ${name}, ipFilter: "allow all" }) { id }`);
  const { ipFilters } = await server.root.ask('{ ipFilters { id name } }');
  expect(names(ipFilters)).toEqual(SORTED);
  await server.root.ask(
    'mutation ($id: String!) { updateIPFilter(input: { id: $id, name: "Zeta" }) { id } }',
    { id: ipFilters[0].id },
  );
  const { ipFilters: renamed } = await server.root.ask('{ ipFilters { name } }');
  expect(names(renamed)).toEqual([...SORTED.slice(1), 'Zeta']);
});

test('fleet installation tokens, all and in pages', async () => {
  await each((name) => `createFleetInstallToken(name: ${name}) { name }`);
  const { fleetInstallationTokens, searchFleetInstallationTokens } = await server.root.ask(
    '{ fleetInstallationTokens { name } searchFleetInstallationTokens(sortBy: Name, orderBy: DESC) { results { name } } }',
  );
  expect(names(fleetInstallationTokens)).toEqual(SORTED);
  expect(names(searchFleetInstallationTokens.results)).toEqual([...SORTED].reverse());
});

test('log collector groups', async () => {
  await each((name) => `createLogCollectorGroup(name: ${name}) { id }`);
  expect(names((await server.root.ask('{ logCollectorGroups { name } }')).logCollectorGroups)).toEqual(
    SORTED,
  );
});

test('ingest tokens', async () => {
  const { name: repository } = await server.seed.repository();
  await each(
    (name) => `addIngestTokenV3(input: { repositoryName: "${repository}", name: ${name} }) { name }`,
  );
  const { repository: found } = await server.root.ask(
    `{ repository(name: "${repository}") { ingestTokens { name } } }`,
  );
  expect(names(found.ingestTokens)).toEqual(SORTED);
});
