/** Listings of large organizations go through indexes: no table is read as a whole, and nothing is sorted in memory. */
import Database from 'better-sqlite3';
import { newId } from '../../src/kernel/ids';
import { nameKey } from '../../src/kernel/name-key';
import { NEVER } from '../../src/tokens/token.entity';
import { statementsDuring } from '../support/statements';
import { DAY } from '../support/clock';
import { TestServer } from '../support/server';

const TOKENS = 100_000;
/** Beside those that work. */
const ENDED = 50_000;
const USERS = 10_000;
const DOMAINS = 10_000;

let server: TestServer;
let database: Database.Database;

beforeAll(async () => {
  server = await TestServer.start();
  database = new Database(server.config.databaseFile);
  fill(database);
}, 120_000);
afterAll(async () => {
  database.close();
  await server.stop();
});

/** Rows as the services would write them, without their audit entries. */
function fill(db: Database.Database): void {
  const { id: organizationId } = db.prepare('SELECT id FROM organization').get() as { id: string };
  const now = server.clock.now();
  const token = db.prepare(
    `INSERT INTO token (id, organizationId, kind, name, nameKey, expireAt, sortableExpiry, secretHash, secretKeyId, createdAt, secretCreatedAt, endedAt, endReason)
     VALUES (?, '${organizationId}', ?, ?, ?, ?, ?, '', '', ${now}, ${now}, ?, ?)`,
  );
  const permission = db.prepare(
    `INSERT INTO token_permission (tokenId, permission, position) VALUES (?, ?, 0)`,
  );
  const personal = db.prepare(
    `INSERT INTO token (id, organizationId, kind, userId, name, nameKey, expireAt, sortableExpiry, secretHash, secretKeyId, createdAt, secretCreatedAt)
     VALUES (?, '${organizationId}', 'personal', ?, 'personal', 'personal', NULL, ${NEVER}, '', '', ?, ${now})`,
  );
  const user = db.prepare(
    `INSERT INTO user_account (id, organizationId, username, usernameKey, fullNameKey, displayNameKey, isRoot, isOrgRoot, createdAt)
     VALUES (?, '${organizationId}', ?, ?, '', ?, 0, 0, ${now})`,
  );
  const domain = db.prepare(
    `INSERT INTO search_domain (id, organizationId, kind, name, nameKey, automaticSearch, repositoryType, dataType, isFederated, createdAt)
     VALUES (?, '${organizationId}', 'repository', ?, ?, 1, 'DEFAULT', 'ANYDATA', 0, ${now})`,
  );
  const group = db.prepare(
    `INSERT INTO user_group (id, organizationId, displayName, nameKey, createdAt) VALUES (?, '${organizationId}', ?, ?, ${now})`,
  );
  const role = db.prepare(
    `INSERT INTO role (id, organizationId, displayName, nameKey, hidden, createdAt) VALUES (?, '${organizationId}', ?, ?, 0, ${now})`,
  );
  db.transaction(() => {
    for (let i = 0; i < TOKENS + ENDED; i++) {
      const name = `Token ${(i * 7_919) % TOKENS}`;
      const expireAt = i % 3 === 0 ? null : now + 30 * DAY + i;
      const id = newId();
      const isEnded = i >= TOKENS;
      token.run(
        id,
        ['view', 'organization', 'system'][i % 3],
        name,
        nameKey(name),
        expireAt,
        expireAt ?? NEVER,
        isEnded ? now : null,
        isEnded ? ['revoked', 'expired', 'kindDisabled'][i % 3] : null,
      );
      permission.run(id, i % 100 === 0 ? 'DeleteEvents' : 'ReadAccess');
    }
    for (let i = 0; i < USERS; i++) {
      const id = newId();
      user.run(id, `User${i}`, `user${i}`, `user${i}`);
      personal.run(newId(), id, now + i);
    }
    for (let i = 0; i < DOMAINS; i++) domain.run(newId(), `Repo${i}`, `repo${i}`);
    for (let i = 0; i < 1_000; i++) {
      group.run(newId(), `Group${i}`, `group${i}`);
      role.run(newId(), `Role${i}`, `role${i}`);
    }
  })();
}

function planOf(sql: string): string[] {
  const parameters = (sql.match(/\?/g) ?? []).map(() => '');
  const rows = database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...parameters) as { detail: string }[];
  return rows.map((row) => row.detail);
}

