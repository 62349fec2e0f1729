/** A filter that a live token or a policy uses cannot be deleted, and the refusal says what uses it. */
import { HOUR } from '../../support/clock';
import { OPEN_POLICIES, type SeededDomain, type SeededToken } from '../../support/seed';
import { TestServer } from '../../support/server';
import { create, deleteToken, KINDS, oneOfEachKind, SCOPED_KINDS } from '../tokens/operations';
import { deleteFilter, filtersOf, listFilters, updateFilter, type Filter } from './operations';

let server: TestServer;
let repository: SeededDomain;
beforeAll(async () => {
  server = await TestServer.start();
  repository = await server.seed.repository();
});
afterAll(async () => server.stop());

const inUse = () => server.seed.ipFilter('allow all');

async function expectKept(filter: Filter): Promise<void> {
  expect((await filtersOf(server)).get(filter.id)).toEqual(filter);
}

async function expectDeletable(filter: Filter): Promise<void> {
  const answer = await deleteFilter(server.root, filter.id);
  expect(answer.errors).toEqual([]);
  expect(answer.data.deleteIPFilter).toBe(true);
  expect((await filtersOf(server)).has(filter.id)).toBe(false);
}

describe('a filter that nothing uses', () => {
  test('is deleted, and then gone for every operation', async () => {
    const filter = await inUse();
    await expectDeletable(filter);
    expect((await deleteFilter(server.root, filter.id)).code).toBe('NOT_FOUND');
    expect((await updateFilter(server.root, { id: filter.id, name: 'again' })).code).toBe('NOT_FOUND');
    await expect(server.seed.organizationToken('ViewUsage', { ipFilterId: filter.id })).rejects.toThrow(
      'NOT_FOUND',
    );
    await expect(server.seed.policies({ viewPermissionTokensEnforceIpFilterId: filter.id })).rejects.toThrow(
      'NOT_FOUND',
    );
  });

  test('stays on record with its last rules', async () => {
    const filter = await inUse();
    await deleteFilter(server.root, filter.id);
    const entries = server.audit({ type: 'ipfilters.change', targetId: filter.id });
    expect(entries.map((entry) => entry.details.actionName)).toEqual(['create', 'delete']);
    expect(entries[1]?.details).toMatchObject({
      ipFilterId: filter.id,
      before: { name: filter.name, ipFilter: filter.ipFilter },
      after: null,
    });
  });
});

describe.each(KINDS)('a filter that a living %s token has', (kind) => {
  const tokenWith = async (filter: Filter, expireAt?: number) => {
    const limits = { ipFilterId: filter.id, ...(expireAt === undefined ? {} : { expireAt }) };
    const tokens = await oneOfEachKind(server, repository, limits);
    for (const other of KINDS.filter((candidate) => candidate !== kind))
      await deleteToken(ownerOf(tokens[other]), tokens[other].id);
    return tokens[kind];
  };
  const ownerOf = (token: SeededToken) =>
    token.metadata.__typename === 'PersonalUserToken' ? token.client : server.root;

  test('stays, and the refusal names the token by name and id', async () => {
    const filter = await inUse();
    const token = await tokenWith(filter);
    const answer = await deleteFilter(server.root, filter.id);
    expect(answer.code).toBe('CONFLICT');
    expect(answer.errors[0]?.message).toContain(`the ${kind} token “${token.metadata.name}” (${token.id})`);
    await expectKept(filter);
  });

  test('can be deleted once the token has been revoked', async () => {
    const filter = await inUse();
    const token = await tokenWith(filter);
    await deleteToken(ownerOf(token), token.id);
    await expectDeletable(filter);
    expect(server.audit({ type: 'hashedtokens.change', targetId: token.id })).toHaveLength(2);
  });

  test('can be deleted from the millisecond on at which the token expires, swept or not', async () => {
    const filter = await inUse();
    const token = await tokenWith(filter, server.clock.now() + HOUR);
    server.clock.advance(HOUR - 1);
    expect((await deleteFilter(server.root, filter.id)).code).toBe('CONFLICT');
    server.clock.advance(1);
    await expectDeletable(filter);
    await server.sweepExpiredTokens();
    expect(server.audit({ type: 'hashedtokens.expire', targetId: token.id })).toHaveLength(1);
  });
});

describe.each(SCOPED_KINDS)('a filter that the policy for %s tokens enforces', (kind) => {
  const enforce = (filter: Filter | null) =>
    server.seed.policies({ [`${kind}PermissionTokensEnforceIpFilterId`]: filter?.id ?? null });
  afterAll(() => enforce(null));

  test('stays, and the refusal names the policy', async () => {
    const filter = await inUse();
    await enforce(filter);
    const answer = await deleteFilter(server.root, filter.id);
    expect(answer.code).toBe('CONFLICT');
    expect(answer.errors[0]?.message).toContain(`the security policy for ${kind} tokens`);
    await expectKept(filter);
    await enforce(null);
    await server.seed.policies({ [`${kind}PermissionTokensEnabled`]: false });
    await server.seed.policies();
    await expectDeletable(filter);
  });

  test('stays on the tokens that it was written on when the policy is lifted, and so cannot be deleted', async () => {
    const filter = await inUse();
    const { [kind]: token } = await oneOfEachKind(server, repository);
    await enforce(filter);
    await enforce(null);
    const answer = await deleteFilter(server.root, filter.id);
    expect(answer.code).toBe('CONFLICT');
    expect(answer.errors[0]?.message).toContain(token.id);
    expect(answer.errors[0]?.message).not.toContain('security policy for');
    await expectKept(filter);
  });
});

