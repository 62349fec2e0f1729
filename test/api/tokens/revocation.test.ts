/** A revoked token is refused from the next request on, for ever, and the audit log keeps why. */
import type { SeededDomain } from '../../support/seed';
import { TestServer } from '../../support/server';
import {
  deleteToken,
  KINDS,
  list,
  MANAGES,
  oneOfEachKind,
  read,
  reset,
  revoke,
  rotate,
  SCOPED_KINDS,
  statusOf,
  userWithToken,
} from './operations';

let server: TestServer;
let a: SeededDomain;
let b: SeededDomain;

beforeAll(async () => {
  server = await TestServer.start();
  a = await server.seed.repository();
  b = await server.seed.repository();
});
afterAll(async () => server.stop());

const subjectOf = async (kind: (typeof KINDS)[number]) => (await oneOfEachKind(server, a))[kind];
const endOf = (tokenId: string) =>
  server
    .audit({ type: 'hashedtokens.change', targetId: tokenId })
    .filter(({ details }) => details.actionName === 'delete');

describe.each(KINDS)('a %s token', (kind) => {
  test('that is deleted is refused from the next request on', async () => {
    const subject = await subjectOf(kind);
    expect(await statusOf(subject)).toBe(200);
    const answer = await deleteToken(server.root, subject.id);
    expect(answer.data).toEqual({ deleteToken: true });

    const refused = await subject.client.send('{ currentToken { id } }');
    expect(refused.status).toBe(401);
    expect(refused.text).toBe('The supplied authentication is invalid');
    expect(endOf(subject.id)).toEqual([
      expect.objectContaining({
        outcome: 'succeeded',
        actorUserName: 'root',
        details: expect.objectContaining({
          tokenKind: kind,
          oldPermissions: subject.metadata.permissions ?? [],
          endReason: 'revoked',
          reason: null,
        }),
      }),
    ]);
  });

  test('that is revoked is refused from the next request on, and the reason is on record', async () => {
    const subject = await subjectOf(kind);
    const reason = 'It was in a public repository:\nsee the incident report — “urgent”.';
    expect((await revoke(server.root, kind, subject.id, reason)).data).toEqual({ revoked: true });
    expect(await statusOf(subject)).toBe(401);
    expect(endOf(subject.id)).toEqual([
      expect.objectContaining({ details: expect.objectContaining({ endReason: 'revoked', reason }) }),
    ]);
  });

  test('that has been revoked cannot be found by anything', async () => {
    const subject = await subjectOf(kind);
    await revoke(server.root, kind, subject.id);
    const answers = await Promise.all([
      revoke(server.root, kind, subject.id),
      deleteToken(server.root, subject.id),
      rotate(server.root, subject.id),
      reset(server.root, kind, subject.id),
      read(server.root, subject.id),
    ]);
    expect(answers.map(({ code }) => code)).toEqual(Array(5).fill('NOT_FOUND'));
    expect((await list(server.root, { search: subject.id })).data.tokens.totalResults).toBe(0);
    expect(endOf(subject.id)).toHaveLength(1);
  });

  test('is not found by the revocations of the other kinds, and still works', async () => {
    const subject = await subjectOf(kind);
    for (const other of KINDS.filter((each) => each !== kind)) {
      expect(await revoke(server.root, other, subject.id)).toMatchObject({ status: 200, code: 'NOT_FOUND' });
    }
    expect(await statusOf(subject)).toBe(200);
  });

  test('is revoked once by two who do it at the same moment', async () => {
    const subject = await subjectOf(kind);
    const answers = await Promise.all([
      revoke(server.root, kind, subject.id),
      deleteToken(server.root, subject.id),
    ]);
    expect(answers.flatMap(({ code }) => code ?? [])).toEqual(['NOT_FOUND']);
    expect(endOf(subject.id)).toHaveLength(1);
  });

  test('cannot be revoked for a reason of more than 1,000 characters, and still works', async () => {
    const subject = await subjectOf(kind);
    const tooLong = await revoke(server.root, kind, subject.id, 'x'.repeat(1_001));
    expect(tooLong).toMatchObject({ status: 200, code: 'BAD_USER_INPUT' });
    expect(tooLong.errors[0]?.message).toContain('reason');
    expect(await statusOf(subject)).toBe(200);

    const longest = '🔑'.repeat(1_000);
    expect((await revoke(server.root, kind, subject.id, longest)).data.revoked).toBe(true);
    expect(endOf(subject.id)[0]?.details.reason).toBe(longest);
  });
});

test('an id that no token ever had is not found', async () => {
  expect(await deleteToken(server.root, 'nosuchtoken')).toMatchObject({ status: 200, code: 'NOT_FOUND' });
});

