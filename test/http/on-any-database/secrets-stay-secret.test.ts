/**
 * What is secret is shown once, to whom it is made for, and is nowhere else afterwards: not in the log, not
 * in the audit log, not in an error, not in a byte of the database.
 */
import { readFileSync } from 'node:fs';
import { HOUR } from '../../support/clock';
import { TestServer } from '../../support/server';
import { http, login, type HttpAnswer } from '../http-client';

const FIRST_PASSWORD = 'correct horse battery staple';
const SECOND_PASSWORD = 'twelve orange elephants';
const WRONG_PASSWORD = 'never anybody’s password';
const ROOT_PASSWORD = 'the first password of root';

/** Everything secret that the run has brought about. */
const secrets = new Set<string>([FIRST_PASSWORD, SECOND_PASSWORD, WRONG_PASSWORD, ROOT_PASSWORD]);
/** The bodies of all answers that told of an error or a refusal. */
const refusals: string[] = [];
let server: TestServer;

beforeAll(async () => {
  server = await TestServer.start({ TOLLGATE_ROOT_PASSWORD: ROOT_PASSWORD, TOLLGATE_LOG_LEVEL: 'trace' });
  secrets.add(server.rootToken);
  await createTokensOfEveryKind();
  await resetAndRevoke();
  await logInAndOut();
  await fail();
}, 60_000);
afterAll(async () => server.stop());

function keep(secret: string): string {
  expect(secret).toMatch(/^[0-9A-Za-z]{24,32}~[0-9A-Za-z]{44}$/);
  secrets.add(secret);
  return secret;
}

async function createTokensOfEveryKind(): Promise<void> {
  const { seed, root } = server;
  const expireAt = server.clock.now() + HOUR;
  const repository = await seed.repository();
  const ada = await seed.user('ada');
  for (const token of [
    await seed.personalTokenOf(ada),
    await seed.organizationToken('ManageUsers', { expireAt }),
    await seed.systemToken('ManageCluster'),
    await seed.viewToken('ReadAccess', repository),
  ]) {
    keep(token.token);
    await token.client.send('{ currentToken { name } viewerOpt { username } }');
  }
  const data = await root.ask(
    `mutation ($views: [String!]!) {
      createOrganizationPermissionsToken(input: { name: "a", permissions: [ManageUsers] })
      createSystemPermissionsToken(input: { name: "b", permissions: [ManageCluster] })
      createViewPermissionsToken(input: { name: "c", viewIds: $views, permissions: [ReadAccess] })
    }`,
    { views: [repository.id] },
  );
  for (const token of Object.values(data)) keep(token as string);
}

async function resetAndRevoke(): Promise<void> {
  const { seed, root } = server;
  const reset = await seed.organizationToken('ManageUsers');
  keep(reset.token);
  const { rotateToken } = await root.ask('mutation ($id: String!) { rotateToken(input: { id: $id }) }', {
    id: reset.id,
  });
  const id = keep(rotateToken).split('~')[0];
  const again = await root.ask(
    'mutation ($id: String!) { resetOrganizationPermissionsToken(input: { id: $id }) { token } }',
    { id },
  );
  const last = keep(again.resetOrganizationPermissionsToken.token);
  await root.ask('mutation ($id: String!) { deleteToken(input: { id: $id }) }', {
    id: last.split('~')[0],
  });
  for (const used of [reset.token, rotateToken, last]) {
    refused(await ask('{ meta { version } }', {}, { authorization: `Bearer ${used}` }));
  }
}

async function logInAndOut(): Promise<void> {
  const setPassword = 'mutation ($input: SetPasswordInput!) { setPassword(input: $input) }';
  const { users } = await server.root.ask('{ users(search: "ada") { id } }');
  await server.root.ask(setPassword, { input: { userId: users[0].id, newPassword: FIRST_PASSWORD } });
  const first = keep((await login(server, 'ada', FIRST_PASSWORD)).json.token);
  await server.anonymous.as(first).ask('{ viewer { username } }');
  await server.anonymous.as(first).ask(setPassword, {
    input: { currentPassword: FIRST_PASSWORD, newPassword: SECOND_PASSWORD },
  });
  const second = keep((await login(server, 'ada', SECOND_PASSWORD)).json.token);
  await http(server.url, { path: '/api/v1/logout', headers: { authorization: `Bearer ${second}` } });
  keep((await login(server, 'root', ROOT_PASSWORD)).json.token);
}

