/** Many tokens are revoked at once: exactly those that were previewed, all or none. */
import { DAY, HOUR } from '../../support/clock';
import type { GraphQLAnswer, GraphQLClient } from '../../support/graphql-client';
import type { SeededToken } from '../../support/seed';
import { TestServer } from '../../support/server';
import { tokenSetDigest } from '../../../src/tokens/token-set-digest';
import { deleteToken, MANAGES, rotate, statusOf } from './operations';

type Filter = Record<string, unknown>;

let server: TestServer;
beforeAll(async () => (server = await TestServer.start()));
afterAll(async () => server.stop());

/** Every token of one test has this in its name, so that the others’ are not revoked with them. */
let mark = '';
let tests = 0;
beforeEach(() => (mark = `mark${++tests}.`));

const named = (name: string, options: Record<string, unknown> = {}) =>
  server.seed.organizationToken('ViewUsage', { name: `${mark} ${name}`, ...options });
const several = (count: number) => Promise.all(Array.from({ length: count }, (_, i) => named(`${i}`)));
const idsOf = (tokens: readonly { readonly id: string }[]) => tokens.map(({ id }) => id).sort();

const sendPreview = (filter: Filter, by: GraphQLClient = server.root, paging: Filter = {}) =>
  by.send(
    'query ($filter: TokenFilterInput!, $skip: Int, $limit: Int) { preview: previewTokenRevocation(filter: $filter, skip: $skip, limit: $limit) { totalResults skipped digest results { id name state } } }',
    { filter, ...paging },
  );
const preview = async (filter: Filter, by?: GraphQLClient, paging?: Filter): Promise<any> => {
  const answer = await sendPreview(filter, by, paging);
  expect(answer.errors).toEqual([]);
  return answer.data.preview;
};
const revoke = (
  filter: Filter,
  digest: string,
  by: GraphQLClient = server.root,
  reason?: string,
): Promise<GraphQLAnswer> =>
  by.send(
    'mutation ($input: RevokeTokensInput!) { done: revokeTokens(input: $input) { revoked skipped tokenIds } }',
    { input: { filter, digest, ...(reason === undefined ? {} : { reason }) } },
  );
const revokePreviewed = async (filter: Filter, by?: GraphQLClient, reason?: string) =>
  revoke(filter, (await preview(filter, by)).digest, by, reason);
const endsOf = (tokenId: string) =>
  server
    .audit({ type: 'hashedtokens.change', targetId: tokenId })
    .filter(({ details }) => details.actionName === 'delete');
const statusesOf = (tokens: readonly SeededToken[]) => Promise.all(tokens.map(statusOf));

