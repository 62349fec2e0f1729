/** Ingest tokens: named once in a repository, with a secret drawn or chosen, shown to who manages them, and gone when removed. */
import { VIEW_PERMISSIONS } from '../../../src/access/permissions';
import type { SeededDomain } from '../../support/seed';
import { TestServer } from '../../support/server';
import { addIngestToken, listIngestTokens, removeIngestToken, userHolding } from './operations';

const CUSTOM = 'my~own_secret-1!';

let server: TestServer;
let repository: SeededDomain;

beforeAll(async () => (server = await TestServer.start()));
beforeEach(async () => (repository = await server.seed.repository()));
afterAll(async () => server.stop());

async function added(input: object, to = repository.name): Promise<{ name: string; token: string }> {
  const { data, errors } = await addIngestToken(server.root, to, input);
  expect(errors).toEqual([]);
  return data.addIngestTokenV3 as { name: string; token: string };
}

async function listed(of = repository.name): Promise<unknown> {
  const { data, errors } = await listIngestTokens(server.root, of);
  expect(errors).toEqual([]);
  return data.repository.ingestTokens;
}

test('a new repository has none', async () => {
  expect(await listed()).toEqual([]);
});

test('a token’s secret is drawn anew for each, and shown again whenever asked', async () => {
  const tokens = [
    await added({ name: 'b' }),
    await added({ name: 'a', parser: 'json' }),
    await added({ name: 'c', parser: null, customToken: null }),
  ];
  for (const { token } of tokens) expect(token).toMatch(/^[0-9A-Za-z]{32}~[0-9A-Za-z]{44}$/);
  expect(new Set(tokens.map(({ token }) => token)).size).toBe(3);
  const byName = tokens.toSorted((one, other) => one.name.localeCompare(other.name));
  expect(await listed()).toEqual(byName);
  expect(await listed()).toEqual(byName);
});

test('a secret of one’s own is kept to the letter', async () => {
  for (const [name, customToken] of [
    ['least', CUSTOM],
    ['most', '~'.repeat(256)],
    ['all', Array.from({ length: 94 }, (_, i) => String.fromCharCode(33 + i)).join('')],
  ] as const) {
    expect(await added({ name, customToken })).toEqual({ name, token: customToken });
    expect(await listed()).toContainEqual({ name, token: customToken });
  }
});

test.each([
  ['empty', ''],
  ['of 15 characters', 's'.repeat(15)],
  ['of 257 characters', 's'.repeat(257)],
  ['with a space', 'with a space in it'],
  ['with a line break', `${CUSTOM}\n`],
  ['with a letter beyond ASCII', `${CUSTOM}é`],
  ['with NUL', `${CUSTOM}\u0000`],
])('a secret of one’s own that is %s is refused, and not repeated', async (_what, customToken) => {
  const answer = await addIngestToken(server.root, repository.name, { name: 'weak', customToken });
  expect(answer).toMatchObject({ status: 200, code: 'BAD_USER_INPUT' });
  expect(answer.errors[0]!.message).toBe(
    'customToken must have 16 to 256 visible ASCII characters and no spaces.',
  );
  expect(await listed()).toEqual([]);
});

test.each([
  ['', 'name must not be empty.'],
  ['n'.repeat(254), 'name must be at most 253 characters; it has 254.'],
  ['a\tb', 'name must not contain control characters or line breaks.'],
])('a token cannot be called %j', async (name, message) => {
  const answer = await addIngestToken(server.root, repository.name, { name });
  expect(answer).toMatchObject({ status: 200, code: 'BAD_USER_INPUT' });
  expect(answer.errors[0]!.message).toBe(message);
});

test('a name is taken once in a repository, and the token that has it stays as it is', async () => {
  const first = await added({ name: 'shipper', customToken: CUSTOM });
  for (const input of [
    { name: 'shipper' },
    { name: ' shipper ' },
    { name: 'shipper', customToken: `${CUSTOM}2` },
  ]) {
    const answer = await addIngestToken(server.root, repository.name, input);
    expect(answer).toMatchObject({ status: 200, code: 'CONFLICT' });
    expect(answer.errors[0]!.message).toBe('The repository has an ingest token called “shipper” already.');
  }
  expect(await listed()).toEqual([first]);
  const elsewhere = await server.seed.repository();
  expect((await added({ name: 'shipper' }, elsewhere.name)).name).toBe('shipper');
});

