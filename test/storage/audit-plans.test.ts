/** A page of the audit log is one range of one index, however many entries there are and whatever is asked for. */
import Database from 'better-sqlite3';
import { TestServer } from '../support/server';
import { statementsDuring } from '../support/statements';

let server: TestServer;
let database: Database.Database;
beforeAll(async () => {
  server = await TestServer.start();
  database = new Database(server.config.databaseFile, { readonly: true });
});
afterAll(async () => {
  database.close();
  await server.stop();
});

/** What the search for entries comes down to; the values do not matter to the plan. */
async function pageStatement(args: string): Promise<string> {
  const { statements } = await statementsDuring(() =>
    server.root.ask(`{ auditEntries${args} { nextCursor entries { id } } }`),
  );
  const found = statements.filter((sql) => sql.includes('FROM "audit_entry" "entry"'));
  expect(found).toHaveLength(1);
  return found[0]!;
}

function planOf(sql: string): string[] {
  const values = (sql.match(/\?/g) ?? []).map(() => '');
  return (database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...values) as { detail: string }[]).map(
    ({ detail }) => detail,
  );
}

const CURSOR = Buffer.from('9000000000000.5').toString('base64url');

test.each([
  ['', 'audit_entry_by_time (organizationId=?)'],
  [`(limit: 50, cursor: "${CURSOR}")`, 'audit_entry_by_time (organizationId=? AND time<?)'],
  ['(filter: { from: 1, to: 2 })', 'audit_entry_by_time (organizationId=? AND time>? AND time<?)'],
  ['(filter: { type: "user.create" })', 'audit_entry_by_type (organizationId=? AND type=?)'],
  ['(filter: { outcome: refused })', 'audit_entry_by_outcome (organizationId=? AND outcome=?)'],
  ['(filter: { actorUserId: "u" })', 'audit_entry_by_actorUserId (organizationId=? AND actorUserId=?)'],
  ['(filter: { actorTokenId: "t" })', 'audit_entry_by_actorTokenId (organizationId=? AND actorTokenId=?)'],
  ['(filter: { targetId: "t" })', 'audit_entry_by_targetId (organizationId=? AND targetId=?)'],
  [
    '(filter: { clientAddress: "::1" })',
    'audit_entry_by_clientAddress (organizationId=? AND clientAddress=?)',
  ],
  [
    `(filter: { actorTokenId: "t", from: 1 }, limit: 49, cursor: "${CURSOR}")`,
    'audit_entry_by_actorTokenId (organizationId=? AND actorTokenId=? AND time>?',
  ],
  ['(ofNoOrganization: true, limit: 48)', 'audit_entry_by_time (organizationId=?)'],
])('auditEntries%s', async (args, range) => {
  const plan = planOf(await pageStatement(args));
  expect(plan).toHaveLength(1);
  expect(plan[0]).toContain(`USING INDEX ${range}`);
});

test.each([
  '(filter: { type: "user.create", outcome: succeeded })',
  '(filter: { type: "user.create", actorUserId: "u", targetId: "t" })',
])('auditEntries%s is one range as well', async (args) => {
  const plan = planOf(await pageStatement(args));
  expect(plan).toHaveLength(1);
  expect(plan[0]).toMatch(/SEARCH entry USING INDEX audit_entry_by_\w+ \(organizationId=\? AND \w+=\?\)/);
});