/** Every way of putting a secret where it does not belong that does not make it the answer's business. */
async function fail(): Promise<void> {
  const token = server.rootToken;
  const [id = '', secret = ''] = token.split('~');
  const VERSION = '{ meta { version } }';
  refused(await login(server, 'ada', WRONG_PASSWORD));
  refused(await login(server, 'nobody', WRONG_PASSWORD));
  refused(await login(server, '', WRONG_PASSWORD));
  refused(await login(server, WRONG_PASSWORD, 'typed into the wrong field'));
  const loginAs = (type: string, body: string) =>
    http(server.url, { path: '/api/v1/login', headers: { 'content-type': type }, body });
  refused(await loginAs('application/json', `{"login":"ada","password":"${WRONG_PASSWORD}`));
  refused(await loginAs('application/x-www-form-urlencoded', `login=ada&password=${WRONG_PASSWORD}`));
  for (const authorization of [
    token,
    `Basic ${token}`,
    `Bearer ${token} and more`,
    `Bearer "${token}"`,
    `Bearer ${token.slice(0, -1)}`,
    `Bearer ${id}~${secret.split('').reverse().join('')}`,
  ]) {
    refused(await ask(VERSION, {}, { authorization }));
  }
  const get = (path: string) =>
    http(server.url, { method: 'GET', path, headers: { authorization: `Bearer ${token}` } });
  refused(await get(`/graphql?access_token=${encodeURIComponent(token)}`));
  refused(await get(`/api/v1/nothing?access_token=${token}`));
  refused(await get(`/graphql?query={meta{version}}&variables=${encodeURIComponent(token)}`));
  refused(await ask('{ viewer { username } }', {}, { 'x-api-key': token, cookie: `token=${token}` }));

  const asRoot = { authorization: `Bearer ${token}` };
  const setPassword = 'mutation ($input: SetPasswordInput!) { setPassword(input: $input) }';
  for (const input of [
    { currentPassword: WRONG_PASSWORD, newPassword: SECOND_PASSWORD },
    { newPassword: SECOND_PASSWORD },
    { userId: 'nobody', newPassword: SECOND_PASSWORD },
    { userId: 5, newPassword: SECOND_PASSWORD },
    { newPassword: WRONG_PASSWORD.repeat(4) },
  ]) {
    refused(await ask(setPassword, { input }, asRoot));
  }
  const resetUnknown = 'mutation ($id: String!) { rotateToken(input: { id: $id }) }';
  refused(await ask(resetUnknown, { id: token }, asRoot));
  refused(await ask('query ($id: String!) { token(tokenId: $id) { name } }', { id: token }, asRoot));
}

function ask(query: string, variables: object, headers: Record<string, string>): Promise<HttpAnswer> {
  return http(server.url, {
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
  });
}

function refused(answer: HttpAnswer): void {
  expect(answer.status !== 200 || answer.code !== undefined).toBe(true);
  refusals.push(answer.text);
}

/** The token strings and passwords, and the half of each token that alone would do harm. */
function forbidden(): string[] {
  const halves = [...secrets].flatMap((secret) => (secret.includes('~') ? [secret.split('~')[1] ?? ''] : []));
  const pepper = readFileSync(server.config.pepperFile, 'utf8').trim().split(' ')[1] ?? '';
  expect(pepper).toHaveLength(44);
  return [...secrets, ...halves, pepper];
}

function expectNoneIn(where: string | Buffer): void {
  expect(where.length).toBeGreaterThan(0);
  for (const secret of forbidden()) {
    if (where.includes(secret)) throw new Error(`holds a secret, beginning with ${secret.slice(0, 6)}`);
  }
}

test('the run has brought about secrets of every kind', () => {
  expect(secrets.size).toBeGreaterThanOrEqual(18);
  expect(refusals.length).toBeGreaterThanOrEqual(20);
});

test('the log holds none, at the level that says most', () => {
  expect(server.log).toContain('"path":"/graphql"');
  expectNoneIn(server.log);
});

test('the audit log holds none', () => {
  const rows = server.audit();
  expect(new Set(rows.map((row) => row.type)).size).toBeGreaterThan(8);
  expectNoneIn(JSON.stringify(rows));
});

test('no error holds one', () => {
  for (const refusal of refusals) expectNoneIn(refusal);
});

test('the database holds none, as text or as the pepper’s bytes', () => {
  const stored = server.database.bytes().filter((bytes) => bytes.length > 0);
  expect(stored.length).toBeGreaterThanOrEqual(2);
  const [, pepper = ''] = readFileSync(server.config.pepperFile, 'utf8').trim().split(' ');
  for (const bytes of stored) {
    expectNoneIn(bytes);
    expect(bytes.includes(Buffer.from(pepper, 'base64'))).toBe(false);
  }
});

test('no query answers a secret again, nor its hash', async () => {
  const answer = await server.root.send(`{
    tokens(sortBy: Name) { results { __typename id name expireAt ipFilter createdAt } }
    viewer { id username token { id name } }
    users { id username displayName email }
  }`);
  expect(answer.errors).toEqual([]);
  expectNoneIn(answer.text);
  const fields = await server.root.ask('{ __schema { types { name fields { name } } } }');
  const names = fields.__schema.types
    // The hash of an audit entry's seal is there to be seen.
    .filter((type: any) => type.name !== 'AuditSeal')
    .flatMap((type: any) => (type.fields ?? []).map((field: any) => `${type.name}.${field.name}`));
  const suspicious = names.filter((name: string) => /\.\w*(hash|pepper|secret)|password$/i.test(name));
  // What is told of the secret from before a reset is when it was made and used; test/api/tokens/secrets looks at that.
  expect(suspicious.filter((name: string) => !name.endsWith('.previousSecret')).sort()).toEqual([
    'Mutation.resetWebhookSecret',
    'Mutation.setPassword',
    'WebhookWithSecret.secret',
  ]);
});
