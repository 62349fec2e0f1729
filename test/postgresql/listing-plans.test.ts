/** Pages of personal tokens, and of tokens by when they were made, go through an index of PostgreSQL's too. */
import { PostgresRows } from '../../src/storage/postgres-rows';
import { NEVER } from '../../src/tokens/token.entity';
import type { GraphQLClient } from '../support/graphql-client';
import { TestServer } from '../support/server';
import { ask } from './database';

const TOKENS = 100_000;
const USERS = 5_000;

let server: TestServer;
let url: string;

beforeAll(async () => {
  server = await TestServer.start();
  url = server.config.postgres!.url;
  const now = server.clock.now();
  const [{ id: organizationId }] = await ask(url, 'SELECT id FROM organization');
  const columns = `id, "organizationId", kind, "userId", name, "nameKey", "expireAt", "sortableExpiry", "secretHash", "secretKeyId", "createdAt", "secretCreatedAt", "endedAt", "endReason"`;
  await ask(
    url,
    `INSERT INTO token (${columns})
     SELECT md5('token' || i), $1, (ARRAY['view', 'organization', 'system'])[1 + i % 3], NULL, 'token ' || i, 'token ' || i, NULL, ${NEVER}, '', '', ${now} - i, ${now}, NULL, NULL
     FROM generate_series(1, ${TOKENS}) AS i`,
    [organizationId],
  );
  await ask(
    url,
    `INSERT INTO user_account (id, "organizationId", username, "usernameKey", "fullNameKey", "displayNameKey", "isRoot", "isOrgRoot", "createdAt")
     SELECT md5('user' || i), $1, 'user' || i, 'user' || i, '', 'user' || i, false, false, ${now}
     FROM generate_series(1, ${USERS}) AS i`,
    [organizationId],
  );
  // One that works for each user, and one from before.
  await ask(
    url,
    `INSERT INTO token (${columns})
     SELECT md5('personal' || i), $1, 'personal', md5('user' || i / 2), 'personal', 'personal', NULL, ${NEVER}, '', '', ${now} - i, ${now},
       CASE WHEN i % 2 = 0 THEN ${now} END, CASE WHEN i % 2 = 0 THEN 'rotated' END
     FROM generate_series(2, ${2 * USERS + 1}) AS i`,
    [organizationId],
  );
  await ask(url, 'ANALYZE token');
}, 120_000);
afterAll(async () => server.stop());

/** What the page that the query asks for comes down to, as PostgreSQL would go about it. */
async function planOf(by: GraphQLClient, query: string): Promise<string> {
  const asked: (readonly [sql: string, values: readonly unknown[]])[] = [];
  const read = Object.getOwnPropertyDescriptor(PostgresRows.prototype, 'read')!.value as PostgresRows['read'];
  const spy = jest.spyOn(PostgresRows.prototype, 'read').mockImplementation(function (
    this: PostgresRows,
    text,
    values,
  ) {
    if (text.includes('FROM "token" "token"')) asked.push([text, values]);
    return read.call(this, text, values);
  });
  try {
    await by.ask(query);
  } finally {
    spy.mockRestore();
  }
  expect(asked).toHaveLength(1);
  const [sql, values] = asked[0]!;
  const rows = await ask<{ 'QUERY PLAN': string }>(url, `EXPLAIN ${sql}`, [...values]);
  return rows.map((row) => row['QUERY PLAN']).join('\n');
}

const INDICES = {
  Name: 'token_personal_by_name',
  ExpirationDate: 'token_personal_by_expiry',
  CreationDate: 'token_personal_by_creation',
};
const listing = (sortBy: string, more: string) =>
  `{ tokens(sortBy: ${sortBy}, limit: 50, ${more}) { results { id } } }`;

test.each(
  Object.entries(INDICES).flatMap(([sortBy, index]) =>
    ['[Active, ExpiringSoon]', 'Revoked'].map((states) => ({ sortBy, index, states })),
  ),
)(
  'personal tokens that are $states are found without passing any other, by $sortBy',
  async ({ sortBy, index, states }) => {
    const plan = await planOf(
      server.root,
      listing(sortBy, `typeFilter: PersonalUserToken, states: ${states}`),
    );
    expect(plan).toContain(`using ${index}`);
    expect(plan).not.toMatch(/Seq Scan|Sort/);
  },
);

test.each(
  Object.keys(INDICES).flatMap((sortBy) =>
    ['[Active, ExpiringSoon]', 'Revoked'].map((states) => ({ sortBy, states })),
  ),
)(
  'a user’s own that are $states are found without passing anybody else’s, by $sortBy',
  async ({ sortBy, states }) => {
    const { client } = await server.seed.personalTokenOf(await server.seed.user());
    const plan = await planOf(client, listing(sortBy, `typeFilter: PersonalUserToken, states: ${states}`));
    expect(plan).toMatch(/token_personal(_of_any_state)?\b/);
    expect(plan).toContain(`Index Cond: (("userId")::text =`);
  },
);

test.each([
  ['that work', 'token_by_creation', 'orderBy: DESC'],
  [
    'in any state',
    'token_of_any_state_by_creation',
    'states: [Active, ExpiringSoon, Expired, Revoked, Blocked]',
  ],
])('tokens %s are found by when they were made', async (_which, index, more) => {
  const plan = await planOf(server.root, listing('CreationDate', more));
  expect(plan).toMatch(new RegExp(`using ${index}\\b`));
  expect(plan).not.toMatch(/Seq Scan|Sort/);
});
