/** A token that is created with an IP filter has it for life, whatever is done to the token or the policies. */
import { buildClientSchema, getIntrospectionQuery, getNamedType, isInputObjectType } from 'graphql';
import type { TokenKind } from '../../../src/access/principal';
import { HOUR } from '../../support/clock';
import type { GraphQLClient } from '../../support/graphql-client';
import type { SeededDomain, SeededToken } from '../../support/seed';
import { TestServer } from '../../support/server';
import {
  create,
  createPlain,
  HARMLESS,
  KINDS,
  leastInput,
  NAMES,
  reset,
  rotate,
  SCOPED_KINDS,
  updatePermissions,
  userWithToken,
} from '../tokens/operations';
import { BEHIND_A_PROXY, deleteFilter, statusFrom, updateFilter, type Filter } from './operations';

let server: TestServer;
let repository: SeededDomain;
let office: Filter;

beforeAll(async () => {
  server = await TestServer.start(BEHIND_A_PROXY);
  repository = await server.seed.repository();
  office = await server.seed.ipFilter('allow 127.0.0.1\nallow 10.0.0.0/8\ndeny all\n');
});
afterAll(async () => server.stop());

const creatorOf = async (kind: TokenKind): Promise<GraphQLClient> =>
  kind === 'personal' ? (await userWithToken(server)).client : server.root;

const seeded = (token: string): SeededToken => ({
  id: token.split('~')[0]!,
  token,
  client: server.anonymous.as(token),
  metadata: {},
});

async function filteredToken(kind: TokenKind, by?: GraphQLClient): Promise<SeededToken> {
  const input = { ...leastInput(kind, repository), ipFilterId: office.id };
  return seeded((await create(by ?? (await creatorOf(kind)), kind, input)).data.created.token as string);
}

async function filterIdOf(token: SeededToken): Promise<string | null> {
  const { currentToken } = await token.client.ask('{ currentToken { ipFilterV2 { id } } }');
  return currentToken.ipFilterV2?.id ?? null;
}

async function expectFiltered(token: SeededToken): Promise<void> {
  expect(await filterIdOf(token)).toBe(office.id);
  expect(await statusFrom('10.1.2.3', token)).toBe(200);
  expect(await statusFrom('192.0.2.1', token)).toBe(403);
}

describe.each(KINDS)('a %s token', (kind) => {
  test.each([
    [
      'V2',
      async (by: GraphQLClient, input: object) => (await create(by, kind, { ...input })).data.created.token,
    ],
    [
      'the plain mutation',
      async (by: GraphQLClient, input: object) => (await createPlain(by, kind, { ...input })).data.created,
    ],
  ])('that is created with a filter by %s is bound by it at once', async (_form, creating) => {
    const input = { ...leastInput(kind, repository), ipFilterId: office.id };
    await expectFiltered(seeded((await creating(await creatorOf(kind), input)) as string));
  });

  test('that is created without one, or with a null for one, is bound by none', async () => {
    for (const none of [{}, { ipFilterId: null }]) {
      const input = { ...leastInput(kind, repository), ...none };
      const { token } = (await create(await creatorOf(kind), kind, input)).data.created;
      expect(await filterIdOf(seeded(token as string))).toBeNull();
      expect(await statusFrom('192.0.2.1', seeded(token as string))).toBe(200);
    }
  });

  test('is not created with a filter that never was or has been deleted, and nothing else changes', async () => {
    const gone = await server.seed.ipFilter('allow all');
    await deleteFilter(server.root, gone.id);
    const creator = await creatorOf(kind);
    const before = server.audit({ type: 'hashedtokens.change' }).length;
    for (const ipFilterId of [gone.id, 'A'.repeat(32), '', office.name]) {
      const answer = await create(creator, kind, { ...leastInput(kind, repository), ipFilterId });
      expect(answer.code).toBe('NOT_FOUND');
    }
    expect(server.audit({ type: 'hashedtokens.change' })).toHaveLength(before);
    expect((await creator.send('{ currentToken { id } }')).status).toBe(200);
  });

  test.each([
    ['rotateToken', (token: SeededToken, by: GraphQLClient) => rotate(by, token.id)],
    [NAMES[kind].reset, (token: SeededToken, by: GraphQLClient) => reset(by, kind, token.id)],
  ])('keeps its filter through %s', async (_name, resetting) => {
    const token = await filteredToken(kind);
    const answer = await resetting(token, kind === 'personal' ? token.client : server.root);
    const string = (answer.data.rotateToken ?? answer.data.reset.token) as string;
    await expectFiltered(seeded(string));
  });

  test('keeps its filter through an update of the filter with nulls', async () => {
    const token = await filteredToken(kind);
    await updateFilter(server.root, { id: office.id, name: null, ipFilter: null });
    await expectFiltered(token);
  });
});

describe.each(SCOPED_KINDS)('a %s token with a filter', (kind) => {
  const policy = `${kind}PermissionTokens`;
  afterAll(async () => server.seed.policies());

  test('keeps it through a change of its permissions', async () => {
    const token = await filteredToken(kind);
    await server.seed.policies({ [`${policy}AllowPermissionUpdates`]: true });
    expect((await updatePermissions(server.root, kind, token.id, [HARMLESS[kind]])).errors).toEqual([]);
    await expectFiltered(token);
  });

  test('keeps it while another is enforced, when that changes, and when it is lifted', async () => {
    const token = await filteredToken(kind);
    for (const rules of ['allow all', 'allow 10.0.0.0/8; allow 127.0.0.1']) {
      const enforced = await server.seed.ipFilter(rules);
      await server.seed.policies({ [`${policy}EnforceIpFilterId`]: enforced.id });
      await expectFiltered(token);
    }
    await server.seed.policies({ [`${policy}EnforceIpFilterId`]: null });
    await expectFiltered(token);
  });

  test('keeps it when its life is cut short', async () => {
    const token = await filteredToken(kind);
    await server.seed.policies({ [`${policy}EnforceExpirationAfterMs`]: HOUR });
    await expectFiltered(token);
  });
});

test('root resetting a user’s filtered token by the user’s id does not take the filter off', async () => {
  const user = await userWithToken(server);
  await filteredToken('personal', user.client);
  await expectFiltered(seeded((await rotate(server.root, user.userId)).data.rotateToken as string));
});

test('no operation takes the filter of a token but those that create one', async () => {
  const { __schema } = await server.root.ask(getIntrospectionQuery());
  const schema = buildClientSchema({ __schema });
  const naming = Object.values(schema.getMutationType()!.getFields()).filter((field) =>
    field.args.some((argument) => {
      const type = getNamedType(argument.type);
      return argument.name === 'ipFilterId' || (isInputObjectType(type) && 'ipFilterId' in type.getFields());
    }),
  );
  const creating = KINDS.flatMap((kind) => [NAMES[kind].create, NAMES[kind].createV2]);
  expect(naming.map((field) => field.name).sort()).toEqual([...creating].sort());
});