test('of two that are added under one name at the same moment, one is', async () => {
  const answers = await Promise.all(
    [1, 2].map(() => addIngestToken(server.root, repository.name, { name: 'raced' })),
  );
  expect(answers.map(({ code }) => code).sort()).toEqual(['CONFLICT', undefined]);
  expect(await listed()).toHaveLength(1);
});

test('a removed token is gone, the others stay, and its name is free', async () => {
  const [old, other] = [await added({ name: 'old' }), await added({ name: 'other' })];
  const { data, errors } = await removeIngestToken(server.root, repository.name.toUpperCase(), 'old');
  expect(errors).toEqual([]);
  expect(data.removeIngestToken).toEqual({ result: true });
  expect(await listed()).toEqual([other]);
  expect((await added({ name: 'old' })).token).not.toBe(old.token);
});

test('what is not there is not found', async () => {
  const elsewhere = await server.seed.repository();
  await added({ name: 'there' }, elsewhere.name);
  const view = await server.seed.view();
  for (const [name, tokenName, message] of [
    [repository.name, 'there', 'The ingest token was not found.'],
    [repository.name, '', 'The ingest token was not found.'],
    [repository.name, '%', 'The ingest token was not found.'],
    ['unknown', 'there', 'The repository or view was not found.'],
    [view.name, 'there', 'The repository or view was not found.'],
  ] as const) {
    const answer = await removeIngestToken(server.root, name, tokenName);
    expect(answer).toMatchObject({ status: 200, code: 'NOT_FOUND' });
    expect(answer.errors[0]!.message).toBe(message);
  }
  for (const name of ['unknown', view.name]) {
    expect(await addIngestToken(server.root, name, { name: 'x' })).toMatchObject({
      status: 200,
      code: 'NOT_FOUND',
    });
  }
});

test('a new repository does not inherit the tokens of a deleted one of its name', async () => {
  await added({ name: 'shipper' });
  await server.root.ask('mutation ($name: String!) { deleteSearchDomain(name: $name) { result } }', {
    name: repository.name,
  });
  await server.seed.repository(repository.name);
  expect(await listed()).toEqual([]);
});

describe('the list', () => {
  test('is shown with ChangeIngestTokens on the repository, and with every other permission it is not', async () => {
    const token = await added({ name: 'shipper' });
    const { client } = await server.seed.viewToken('ChangeIngestTokens', repository);
    expect((await listIngestTokens(client, repository.name)).data.repository.ingestTokens).toEqual([token]);

    const others = VIEW_PERMISSIONS.filter((permission) => permission !== 'ChangeIngestTokens');
    const answer = await listIngestTokens(
      (await server.seed.viewToken(others, repository)).client,
      repository.name,
    );
    expect(answer).toMatchObject({ status: 200, code: 'FORBIDDEN' });
    expect(answer.text).not.toContain(token.token);
  });

  test('of one repository is not shown with ChangeIngestTokens on another', async () => {
    const mine = await server.seed.repository();
    const [own, token] = [await added({ name: 'own' }, mine.name), await added({ name: 'shipper' })];
    const user = await userHolding(server, [
      [mine, ['ChangeIngestTokens']],
      [repository, ['ReadAccess']],
    ]);
    expect((await listIngestTokens(user, mine.name)).data.repository.ingestTokens).toEqual([own]);
    const answer = await listIngestTokens(user, repository.name);
    expect(answer).toMatchObject({ status: 200, code: 'FORBIDDEN' });
    expect(answer.text).not.toContain(token.token);
    const both = await user.send('{ repositories { name ingestTokens { name token } } }');
    expect(both.code).toBe('FORBIDDEN');
    expect(both.text).not.toContain(token.token);
  });
});
