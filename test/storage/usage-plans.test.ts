/** What is kept of tokens' use is found by the tokens asked for, however many others there are, and what is too old by its age. */
import Database from 'better-sqlite3';
import { TestServer } from '../support/server';
import { statementsDuring } from '../support/statements';

let server: TestServer;
let database: Database.Database;
beforeAll(async () => {
  server = await TestServer.start();
  for (let i = 0; i < 3; i++) await server.seed.organizationToken('ViewUsage');
  database = new Database(server.config.databaseFile, { readonly: true });
});
afterAll(async () => {
  database.close();
  await server.stop();
});

/** Of the statement that asks for what is kept in the table. */
async function planOf(table: string, field: string): Promise<string[]> {
  const { statements } = await statementsDuring(() =>
    server.root.ask(`{ tokens(sortBy: Name) { results { ${field} } } }`),
  );
  const found = statements.filter((sql) => sql.includes(table));
  expect(found).toHaveLength(1);
  return planFor(found[0]!);
}

function planFor(sql: string): string[] {
  const values = (sql.match(/\?/g) ?? []).map(() => '');
  return (database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...values) as { detail: string }[]).map(
    ({ detail }) => detail,
  );
}

const ofTable = (plan: string[], alias: string) =>
  plan.filter((step) => new RegExp(`^(SEARCH|SCAN) ${alias}\\b`).test(step));

test.each(['Hour', 'Day'])(
  'by the %s: the hours of the span alone, of those tokens alone',
  async (resolution) => {
    const plan = await planOf(
      'token_usage_hour',
      `usage(from: 1, to: 90000000, resolution: ${resolution}) { used }`,
    );
    expect(ofTable(plan, 'token')).toEqual([expect.stringMatching(/^SEARCH token USING .*\(id=\?\)$/)]);
    expect(ofTable(plan, 'usage')).toEqual([
      expect.stringMatching(/^SEARCH usage USING .*\(tokenId=\? AND hour>\? AND hour<\?\)$/),
    ]);
  },
);

test('by the address: those of the tokens alone', async () => {
  const plan = await planOf('token_usage_address', 'usedAddresses { address }');
  expect(ofTable(plan, 'token')).toEqual([expect.stringMatching(/^SEARCH token USING .*\(id=\?\)$/)]);
  expect(ofTable(plan, 'seen')).toEqual([expect.stringMatching(/^SEARCH seen USING .*\(tokenId=\?\)$/)]);
});

test('hours that are too old are found by their age', () => {
  const plan = planFor('SELECT "tokenId", "hour" FROM token_usage_hour WHERE "hour" < ? LIMIT 512');
  expect(plan).toEqual([expect.stringContaining('token_usage_hour_by_hour (hour<?)')]);
});
