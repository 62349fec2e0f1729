/** Where the audit log cannot be written, nothing happens that it would have told of. */
import { TestServer } from '../../support/server';

let server: TestServer;
beforeEach(async () => (server = await TestServer.start()));
afterEach(async () => server.stop());

/** As when the disk is full: the log takes no more entries. */
async function withoutLog(work: () => Promise<void>): Promise<void> {
  const takeAgain = await server.database.refuse({
    before: 'INSERT ON audit_entry',
    message: 'the disk is full',
  });
  try {
    await work();
  } finally {
    await takeAgain();
  }
}

const rows = (table: string): number => server.database.all(`SELECT 1 FROM "${table}"`).length;

test.each([
  ['user_account', 'mutation { addUserV2(input: { username: "ada" }) { ... on User { id } } }'],
  ['search_domain', 'mutation { createRepository(name: "web") { repository { id } } }'],
  ['ip_filter', 'mutation { createIPFilter(input: { name: "f", ipFilter: "allow all" }) { id } }'],
  [
    'token',
    'mutation { createOrganizationPermissionsToken(input: { name: "t", permissions: [ViewUsage] }) }',
  ],
  ['user_group', 'mutation { addGroup(displayName: "g") { group { id } } }'],
])('no row of %s is made, and the caller is told', async (table, mutation) => {
  const before = rows(table);
  await withoutLog(async () => {
    const answer = await server.root.send(mutation);
    expect(answer.code).toBe('INTERNAL_SERVER_ERROR');
    expect(answer.text).not.toContain('disk');
  });
  expect(rows(table)).toBe(before);
  expect((await server.root.send(mutation)).errors).toEqual([]);
});

test('a reset leaves the old secret as it was', async () => {
  const { client, id } = await server.seed.organizationToken('ViewUsage');
  await withoutLog(async () => {
    const answer = await server.root.send(`mutation { rotateToken(input: { id: "${id}" }) }`);
    expect(answer.code).toBe('INTERNAL_SERVER_ERROR');
  });
  expect((await client.send('{ currentToken { id } }')).data).toEqual({ currentToken: { id } });
});

test('a token whose first use cannot be recorded is answered nothing', async () => {
  const { client } = await server.seed.organizationToken('ViewUsage');
  await withoutLog(async () => {
    const answer = await client.send('{ currentToken { id } }');
    expect(answer.data).not.toHaveProperty('currentToken.id');
    expect(answer.status === 500 || answer.code === 'INTERNAL_SERVER_ERROR').toBe(true);
  });
});

test('a bad token is let in no more than ever', async () => {
  await withoutLog(async () => {
    const answer = await server.anonymous.as('letmein').send('{ meta { version } }');
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.text).not.toContain('version"');
  });
});