test.each([
  ['tokens by name', '{ tokens(sortBy: Name, limit: 50) { totalResults results { id name } } }'],
  [
    'tokens by name, backwards',
    '{ tokens(sortBy: Name, orderBy: DESC, skip: 5000, limit: 50) { results { id } } }',
  ],
  ['tokens by expiry', '{ tokens(sortBy: ExpirationDate, limit: 50) { results { id expireAt } } }'],
  [
    'tokens of a kind',
    '{ tokens(sortBy: Name, typeFilter: SystemPermissionToken, limit: 50) { results { id } } }',
  ],
  [
    'tokens by creation, the latest first',
    '{ tokens(sortBy: CreationDate, orderBy: DESC, limit: 50) { totalResults results { id createdAt } } }',
  ],
  [
    'revoked tokens by creation',
    '{ tokens(sortBy: CreationDate, states: Revoked, limit: 50) { totalResults results { id } } }',
  ],
  [
    'tokens of every kind, personal ones included',
    '{ tokens(sortBy: Name, typeFilter: [ViewPermissionToken, OrganizationPermissionToken, SystemPermissionToken, PersonalUserToken], limit: 50) { totalResults results { id } } }',
  ],
  [
    'personal tokens by name, and whose they are',
    '{ tokens(sortBy: Name, typeFilter: PersonalUserToken, limit: 50) { totalResults results { id ... on PersonalUserToken { user { userName } } } } }',
  ],
  ['users by username', '{ usersPage(pageNumber: 3, pageSize: 50) { page { id username } } }'],
  [
    'users by full name',
    '{ usersPage(orderBy: { userField: FULLNAME, order: DESC }, pageNumber: 1, pageSize: 50) { page { id } } }',
  ],
  [
    'users by what they are shown as',
    '{ usersPage(orderBy: { userField: DISPLAYNAME, order: ASC }, pageNumber: 1, pageSize: 50) { page { id } } }',
  ],
  ['groups', '{ groupsPage(pageNumber: 2, pageSize: 50) { page { id displayName userCount } } }'],
  ['roles', '{ rolesPage(pageNumber: 2, pageSize: 50) { page { id displayName viewPermissions } } }'],
  ['fleet tokens by name', '{ searchFleetInstallationTokens(limit: 50) { results { id } } }'],
  [
    'fleet tokens by configuration',
    '{ searchFleetInstallationTokens(limit: 50, sortBy: ConfigName) { results { id } } }',
  ],
  [
    'organizations by name',
    '{ searchOrganizations(sortBy: Name, limit: 50) { results { organizationId } } }',
  ],
  ['IP filters', '{ ipFilters { id } }'],
  [
    'tokens that expire soon',
    '{ tokens(sortBy: ExpirationDate, states: ExpiringSoon, limit: 50) { totalResults results { id state } } }',
  ],
  [
    'active tokens by name',
    '{ tokens(sortBy: Name, states: Active, limit: 50) { totalResults results { id state } } }',
  ],
  [
    'revoked tokens by name',
    '{ tokens(sortBy: Name, states: Revoked, limit: 50) { totalResults results { id endedAt endReason } } }',
  ],
  [
    'expired and blocked tokens by expiry, backwards',
    '{ tokens(sortBy: ExpirationDate, orderBy: DESC, states: [Expired, Blocked], limit: 50) { totalResults results { id } } }',
  ],
  [
    'tokens in any state, and who created them',
    '{ tokens(sortBy: Name, states: [Active, ExpiringSoon, Expired, Revoked, Blocked], limit: 50) { totalResults results { id createdBy { userId tokenId } lastResetAt } } }',
  ],
  [
    'tokens with a permission',
    '{ tokens(sortBy: Name, permission: "DeleteEvents", limit: 50) { totalResults results { id } } }',
  ],
  [
    'ended tokens with a permission, by expiry',
    '{ tokens(sortBy: ExpirationDate, states: [Revoked, Expired], permission: "DeleteEvents", limit: 50) { totalResults results { id } } }',
  ],
  [
    'tokens that expire before a moment',
    '{ tokens(sortBy: Name, expiringBefore: 1, limit: 50) { totalResults results { id } } }',
  ],
  [
    'tokens that expire before a moment, by expiry',
    '{ tokens(sortBy: ExpirationDate, expiringBefore: 9000000000000, limit: 50) { totalResults results { id } } }',
  ],
  [
    'tokens with an IP filter',
    '{ tokens(sortBy: Name, ipFilterId: "x", limit: 50) { totalResults results { id } } }',
  ],
  [
    'tokens that would be revoked',
    '{ previewTokenRevocation(filter: { permission: "DeleteEvents", notUsedSince: 1 }) { totalResults results { id } } }',
  ],
  [
    'tokens that are not used any more',
    '{ tokens(sortBy: Name, notUsedSince: 9000000000000, limit: 50) { totalResults results { id useCount } } }',
  ],
])('a page of %s', async (_what, query) => {
  const { statements } = await statementsDuring(() => server.root.ask(query));
  expect(statements.length).toBeGreaterThan(0);
  for (const sql of statements) {
    const plan = planOf(sql);
    // What belongs to the rows of one page is found by their ids, and may be put in order.
    const mayBeSorted = sql.includes('IN (?, ?');
    const faults = plan.filter(
      (step) =>
        (step.startsWith('SCAN') && !step.includes('USING')) ||
        (step.includes('TEMP B-TREE') && !mayBeSorted),
    );
    expect({ sql, faults }).toEqual({ sql, faults: [] });
  }
});

