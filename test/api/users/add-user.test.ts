/** addUserV2: who may add users, what a user may be called, and what nobody may make of another. */
import type { GraphQLAnswer, GraphQLClient } from '../../support/graphql-client';
import { TestServer } from '../../support/server';

const DETAILS = {
  fullName: 'Ada Lovelace',
  firstName: 'Ada',
  lastName: 'Lovelace',
  email: 'ada@example.com',
  company: 'Analytical Engines',
  countryCode: 'GB',
  stateCode: 'LND',
  picture: 'https://example.com/ada.png',
};
const FIELDS =
  '__typename ... on User { id username displayName fullName firstName lastName email company countryCode stateCode picture phoneNumber isRoot isOrgRoot createdAt }';

let server: TestServer;
beforeAll(async () => (server = await TestServer.start()));
afterAll(async () => server.stop());

const add = (client: GraphQLClient, input: Record<string, unknown>): Promise<GraphQLAnswer> =>
  client.send(`mutation ($input: AddUserInputV2!) { addUserV2(input: $input) { ${FIELDS} } }`, { input });

async function usernames(): Promise<string[]> {
  return (await server.root.ask('{ users { username } }')).users.map((user: any) => user.username);
}

const created = (userName: string) =>
  server.audit({ type: 'user.create' }).filter((row) => row.details.userName === userName);

describe('a user', () => {
  test('is added at once, with what was given, and the audit log says who added whom', async () => {
    const manager = await server.seed.organizationToken('ManageUsers');
    const { addUserV2: user } = (await add(manager.client, { username: 'ada', ...DETAILS })).data;

    expect(user).toEqual({
      __typename: 'User',
      id: expect.stringMatching(/^[0-9A-Za-z]{32}$/),
      username: 'ada',
      displayName: 'Ada Lovelace',
      ...DETAILS,
      phoneNumber: null,
      isRoot: false,
      isOrgRoot: false,
      createdAt: new Date(server.clock.now()).toISOString(),
    });
    expect(created('ada')).toEqual([
      expect.objectContaining({
        outcome: 'succeeded',
        actorType: 'organizationPermissionToken',
        actorTokenId: manager.id,
        targetType: 'user',
        targetId: user.id,
        details: {
          userId: user.id,
          userName: 'ada',
          organizationId: (await server.root.ask('{ organization { id } }')).organization.id,
          isRoot: false,
          isOrgRoot: false,
        },
      }),
    ]);
    expect(
      (await server.root.ask('query ($id: String!) { user(id: $id) { username email } }', { id: user.id }))
        .user,
    ).toEqual({ username: 'ada', email: 'ada@example.com' });
  });

  test('needs nothing but a username: null means absent', async () => {
    const nothing = Object.fromEntries(Object.keys(DETAILS).map((field) => [field, null]));
    const more = { isRoot: null, isOrgOwner: null, sendInvite: null, verificationToken: null };
    const { addUserV2: user } = (await add(server.root, { username: 'bare', ...nothing, ...more })).data;
    expect(user).toMatchObject({ ...nothing, displayName: 'bare', isRoot: false, isOrgRoot: false });
  });

  test('is called by the username where the full name is blank', async () => {
    const { addUserV2: user } = (await add(server.root, { username: 'blank', fullName: '  ' })).data;
    expect(user.displayName).toBe('blank');
  });

  test('cannot log in and has no token until either is given', async () => {
    const user = await server.seed.user();
    const { client } = await server.seed.personalTokenOf(user);
    expect((await client.ask('{ viewer { username } }')).viewer.username).toBe(user.username);
    expect(server.audit({ type: 'user.password.change', targetId: user.id })).toEqual([]);
  });
});

describe('a username', () => {
  test('loses the blanks around it and keeps those within', async () => {
    const { addUserV2: user } = (await add(server.root, { username: '  grace b. hopper\t' })).data;
    expect(user.username).toBe('grace b. hopper');
  });

  test.each([
    'a',
    'a'.repeat(253),
    'ada@example.com',
    'Ünïcödé',
    'a/b\\c"d',
    '日本',
    '\u{1f600}'.repeat(253),
  ])('%j is taken as it is', async (username) => {
    expect((await add(server.root, { username })).data.addUserV2.username).toBe(username);
  });

  test.each([
    ['empty', '', /must not be empty/],
    ['blank', ' \t ', /must not be empty/],
    ['longer than 253 characters', 'a'.repeat(254), /at most 253 characters; it has 254/],
    ['of more than one line', 'a\nb', /control characters or line breaks/],
    ['with a control character', 'a\u001b[31mb', /control characters/],
    ['with a line separator', 'a\u2028b', /control characters or line breaks/],
  ])('must not be %s', async (_what, username, message) => {
    const before = await usernames();
    const answer = await add(server.root, { username });
    expect(answer.code).toBe('BAD_USER_INPUT');
    expect(answer.errors[0]?.message).toMatch(/^username /);
    expect(answer.errors[0]?.message).toMatch(message);
    expect(await usernames()).toEqual(before);
  });

  test.each([
    ['in any case', 'Straße-q1', 'STRAßE-Q1'],
    ['with blanks around it', 'Blanks-q2', ' blanks-q2 '],
    ['in another form of the same characters', 'Café-q3', 'Cafe\u0301-q3'],
    ['in wide characters', 'wide-q4', 'ｗｉｄｅ-q4'],
  ])('is taken %s once someone has it', async (_how, first, second) => {
    await server.seed.user(first);
    const answer = await add(server.root, { username: second });
    expect(answer.code).toBe('CONFLICT');
    expect(answer.errors[0]?.message).toContain('exists already');
    expect((await usernames()).filter((name) => name.toLowerCase().endsWith(first.slice(-3)))).toEqual([
      first,
    ]);
  });

  test('goes to one of those who ask for it at the same time', async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => add(server.root, { username: 'wanted by many' })),
    );
    expect(answers.map((answer) => answer.code ?? 'added').sort()).toEqual([
      ...Array<string>(7).fill('CONFLICT'),
      'added',
    ]);
    expect(created('wanted by many')).toHaveLength(1);
  });
});