describe('what was previewed', () => {
  test('is revoked, refused from the next request on, and each token has its entry with the reason', async () => {
    const tokens = await several(3);
    const bystander = await server.seed.organizationToken('ViewUsage');
    expect(await statusesOf(tokens)).toEqual([200, 200, 200]);
    const { data } = await revokePreviewed({ searchFilter: mark }, server.root, 'no one’s any more');
    expect({ ...data.done, tokenIds: [...data.done.tokenIds].sort() }).toEqual({
      revoked: 3,
      skipped: 0,
      tokenIds: idsOf(tokens),
    });
    expect(await statusesOf(tokens)).toEqual([401, 401, 401]);
    expect(await statusOf(bystander)).toBe(200);
    for (const { id } of tokens) {
      expect(endsOf(id)).toEqual([
        expect.objectContaining({
          outcome: 'succeeded',
          actorUserName: 'root',
          details: expect.objectContaining({
            tokenKind: 'organization',
            oldPermissions: ['ViewUsage'],
            endReason: 'revoked',
            reason: 'no one’s any more',
          }),
        }),
      ]);
    }
  });

  test('is refused with the secret from before a reset as well, where that still worked', async () => {
    const before = await named('reset with an overlap');
    const { rotateToken } = await server.root.ask(
      'mutation ($id: String!, $overlapMs: Long) { rotateToken(input: { id: $id, overlapMs: $overlapMs }) }',
      { id: before.id, overlapMs: HOUR },
    );
    const secrets = [before.client, server.root.as(rotateToken as string)].map((client) => ({ client }));
    expect(await Promise.all(secrets.map(statusOf))).toEqual([200, 200]);
    expect((await revokePreviewed({ searchFilter: mark })).data.done.revoked).toBe(1);
    expect(await Promise.all(secrets.map(statusOf))).toEqual([401, 401]);
  });

  test('is told by name, in pages with the same digest, and nothing is changed by telling', async () => {
    const tokens = await several(5);
    const pages = await Promise.all(
      [0, 2, 4].map((skip) => preview({ searchFilter: mark }, server.root, { skip, limit: 2 })),
    );
    expect(pages.map((page) => page.results.map(({ name }: any) => name.at(-1)))).toEqual([
      ['0', '1'],
      ['2', '3'],
      ['4'],
    ]);
    for (const { totalResults, digest } of pages)
      expect([totalResults, digest]).toEqual([5, tokenSetDigest(idsOf(tokens))]);
    expect(await statusesOf(tokens)).toEqual(Array(5).fill(200));
  });

  test.each<readonly [string, (tokens: readonly SeededToken[]) => Promise<unknown>]>([
    ['one more matches', () => named('another')],
    ['one has been revoked', ([first]) => deleteToken(server.root, first!.id)],
    ['one has been reset', ([first]) => rotate(server.root, first!.id)],
    [
      'one has gone and another come, so that they are as many',
      async ([first]) => {
        await deleteToken(server.root, first!.id);
        await named('another');
      },
    ],
  ])('is not revoked, nor anything else, once %s', async (_what, change) => {
    const tokens = await several(3);
    const { digest } = await preview({ searchFilter: mark });
    await change(tokens);
    const refused = await revoke({ searchFilter: mark }, digest);
    expect(refused).toMatchObject({ status: 200, code: 'CONFLICT' });
    expect(refused.errors[0]?.message).toContain('previewTokenRevocation');
    expect(await statusesOf(tokens.slice(1))).toEqual([200, 200]);
    expect(tokens.slice(1).flatMap(({ id }) => endsOf(id))).toEqual([]);
  });

  test('is not revoked with a digest of fewer tokens, or of none', async () => {
    const tokens = await several(2);
    for (const digest of [tokenSetDigest([tokens[0]!.id]), tokenSetDigest([]), ''])
      expect(await revoke({ searchFilter: mark }, digest)).toMatchObject({ code: 'CONFLICT' });
    expect(await statusesOf(tokens)).toEqual([200, 200]);
  });

  test('is revoked once by two who do it at the same moment', async () => {
    const tokens = await several(3);
    const { digest } = await preview({ searchFilter: mark });
    const answers = await Promise.all([1, 2].map(() => revoke({ searchFilter: mark }, digest)));
    expect(answers.map(({ code }) => code ?? 'done').sort()).toEqual(['NOT_FOUND', 'done']);
    for (const { id } of tokens) expect(endsOf(id)).toHaveLength(1);
  });

  test('is not there for a filter that nothing matches', async () => {
    const { digest, ...rest } = await preview({ searchFilter: mark });
    expect(rest).toEqual({ totalResults: 0, skipped: 0, results: [] });
    expect(await revoke({ searchFilter: mark }, digest)).toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('the filter', () => {
  test.each<readonly [string, Filter]>([
    ['nothing', {}],
    ['nulls', { searchFilter: null, typeFilter: null, notUsedSince: null, permission: null }],
    ['a search for nothing', { searchFilter: '  ' }],
  ])('must not be %s', async (_what, filter) => {
    for (const answer of [await sendPreview(filter), await revoke(filter, tokenSetDigest([]))]) {
      expect(answer).toMatchObject({ status: 200, code: 'BAD_USER_INPUT' });
      expect(answer.errors[0]?.message).toBe('filter must have at least one condition.');
    }
  });

  test('of lists that are empty matches nothing', async () => {
    await several(1);
    for (const filter of [{ typeFilter: [] }, { parentEntityIdFilter: [] }])
      expect((await preview(filter)).totalResults).toBe(0);
  });

  test('asks for all of its conditions together', async () => {
    const now = server.clock.now();
    const soon = await named('soon', { expireAt: now + HOUR });
    await named('late', { expireAt: now + DAY });
    await named('never');
    await server.seed.systemToken('ReadHealthCheck', { name: `${mark} soon too`, expireAt: now + HOUR });
    const filter = {
      searchFilter: mark,
      typeFilter: ['OrganizationPermissionToken', 'ViewPermissionToken'],
      expiringBefore: now + DAY,
      permission: 'ViewUsage',
    };
    expect((await revokePreviewed(filter)).data.done.tokenIds).toEqual([soon.id]);
  });

  test('by use matches what nobody used since, and a use since the preview is a conflict', async () => {
    const [used, unused] = [await named('used'), await named('unused')];
    server.clock.advance(HOUR);
    const filter = { searchFilter: mark, notUsedSince: server.clock.now() };
    const { digest, results } = await preview(filter);
    expect(idsOf(results)).toEqual(idsOf([used, unused]));
    await statusOf(used);
    await server.restart();
    expect(await revoke(filter, digest)).toMatchObject({ code: 'CONFLICT' });
    expect((await revokePreviewed(filter)).data.done.tokenIds).toEqual([unused.id]);
  });

  test('never matches what does not work any more', async () => {
    const [living, revoked] = [await named('living'), await named('revoked')];
    await named('expired', { expireAt: server.clock.now() + 1 });
    await deleteToken(server.root, revoked.id);
    server.clock.advance(1);
    expect((await revokePreviewed({ searchFilter: mark })).data.done.tokenIds).toEqual([living.id]);
  });

  test('never matches a personal token', async () => {
    const token = await server.seed.personalTokenOf(await server.seed.user());
    expect((await preview({ searchFilter: token.id })).totalResults).toBe(0);
    expect((await preview({ searchFilter: 'personal' })).totalResults).toBe(0);
  });

  test('that matches more than 1,000 tokens is refused, and one that matches 1,000 is not', async () => {
    const { id } = await named('original');
    const [row] = server.database.all<Record<string, unknown>>('SELECT * FROM token WHERE id = ?', id);
    const columns = Object.keys(row!);
    const copy = (i: number) => {
      const values = { ...row!, id: `copy${i}x${tests}`.padEnd(32, '0') };
      server.database.run(
        `INSERT INTO token (${columns.map((column) => `"${column}"`).join()}) VALUES (${columns.map(() => '?').join()})`,
        ...columns.map((column) => values[column as keyof typeof values]),
      );
    };
    for (let i = 1; i <= 1_000; i++) copy(i);
    for (const answer of [
      await sendPreview({ searchFilter: mark }),
      await revoke({ searchFilter: mark }, tokenSetDigest([])),
    ]) {
      expect(answer).toMatchObject({ status: 200, code: 'BAD_USER_INPUT' });
      expect(answer.errors[0]?.message).toContain('more than 1000 tokens');
    }
    await deleteToken(server.root, id);
    const { data } = await revokePreviewed({ searchFilter: mark });
    expect(data.done.revoked).toBe(1_000);
    expect(endsOf(`copy1000x${tests}`.padEnd(32, '0'))).toHaveLength(1);
    expect((await preview({ searchFilter: mark })).totalResults).toBe(0);
  });
});

describe('who may', () => {
  test('manage no tokens is refused, and that is on record', async () => {
    const tokens = await several(1);
    const { client, id } = await server.seed.organizationToken('ViewUsage');
    const digest = tokenSetDigest(idsOf(tokens));
    expect(await sendPreview({ searchFilter: mark }, client)).toMatchObject({ code: 'FORBIDDEN' });
    expect(await revoke({ searchFilter: mark }, digest, client)).toMatchObject({ code: 'FORBIDDEN' });
    const refusals = server.audit({ type: 'authorization.refused', actorTokenId: id });
    expect(refusals.map(({ details }) => [details.operation, details.action])).toEqual([
      ['Query.previewTokenRevocation', 'tokens.revokeMany'],
      ['Mutation.revokeTokens', 'tokens.revokeMany'],
    ]);
    expect(await statusesOf(tokens)).toEqual([200]);
  });

  test('manage some kinds revokes those and is told of no others', async () => {
    const repository = await server.seed.repository();
    const [organization, system, view] = [
      await named('organization'),
      await server.seed.systemToken('ReadHealthCheck', { name: `${mark} system` }),
      await server.seed.viewToken('ReadAccess', repository, { name: `${mark} view` }),
    ];
    const { client } = await server.seed.systemToken(MANAGES.system);
    const { totalResults, skipped } = await preview({ searchFilter: mark }, client);
    expect({ totalResults, skipped }).toEqual({ totalResults: 1, skipped: 0 });
    const digestOfAll = (await preview({ searchFilter: mark })).digest;
    expect(await revoke({ searchFilter: mark }, digestOfAll, client)).toMatchObject({ code: 'CONFLICT' });
    expect((await revokePreviewed({ searchFilter: mark }, client)).data.done).toEqual({
      revoked: 1,
      skipped: 0,
      tokenIds: [system.id],
    });
    expect(await statusesOf([organization, system, view])).toEqual([200, 401, 200]);
  });

  test('manage a part of a view token leaves it as it is, counted as skipped', async () => {
    const [a, b] = [await server.seed.repository(), await server.seed.repository()];
    const onA = await server.seed.viewToken('ReadAccess', a, { name: `${mark} on A` });
    const onBoth = await server.seed.viewToken('ReadAccess', [a, b], { name: `${mark} on both` });
    const onB = await server.seed.viewToken('ReadAccess', b, { name: `${mark} on B` });
    const { client } = await server.seed.viewToken(MANAGES.view, a);
    const shown = await preview({ searchFilter: mark }, client);
    expect({ ...shown, digest: null, results: idsOf(shown.results) }).toEqual({
      totalResults: 1,
      skipped: 1,
      digest: null,
      results: [onA.id],
    });
    expect((await revokePreviewed({ searchFilter: mark }, client)).data.done).toEqual({
      revoked: 1,
      skipped: 1,
      tokenIds: [onA.id],
    });
    expect(await statusesOf([onA, onBoth, onB])).toEqual([401, 200, 200]);
  });

  test('ask with a token that matches keeps that token, counted as skipped, and can still end it by itself', async () => {
    const manager = await server.seed.organizationToken(MANAGES.organization, { name: `${mark} manager` });
    const other = await named('other');
    const { data } = await revokePreviewed({ searchFilter: mark }, manager.client);
    expect(data.done).toEqual({ revoked: 1, skipped: 1, tokenIds: [other.id] });
    expect(await statusesOf([manager, other])).toEqual([200, 401]);
    expect((await deleteToken(manager.client, manager.id)).data.deleteToken).toBe(true);
    expect(await statusOf(manager)).toBe(401);
  });

  test('name a repository that they do not manage finds nothing of it', async () => {
    const [a, b] = [await server.seed.repository(), await server.seed.repository()];
    await server.seed.viewToken('ReadAccess', [a, b]);
    const { client } = await server.seed.viewToken(MANAGES.view, a);
    expect(await preview({ parentEntityIdFilter: [b.id] }, client)).toMatchObject({
      totalResults: 0,
      skipped: 0,
    });
  });
});

test('a reason of more than 1,000 characters is refused, and nothing is revoked', async () => {
  const tokens = await several(1);
  const answer = await revokePreviewed({ searchFilter: mark }, server.root, 'x'.repeat(1_001));
  expect(answer).toMatchObject({ status: 200, code: 'BAD_USER_INPUT' });
  expect(answer.errors[0]?.message).toContain('reason');
  expect(await statusesOf(tokens)).toEqual([200]);
});