describe('who may not see what uses a filter', () => {
  test('is told how much there is and neither names nor ids', async () => {
    // So that the policy finds no token to write the filter on.
    await server.seed.policies({ viewPermissionTokensEnabled: false });
    const filter = await inUse();
    await server.seed.policies({ viewPermissionTokensEnforceIpFilterId: filter.id });
    const tokens = await oneOfEachKind(server, repository, { ipFilterId: filter.id });
    const { client } = await server.seed.organizationToken('ChangeIPFilters');
    const answer = await deleteFilter(client, filter.id);
    await server.seed.policies();

    expect(answer.code).toBe('CONFLICT');
    // The four, and the policy.
    expect(answer.errors[0]?.message).toMatch(/\b5\b/);
    for (const token of Object.values(tokens)) {
      expect(answer.text).not.toContain(token.id);
      if (token.metadata.name !== 'personal') expect(answer.text).not.toContain(token.metadata.name);
    }
    expect(answer.text).not.toMatch(/policy for/);
    await expectKept(filter);
  });

  test('is told the names that they may see, and how much more there is', async () => {
    const filter = await inUse();
    const tokens = await oneOfEachKind(server, repository, { ipFilterId: filter.id });
    const { client } = await server.seed.organizationToken([
      'ChangeIPFilters',
      'ChangeOrganizationPermissions',
    ]);
    const message = (await deleteFilter(client, filter.id)).errors[0]?.message;
    expect(message).toContain(tokens.organization.id);
    expect(message).toMatch(/\b3\b/);
    for (const kind of ['personal', 'view', 'system'] as const)
      expect(message).not.toContain(tokens[kind].id);
  });
});

test('of very many tokens that use a filter, ten are named and the others are counted', async () => {
  const filter = await inUse();
  const making = Array.from({ length: 13 }, () =>
    server.seed.organizationToken('ViewUsage', { ipFilterId: filter.id }),
  );
  const ids = (await Promise.all(making)).map((token) => token.id);
  const message = (await deleteFilter(server.root, filter.id)).errors[0]?.message ?? '';
  expect(ids.filter((id) => message.includes(id))).toHaveLength(10);
  expect(message).toContain('3 more tokens');
});

describe('a deletion at the same moment', () => {
  const REPEATS = Array.from({ length: 10 }, (_, i) => i);

  /** Both at once; which one is sent first alternates. */
  async function atOnce<A, B>(i: number, one: () => Promise<A>, other: () => Promise<B>): Promise<[A, B]> {
    if (i % 2 === 0) return Promise.all([one(), other()]);
    const [second, first] = await Promise.all([other(), one()]);
    return [first, second];
  }

  test.each(REPEATS)('never leaves a token that is being created with a deleted filter (%#)', async (i) => {
    const filter = await inUse();
    const input = { name: 'racing', permissions: ['ViewUsage'], ipFilterId: filter.id };
    const [created, deleted] = await atOnce(
      i,
      () => create(server.root, 'organization', input),
      () => deleteFilter(server.root, filter.id),
    );
    // Whichever came first wins, and the other is told why.
    const exists = (await filtersOf(server)).has(filter.id);
    if (exists) expect([created.code, deleted.code]).toEqual([undefined, 'CONFLICT']);
    else expect([created.code, deleted.code]).toEqual(['NOT_FOUND', undefined]);
  });

  test.each(REPEATS)('never leaves a policy that begins to enforce a deleted filter (%#)', async (i) => {
    const filter = await inUse();
    const input = { ...OPEN_POLICIES, viewPermissionTokensEnforceIpFilterId: filter.id };
    const [enforced, deleted] = await atOnce(
      i,
      () =>
        server.root.send(
          'mutation ($input: TokenSecurityPoliciesInput!) { updateTokenSecurityPolicies(input: $input) { id } }',
          { input },
        ),
      () => deleteFilter(server.root, filter.id),
    );
    const exists = (await filtersOf(server)).has(filter.id);
    await server.seed.policies();
    if (exists) expect([enforced.code, deleted.code]).toEqual([undefined, 'CONFLICT']);
    else expect([enforced.code, deleted.code]).toEqual(['NOT_FOUND', undefined]);
  });

  test('as another leaves one winner', async () => {
    const filter = await inUse();
    const answers = await Promise.all([1, 2, 3].map(() => deleteFilter(server.root, filter.id)));
    expect(answers.map((answer) => answer.code ?? 'deleted').sort()).toEqual([
      'NOT_FOUND',
      'NOT_FOUND',
      'deleted',
    ]);
    expect((await listFilters(server.root)).data.ipFilters).not.toContainEqual(filter);
  });
});
