/** Where something goes wrong right beside a secret, neither the answer nor the log takes the secret along. */
import { TestServer } from '../../support/server';
import { postAsRoot } from '../http-client';

const PASSWORD = 'correct horse battery staple';
const SET_PASSWORD = 'mutation ($input: SetPasswordInput!) { setPassword(input: $input) }';

let server: TestServer;
beforeEach(async () => (server = await TestServer.start({ TOLLGATE_LOG_LEVEL: 'trace' })));
afterEach(async () => server.stop());

describe('a request that is wrong beside a password is not answered with the password', () => {
  test.each<[string, object]>([
    ['where a field’s name is mistyped', { currentPassword: PASSWORD, newPasword: PASSWORD }],
    ['where a field is missing', { currentPassword: PASSWORD }],
    ['where it comes in a list', { newPassword: [PASSWORD] }],
    ['where it comes in an object', { newPassword: { value: PASSWORD } }],
    ['where it stands at the wrong level', { input: { newPassword: PASSWORD } }],
    [
      'where it holds what error messages hold',
      { newPassword: [`${PASSWORD}"; Field "x" at "y": ${PASSWORD}`] },
    ],
  ])('%s', async (_where, input) => {
    const answer = await postAsRoot(server, { query: SET_PASSWORD, variables: { input } });
    expect(answer).toMatchObject({ status: 200, code: 'BAD_USER_INPUT' });
    expect(answer.json.errors[0].message).toContain('$input');
    expect(answer.text + server.log).not.toContain('horse');
  });

  test.each<[string, string, string]>([
    [
      'in a list',
      `mutation { setPassword(input: { newPassword: ["${PASSWORD}"] }) }`,
      'GRAPHQL_VALIDATION_FAILED',
    ],
    [
      'in an object',
      `mutation { setPassword(input: { newPassword: { a: "${PASSWORD}" } }) }`,
      'GRAPHQL_VALIDATION_FAILED',
    ],
    [
      'for a number',
      `{ tokens(sortBy: Name, limit: "${PASSWORD}") { totalResults } }`,
      'GRAPHQL_VALIDATION_FAILED',
    ],
    ['for the whole input', `mutation { setPassword(input: "${PASSWORD}") }`, 'GRAPHQL_VALIDATION_FAILED'],
    [
      'after a slip of syntax',
      `mutation { setPassword(input: { newPassword "${PASSWORD}" }) }`,
      'GRAPHQL_PARSE_FAILED',
    ],
  ])('written into the query, %s', async (_where, query, code) => {
    const answer = await postAsRoot(server, { query });
    expect(answer).toMatchObject({ status: 200, code });
    expect(answer.text + server.log).not.toContain('horse');
  });
});

test('a database that fails writes no hash of a password or secret to the log', async () => {
  for (const before of ['UPDATE ON user_account', 'INSERT ON token'])
    await server.database.refuse({ before, message: 'broken' });
  for (const body of [
    {
      query:
        'mutation { createOrganizationPermissionsToken(input: { name: "a", permissions: [ManageUsers] }) }',
    },
    { query: SET_PASSWORD, variables: { input: { newPassword: PASSWORD } } },
  ]) {
    const answer = await postAsRoot(server, body);
    expect(answer.code).toBe('INTERNAL_SERVER_ERROR');
    expect(answer.text).not.toMatch(/sqlite|postgres|broken|INSERT|UPDATE/i);
    const [, incident = ''] = /incident (\w{32})/.exec(answer.text) ?? [];
    expect(server.log).toContain(`"incident":"${incident}"`);
  }
  expect(server.log).toContain('broken');
  expect(server.log).not.toContain('horse');
  // bcrypt's mark, and 64 hexadecimal digits in a row: what the tables keep of passwords and tokens.
  expect(/\$2[aby]\$\d\d\$/.exec(server.log)).toBeNull();
  expect(/"[0-9a-f]{64}"/.exec(server.log)).toBeNull();
});
