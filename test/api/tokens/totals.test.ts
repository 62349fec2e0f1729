/** How many tokens there are in all: told without counting them, and yet the same as counting them. */
import fc from 'fast-check';
import { TOKEN_STATES } from '../../../src/tokens/token-state';
import { DAY, HOUR } from '../../support/clock';
import type { GraphQLClient } from '../../support/graphql-client';
import { OPEN_POLICIES, type SeededToken } from '../../support/seed';
import { TestServer } from '../../support/server';
import { deleteToken, MANAGES, rotate } from './operations';

const TYPES = [
  'ViewPermissionToken',
  'OrganizationPermissionToken',
  'SystemPermissionToken',
  'PersonalUserToken',
] as const;
const LIST = `query ($types: [Tokens__Type!], $states: [TokenState!]) {
  tokens(sortBy: Name, typeFilter: $types, states: $states, limit: 1000) { totalResults results { id } }
}`;

let server: TestServer;
const callers: GraphQLClient[] = [];

beforeAll(async () => {
  server = await TestServer.start();
  const [seen, other] = [await server.seed.repository(), await server.seed.repository()];
  callers.push(
    server.root,
    (await server.seed.organizationToken('ChangeOrganizationPermissions')).client,
    (await server.seed.viewToken(MANAGES.view, seen)).client,
    (await server.seed.organizationToken('ChangeAllViewOrRepositoryPermissions')).client,
  );
  await server.seed.viewToken('ReadAccess', [seen, other]);
  await server.seed.viewToken('ReadAccess', other);
});
afterAll(async () => server.stop());

/** Whatever is asked for, by whoever: the total is how many there are on the one page that holds them all. */
async function expectRightTotals(): Promise<void> {
  await fc.assert(
    fc.asyncProperty(
      fc.nat(callers.length - 1),
      fc.option(fc.subarray([...TYPES])),
      fc.option(fc.subarray([...TOKEN_STATES])),
      async (caller, types, states) => {
        const answer = await callers[caller]!.send(LIST, { types, states });
        expect(answer.errors).toEqual([]);
        const { totalResults, results } = answer.data.tokens;
        expect({ types, states, totalResults }).toEqual({ types, states, totalResults: results.length });
      },
    ),
    { numRuns: 60 },
  );
}

const make = (expireAt?: number): Promise<SeededToken> =>
  server.seed.organizationToken('ViewUsage', expireAt === undefined ? {} : { expireAt });

test('totals are right from the first token on, whoever asks', expectRightTotals);

test('totals follow every way in which a token comes and ends', async () => {
  const now = server.clock.now();
  const [revoked, reset] = [await make(), await make()];
  for (const after of [HOUR, 2 * HOUR, DAY, 8 * DAY]) await make(now + after);
  await expectRightTotals();
  await deleteToken(server.root, revoked.id);
  await rotate(server.root, reset.id);
  await expectRightTotals();
  await server.seed.systemToken('ReadHealthCheck');
  await server.seed.policies({ systemPermissionTokensEnabled: false });
  await server.seed.policies(OPEN_POLICIES);
  await expectRightTotals();
});

test('totals change with time alone, to the millisecond, whether what expired has been recorded or not', async () => {
  const soonest = server.clock.now() + HOUR;
  await make(soonest);
  const total = async () => (await server.root.send(LIST)).data.tokens.totalResults as number;
  server.clock.moveTo(soonest - 1);
  const before = await total();
  server.clock.advance(1);
  // The two that the test above let expire in this hour have been counted out already.
  expect(await total()).toBeLessThan(before);
  const unrecorded = await total();
  await expectRightTotals();
  await server.sweepExpiredTokens();
  expect(await total()).toBe(unrecorded);
  await expectRightTotals();
});

test('what the database keeps is what counting every row would give', () => {
  const kept = server.database.all(
    `SELECT "organizationId", "kind", "endReason", "tokens" FROM token_count ORDER BY 1, 2, 3`,
  );
  const counted = server.database.all(
    `SELECT "organizationId", "kind", CASE WHEN "endedAt" IS NULL THEN '' ELSE "endReason" END AS "endReason", COUNT(*) AS "tokens" FROM token GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
  );
  expect(kept.length).toBeGreaterThan(5);
  expect(kept.map((row) => ({ ...row, tokens: Number(row['tokens']) }))).toEqual(
    counted.map((row) => ({ ...row, tokens: Number(row['tokens']) })),
  );
});

test('a change that is rolled back is not counted', async () => {
  const rows = () => server.database.all(`SELECT * FROM token_count ORDER BY 1, 2, 3`);
  const before = rows();
  const allow = await server.database.refuse({ before: 'INSERT ON "audit_entry"', message: 'not now' });
  const answer = await server.root.send(
    'mutation { createOrganizationPermissionsToken(input: { name: "x", permissions: [ViewUsage] }) }',
  );
  await allow();
  expect(answer.errors).toHaveLength(1);
  expect(rows()).toEqual(before);
});