describe('a personal token', () => {
  test.each([
    ['deleteToken', deleteToken],
    [
      'revokePersonalUserToken',
      (by: Parameters<typeof deleteToken>[0], id: string) => revoke(by, 'personal', id),
    ],
  ])('is ended by its own user with %s, without any permission', async (_name, ending) => {
    const user = await userWithToken(server);
    expect((await ending(user.client, user.id)).errors).toEqual([]);
    expect(await statusOf(user)).toBe(401);
  });

  test.each([
    ['a user without permissions', {}],
    ['a root user of the organization', { isOrgOwner: true }],
  ])('is as missing to %s as one that is, and still works', async (_who, details) => {
    const [user, other] = [await userWithToken(server, details), await userWithToken(server)];
    const attempts = [
      (id: string) => deleteToken(user.client, id),
      (id: string) => revoke(user.client, 'personal', id),
    ];
    for (const attempt of attempts) {
      const hidden = await attempt(other.id);
      expect(hidden.code).toBe('NOT_FOUND');
      expect(hidden.text).toBe((await attempt('nosuchtoken')).text);
    }
    expect(await statusOf(other)).toBe(200);
    expect(
      server
        .audit({ type: 'authorization.refused', actorTokenId: user.id })
        .map(({ details: { operation, reason } }) => ({ operation, reason })),
    ).toEqual([
      { operation: 'Mutation.deleteToken', reason: expect.stringContaining(other.id) },
      { operation: 'Mutation.revokePersonalUserToken', reason: expect.stringContaining(other.id) },
    ]);
  });

  test('ends with its user', async () => {
    const user = await userWithToken(server);
    await server.root.ask(
      'mutation ($name: String!) { removeUser(input: { username: $name }) { user { id } } }',
      {
        name: user.username,
      },
    );
    expect(await statusOf(user)).toBe(401);
    expect(endOf(user.id)[0]?.details.endReason).toBe('userRemoved');
  });
});

test.each(SCOPED_KINDS)('a user without permissions revokes no %s token', async (kind) => {
  const user = await userWithToken(server);
  const subject = await subjectOf(kind);
  expect(await deleteToken(user.client, subject.id)).toMatchObject({ status: 200, code: 'NOT_FOUND' });
  expect(await revoke(user.client, kind, subject.id)).toMatchObject({ status: 200, code: 'FORBIDDEN' });
  expect(await statusOf(subject)).toBe(200);
});

describe('a view token on two repositories', () => {
  test('is shown to who manages tokens on one of them, with that one repository and no other', async () => {
    const subject = await server.seed.viewToken('ReadAccess', [b, a]);
    const managerOfA = await server.seed.viewToken(MANAGES.view, a);
    const found = (await list(managerOfA.client, { search: subject.id })).data.tokens;
    expect(found).toMatchObject({ totalResults: 1, results: [{ id: subject.id, views: [a] }] });
    expect((await read(managerOfA.client, subject.id)).data.token.views).toEqual([a]);
  });

  test('is not revoked by who manages tokens on one of them', async () => {
    const subject = await server.seed.viewToken('ReadAccess', [a, b]);
    const managerOfA = await server.seed.viewToken(MANAGES.view, a);
    for (const answer of [
      await deleteToken(managerOfA.client, subject.id),
      await revoke(managerOfA.client, 'view', subject.id),
    ]) {
      expect(answer).toMatchObject({ status: 200, code: 'FORBIDDEN' });
      expect(answer.text).not.toContain(b.id);
      expect(answer.text).not.toContain(b.name);
    }
    expect(await statusOf(subject)).toBe(200);
  });

  test('is revoked by who manages tokens on both, or on all', async () => {
    const managers = [
      await server.seed.viewToken(MANAGES.view, [a, b]),
      await server.seed.organizationToken('ChangeAllViewOrRepositoryPermissions'),
    ];
    for (const { client } of managers) {
      const subject = await server.seed.viewToken('ReadAccess', [a, b]);
      expect((await deleteToken(client, subject.id)).data.deleteToken).toBe(true);
      expect(await statusOf(subject)).toBe(401);
    }
  });

  test('is missing to who manages tokens on neither', async () => {
    const subject = await server.seed.viewToken('ReadAccess', b);
    const managerOfA = await server.seed.viewToken(MANAGES.view, a);
    expect(await deleteToken(managerOfA.client, subject.id)).toMatchObject({ code: 'NOT_FOUND' });
    expect(await read(managerOfA.client, subject.id)).toMatchObject({ code: 'NOT_FOUND' });
    expect((await list(managerOfA.client, { search: subject.id })).data.tokens.totalResults).toBe(0);
  });

  test('reaches what is left once one of them is deleted, and is then managed by who manages that', async () => {
    const doomed = await server.seed.repository();
    const subject = await server.seed.viewToken('ReadAccess', [doomed, a]);
    const managerOfA = await server.seed.viewToken(MANAGES.view, a);
    await server.root.ask('mutation ($name: String!) { deleteSearchDomain(name: $name) { __typename } }', {
      name: doomed.name,
    });
    expect((await read(server.root, subject.id)).data.token.views).toEqual([a]);
    expect((await deleteToken(managerOfA.client, subject.id)).data.deleteToken).toBe(true);
  });
});