describe('a detail', () => {
  test.each(['fullName', 'firstName', 'lastName', 'email', 'company', 'countryCode', 'stateCode'])(
    '%s may have 512 characters and no more',
    async (field) => {
      const taken = await add(server.root, { username: `long-${field}`, [field]: 'é'.repeat(512) });
      expect(taken.data.addUserV2[field]).toBe('é'.repeat(512));
      const refused = await add(server.root, { username: `longer-${field}`, [field]: 'é'.repeat(513) });
      expect(refused.code).toBe('BAD_USER_INPUT');
      expect(refused.errors[0]?.message).toContain(field);
    },
  );

  test('picture may be a data URL of up to 65,536 characters', async () => {
    const picture = `data:image/png;base64,${'A'.repeat(65_514)}`;
    expect((await add(server.root, { username: 'pictured', picture })).data.addUserV2.picture).toBe(picture);
    const refused = await add(server.root, { username: 'too-pictured', picture: `${picture}A` });
    expect(refused.code).toBe('BAD_USER_INPUT');
  });

  test('with a NUL in it is refused', async () => {
    const answer = await add(server.root, { username: 'nul', email: 'a\u0000b' });
    expect(answer.code).toBe('BAD_USER_INPUT');
    expect(answer.errors[0]?.message).toContain('email');
  });
});

test('an invitation is not pretended: sendInvite: true is refused, and nobody is added', async () => {
  const answer = await add(server.root, { username: 'invited', sendInvite: true });
  expect(answer.code).toBe('BAD_USER_INPUT');
  expect(answer.errors[0]?.message).toContain('sendInvite');
  expect(await usernames()).not.toContain('invited');
  expect(
    (await add(server.root, { username: 'invited', sendInvite: false, verificationToken: 'x' })).data
      .addUserV2,
  ).toMatchObject({ username: 'invited' });
});

describe('nobody makes another more than they are', () => {
  const personalTokenOf = async (details: Record<string, unknown>) =>
    (await server.seed.personalTokenOf(await server.seed.user(undefined, details))).client;

  test('root adds roots and roots of the organization', async () => {
    const added = await add(server.root, { username: 'root-2', isRoot: true, isOrgOwner: true });
    expect(added.data.addUserV2).toMatchObject({ isRoot: true, isOrgRoot: true });
    expect(created('root-2')[0]?.details).toMatchObject({ isRoot: true, isOrgRoot: true });
  });

  test('a root of the organization adds another, and no root', async () => {
    const owner = await personalTokenOf({ isOrgOwner: true });
    expect((await add(owner, { username: 'owner-2', isOrgOwner: true })).data.addUserV2.isOrgRoot).toBe(true);
    const refused = await add(owner, { username: 'root-3', isRoot: true });
    expect(refused.code).toBe('FORBIDDEN');
    expect(refused.errors[0]?.message).toContain('root user');
    expect(await usernames()).not.toContain('root-3');
  });

  test.each(['isRoot', 'isOrgOwner'])('ManageUsers alone adds no user with %s', async (flag) => {
    const manager = await server.seed.organizationToken('ManageUsers');
    const answer = await add(manager.client, { username: `with-${flag}`, [flag]: true });
    expect(answer.code).toBe('FORBIDDEN');
    expect(await usernames()).not.toContain(`with-${flag}`);
    expect(server.audit({ type: 'authorization.refused', actorTokenId: manager.id })).toEqual([
      expect.objectContaining({
        details: expect.objectContaining({
          operation: 'Mutation.addUserV2',
          action: expect.stringContaining('users.make'),
        }),
      }),
    ]);
    expect((await add(manager.client, { username: `without-${flag}`, [flag]: false })).code).toBeUndefined();
  });

  test('without ManageUsers nobody is added, by any kind of caller', async () => {
    const repository = await server.seed.repository();
    for (const client of [
      (await server.seed.organizationToken(['CreateRepository', 'ChangeOrganizationPermissions'])).client,
      (await server.seed.systemToken(['ManageOrganizations', 'ChangeUsername'])).client,
      (await server.seed.viewToken('ChangeUserAccess', repository)).client,
      await personalTokenOf({}),
    ]) {
      const answer = await add(client, { username: 'unwanted' });
      expect(answer.code).toBe('FORBIDDEN');
      expect(answer.errors[0]?.message).toContain('ManageUsers');
    }
    expect(await usernames()).not.toContain('unwanted');
  });
});
