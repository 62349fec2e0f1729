/** users, user(id) and currentUser: who is found, in which order, and by whom. */
import type { SeededToken, SeededUser } from '../../support/seed';
import { TestServer } from '../../support/server';

let server: TestServer;
let manager: SeededToken;
const people: Record<string, SeededUser> = {};

beforeAll(async () => {
  server = await TestServer.start();
  manager = await server.seed.organizationToken('ManageUsers');
  for (const [username, details] of [
    ['zoe', { fullName: 'Anna Zimmer', email: 'zoe@one.example' }],
    ['Bert', { fullName: 'bertram Young', email: 'BERT@two.example' }],
    ['carla_1', { email: '100%@three.example' }],
    ['carlaX1', { fullName: 'Carla \\ Backslash' }],
    ['emile', { fullName: 'Émile Élan' }],
  ] as const) {
    people[username] = await server.seed.user(username, details);
  }
  const gone = await server.seed.user('gone');
  await server.root.ask('mutation ($id: String!) { removeUserById(input: { id: $id }) { user { id } } }', {
    id: gone.id,
  });
  people['gone'] = gone;
});
afterAll(async () => server.stop());

async function usernames(
  variables: { search?: string | null; orderBy?: object | null } = {},
): Promise<string[]> {
  const { users } = await manager.client.ask(
    'query ($search: String, $orderBy: OrderByUserFieldInput) { users(search: $search, orderBy: $orderBy) { username } }',
    variables,
  );
  return users.map((user: any) => user.username);
}

describe('users', () => {
  test('are all who are there, by username from A to Z whatever their case', async () => {
    const all = ['Bert', 'carla_1', 'carlaX1', 'emile', 'root', 'zoe'];
    expect((await usernames()).sort()).toEqual([...all].sort());
    expect(await usernames()).toEqual([...all].sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)));
    expect(await usernames({ search: null, orderBy: null })).toEqual(await usernames());
  });

  test.each([
    ['part of a username', 'arla', ['carla_1', 'carlaX1']],
    ['a username in another case', 'BERT', ['Bert']],
    ['part of a full name in another case', 'zIMM', ['zoe']],
    ['part of an email address', 'two.EX', ['Bert']],
    ['what stands in several', 'example', ['Bert', 'carla_1', 'zoe']],
    ['with blanks around it', '  zoe ', ['zoe']],
    ['a percent sign, which is no wildcard', '%', ['carla_1']],
    ['an underscore, which is no wildcard', 'carla_', ['carla_1']],
    ['a backslash, which escapes nothing', '\\', ['carlaX1']],
    ['a quote, which ends nothing', `' OR 1=1 --`, []],
    ['nobody', 'nobody at all', []],
    ['someone who is gone', 'gone', []],
  ])('are found by %s', async (_by, search, expected) => {
    expect((await usernames({ search })).sort()).toEqual([...expected].sort());
  });

  test.each(['Émile', 'émile', 'ÉMILE', 'élan'])(
    'are found by %s: accents have a case too',
    async (search) => {
      expect(await usernames({ search })).toEqual(['emile']);
    },
  );

  test('are all found by a blank search', async () => {
    expect(await usernames({ search: '  ' })).toEqual(await usernames());
  });

  test.each([
    ['USERNAME', ['Bert', 'emile', 'root', 'zoe']],
    ['FULLNAME', ['root', 'zoe', 'Bert', 'emile']],
    ['DISPLAYNAME', ['zoe', 'Bert', 'root', 'emile']],
  ])('are sorted by %s, both ways', async (userField, expected) => {
    const among = (names: string[]) => names.filter((name) => expected.includes(name));
    expect(among(await usernames({ orderBy: { userField, order: 'ASC' } }))).toEqual(expected);
    expect(among(await usernames({ orderBy: { userField, order: 'DESC' } }))).toEqual(
      [...expected].reverse(),
    );
  });

  test('are not for who may not manage them', async () => {
    const plain = await server.seed.personalTokenOf(people['zoe']!);
    const repository = await server.seed.repository();
    for (const { client } of [
      plain,
      await server.seed.organizationToken('ChangeOrganizationSettings'),
      await server.seed.systemToken('ManageOrganizations'),
      await server.seed.viewToken('ChangeUserAccess', repository),
    ]) {
      const answer = await client.send('{ users { username } }');
      expect(answer).toMatchObject({ status: 200, code: 'FORBIDDEN' });
      expect(answer.text).not.toContain('Bert');
    }
    expect((await server.anonymous.send('{ users { username } }')).status).toBe(401);
  });
});

describe('user', () => {
  const ask = (id: string, client = manager.client) =>
    client.send('query ($id: String!) { user(id: $id) { username } }', { id });

  test('answers a user by id to who manages users', async () => {
    expect((await ask(people['zoe']!.id)).data).toEqual({ user: { username: 'zoe' } });
  });

  test.each([
    ['that is nobody’s', 'unknown'],
    ['that is empty', ''],
    ['that is very long', 'a'.repeat(10_000)],
    ['that would like to be SQL', `' OR 1=1 --`],
  ])('answers null for an id %s', async (_what, id) => {
    const answer = await ask(id);
    expect(answer.errors).toEqual([]);
    expect(answer.data).toEqual({ user: null });
  });

  test('answers null for one who is gone', async () => {
    expect((await ask(people['gone']!.id)).data).toEqual({ user: null });
  });

  test('answers oneself without any permission, and of others not even whether they are there', async () => {
    const { client } = await server.seed.personalTokenOf(people['zoe']!);
    expect((await ask(people['zoe']!.id, client)).data).toEqual({ user: { username: 'zoe' } });

    const other = await ask(people['Bert']!.id, client);
    const unknown = await ask('unknown', client);
    expect(other.code).toBe('FORBIDDEN');
    expect(other.text).toBe(unknown.text);
  });

  test('is refused to tokens that neither are a user’s nor manage users', async () => {
    for (const { client } of [
      await server.seed.organizationToken('CreateRepository'),
      await server.seed.systemToken('ManageCluster'),
    ]) {
      expect((await ask(people['zoe']!.id, client)).code).toBe('FORBIDDEN');
    }
  });
});

test('currentUser is the caller as a user, and an error for a token that is no user’s', async () => {
  const { client } = await server.seed.personalTokenOf(people['Bert']!);
  expect(await client.ask('{ currentUser { id username displayName isRoot } }')).toEqual({
    currentUser: { id: people['Bert']!.id, username: 'Bert', displayName: 'bertram Young', isRoot: false },
  });
  expect((await manager.client.send('{ currentUser { id } }')).code).toBe('NOT_A_USER');
});