test.each(['Name', 'ExpirationDate', 'CreationDate'])(
  'how many tokens there are in all is told without looking at those that live, by %s',
  async (sortBy) => {
    const query = (fields: string) => `{ tokens(sortBy: ${sortBy}, limit: 50) { ${fields} } }`;
    const { statements, result } = await statementsDuring(() =>
      server.root.ask(query('totalResults results { id }')),
    );
    expect(result.tokens.totalResults).toBe(TOKENS);
    const counting = statements.filter((sql) => sql.includes('COUNT('));
    expect(counting).toHaveLength(1);
    // Only what has expired and is not recorded as ended yet, found by its expiry.
    expect(planOf(counting[0]!)).toEqual([
      expect.stringMatching(
        /token_by_expiry \(organizationId=\? AND sortableExpiry>\? AND sortableExpiry<\?\)/,
      ),
    ]);
    const unasked = await statementsDuring(() => server.root.ask(query('results { id }')));
    expect(unasked.statements.filter((sql) => /COUNT\(|token_count/.test(sql))).toEqual([]);
  },
);

const PERSONAL_INDICES = {
  Name: 'token_personal_by_name',
  ExpirationDate: 'token_personal_by_expiry',
  CreationDate: 'token_personal_by_creation',
};
const STATES = ['[Active, ExpiringSoon]', '[Revoked, Blocked]', 'Expired'];
const listing = (sortBy: string, states: string) =>
  `{ tokens(sortBy: ${sortBy}, states: ${states}, typeFilter: PersonalUserToken, limit: 50) { totalResults results { id } } }`;
const pageOf = (statements: readonly string[]) =>
  statements.filter((sql) => sql.includes('FROM "token" "token"') && sql.includes('LIMIT'));

test.each(
  Object.entries(PERSONAL_INDICES).flatMap(([sortBy, index]) =>
    STATES.map((states) => ({ sortBy, index, states })),
  ),
)(
  'personal tokens that are $states are found without passing any other, by $sortBy',
  async ({ sortBy, index, states }) => {
    const { statements } = await statementsDuring(() => server.root.ask(listing(sortBy, states)));
    const [sql] = pageOf(statements);
    expect(planOf(sql!)).toEqual([expect.stringContaining(`${index} (organizationId=?`)]);
  },
);

test.each([
  ['repositories', 'search_domain', DOMAINS],
  ['users', 'user_account', USERS + 1],
])('all %s, for which LogScale’s field has no limit, are one query', async (field, table, count) => {
  const { statements, result: answer } = await statementsDuring(() => server.root.ask(`{ ${field} { id } }`));
  expect(answer[field]).toHaveLength(count);
  const listings = statements.filter((sql) => sql.includes(`FROM "${table}"`) && !sql.includes('LIMIT 1'));
  expect(listings).toHaveLength(1);
});

// Last, since it adds users.
test.each(Object.keys(PERSONAL_INDICES).flatMap((sortBy) => STATES.map((states) => ({ sortBy, states }))))(
  'a user’s own personal tokens that are $states are found without passing anybody else’s, by $sortBy',
  async ({ sortBy, states }) => {
    const { client } = await server.seed.personalTokenOf(await server.seed.user());
    const { statements } = await statementsDuring(() => client.ask(listing(sortBy, states)));
    const looking = statements.filter((sql) => sql.includes('FROM "token" "token"'));
    expect(looking).toHaveLength(2);
    // A user has few: that these are put in order is no matter.
    for (const sql of looking) expect(planOf(sql)[0]).toMatch(/token_personal(_of_any_state)? \(userId=\?\)/);
  },
);
