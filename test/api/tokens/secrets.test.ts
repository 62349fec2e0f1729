/** A secret is shown once, to whoever asked for the token, and is nowhere to be found afterwards. */
import type { SeededDomain } from '../../support/seed';
import { TestServer } from '../../support/server';
import {
  create,
  createPlain,
  deleteToken,
  KINDS,
  leastInput,
  list,
  oneOfEachKind,
  read,
  reset,
  rotate,
  TOKEN_FIELDS,
  TOKEN_STRING,
  updatePermissions,
} from './operations';

let server: TestServer;
let repository: SeededDomain;
let tokens: Awaited<ReturnType<typeof oneOfEachKind>>;
/** The secret half of every token string that was issued. */
const secrets: string[] = [];
let hashes: string[];

const issued = (token: string): void => {
  expect(token).toMatch(TOKEN_STRING);
  secrets.push(token.split('~')[1] ?? '');
};

beforeAll(async () => {
  server = await TestServer.start({ TOLLGATE_LOG_LEVEL: 'trace' });
  repository = await server.seed.repository();
  issued(server.rootToken);
  tokens = await oneOfEachKind(server, repository);
  for (const kind of KINDS) {
    issued(tokens[kind].token);
    const by = kind === 'personal' ? tokens.personal.client : server.root;
    issued((await createPlain(by, kind, leastInput(kind, repository))).data.created);
    if (kind === 'personal') continue;
    issued((await create(by, kind, leastInput(kind, repository))).data.created.token);
    issued((await rotate(by, tokens[kind].id)).data.rotateToken);
  }
  tokens = await oneOfEachKind(server, repository);
  for (const kind of KINDS) issued(tokens[kind].token);

  hashes = server.database
    .all<{ secretHash: string }>('SELECT "secretHash" FROM token')
    .map(({ secretHash }) => secretHash);
});
afterAll(async () => server.stop());

function expectNoSecretIn(text: string): void {
  expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
  expect(hashes.filter((hash) => text.toLowerCase().includes(hash.toLowerCase()))).toEqual([]);
}

test('this file looks for what there is: a secret and a hash for each token', () => {
  expect(secrets.length).toBeGreaterThan(KINDS.length * 4);
  // Twice root made a personal token for its user, who then replaced it.
  expect(hashes.length).toBe(secrets.length + 2);
  expect(new Set([...secrets, ...hashes]).size).toBe(secrets.length + hashes.length);
});

test('no query answers the secret or its hash', async () => {
  const everything = `{ ${TOKEN_FIELDS} }`;
  const answers = [await list(server.root, { limit: 1_000 })];
  for (const kind of KINDS) {
    const { client, id } = tokens[kind];
    answers.push(
      await read(server.root, id),
      await client.send(`{ currentToken ${everything} }`),
      await client.send('{ viewerOpt { token { id name expireAt createdAt } } }'),
    );
  }
  for (const { errors, text } of answers) {
    expect(errors).toEqual([]);
    expectNoSecretIn(text);
  }
});

test('what a token is, has no field for its secret', async () => {
  const { __type, previous } = await server.root.ask(
    '{ __type(name: "Token") { fields { name } possibleTypes { name fields { name } } } previous: __type(name: "PreviousTokenSecret") { fields { name } } }',
  );
  const types: { fields: { name: string }[] }[] = [__type, ...__type.possibleTypes];
  const fields = types.flatMap((type) => type.fields.map(({ name }) => name));
  expect([...new Set(fields)].sort()).toEqual([
    ...['createdAt', 'createdBy', 'endReason', 'endedAt', 'expireAt', 'id', 'ipFilter', 'ipFilterV2'],
    ...['lastResetAt', 'lastUsedAddress', 'lastUsedAt', 'name', 'permissions', 'previousSecret', 'state'],
    ...['usage', 'useCount', 'usedAddresses', 'user', 'views'],
  ]);
  expect(previous.fields.map(({ name }: { name: string }) => name).sort()).toEqual([
    ...['createdAt', 'id', 'lastUsedAddress', 'lastUsedAt', 'worksUntil'],
  ]);
});

test('no change but a creation and a reset answers it', async () => {
  const { id } = tokens.organization;
  expectNoSecretIn((await updatePermissions(server.root, 'organization', id, ['ViewUsage'])).text);
  expectNoSecretIn((await deleteToken(server.root, id)).text);
});

test('no answer repeats a token string that was put in the wrong place', async () => {
  const { token } = tokens.view;
  const misplaced = [
    await read(server.root, token),
    await rotate(server.root, token),
    await reset(server.root, 'view', token),
    await deleteToken(server.root, token),
    await list(server.root, { search: token }),
    await server.anonymous.withHeaders({ authorization: token }).send('{ currentToken { id } }'),
    await server.anonymous.withHeaders({ authorization: `Basic ${token}` }).send('{ currentToken { id } }'),
    await server.anonymous.withHeaders({ cookie: `token=${token}` }).send('{ currentToken { id } }'),
  ];
  for (const { text } of misplaced) expectNoSecretIn(text);

  const addressed = await fetch(`${server.url}/graphql?access_token=${token}`);
  expectNoSecretIn(await addressed.text());
});

test('the server’s log holds neither secret nor hash, however much of it is written', () => {
  expect(server.log.length).toBeGreaterThan(1_000);
  expectNoSecretIn(server.log);
});

test('a token string that was put in the path of an address is neither answered nor logged', async () => {
  const lost = await fetch(`${server.url}/${tokens.view.token}`);
  expect(lost.status).toBe(404);
  expectNoSecretIn(await lost.text());
  expectNoSecretIn(server.log);
});
