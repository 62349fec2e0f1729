/** The permissions of a living token change only where the policy allows it, and only to what the caller holds. */
import { HOUR } from '../../support/clock';
import { OPEN_POLICIES, type SeededDomain, type SeededToken } from '../../support/seed';
import { TestServer } from '../../support/server';
import {
  HARMLESS,
  MANAGES,
  read,
  rotate,
  SCOPED_KINDS,
  statusOf,
  updatePermissions,
  userWithToken,
  type ScopedKind,
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

/** What a token of the kind is changed to, beside what is harmless. */
const MORE = { view: 'ChangeParsers', organization: 'ManageUsers', system: 'ManageCluster' } as const;

function allowUpdates(...kinds: ScopedKind[]): Promise<void> {
  return server.seed.policies(
    Object.fromEntries(kinds.map((kind) => [`${kind}PermissionTokensAllowPermissionUpdates`, true])),
  );
}

function tokenOf(kind: ScopedKind, ...permissions: string[]): Promise<SeededToken> {
  const limits = { expireAt: server.clock.now() + HOUR };
  switch (kind) {
    case 'view':
      return server.seed.viewToken(permissions as ['ReadAccess'], a, limits);
    case 'organization':
      return server.seed.organizationToken(permissions as ['ViewUsage'], limits);
    case 'system':
      return server.seed.systemToken(permissions as ['ReadHealthCheck'], limits);
  }
}

describe.each(SCOPED_KINDS)('before anybody has set a policy, a %s token', (kind) => {
  test('keeps its permissions, even against root', async () => {
    const subject = await tokenOf(kind, HARMLESS[kind]);
    const answer = await updatePermissions(server.root, kind, subject.id, [MORE[kind]]);
    expect(answer).toMatchObject({ status: 200, code: 'POLICY_VIOLATION' });
    expect((await read(server.root, subject.id)).data.token.permissions).toEqual([HARMLESS[kind]]);
  });
});

describe.each(SCOPED_KINDS)('where the policy allows it for %s tokens', (kind) => {
  const change = (subject: SeededToken, permissions: readonly string[]) =>
    updatePermissions(server.root, kind, subject.id, permissions);

  beforeAll(() => allowUpdates(kind));

  test('the permissions are replaced, in the order given, and the token’s id is answered', async () => {
    const subject = await tokenOf(kind, HARMLESS[kind], MANAGES[kind]);
    const permissions = [MORE[kind], HARMLESS[kind]];
    expect((await change(subject, permissions)).data).toEqual({ updated: subject.id });
    expect((await read(server.root, subject.id)).data.token).toEqual({ ...subject.metadata, permissions });
  });

  test('the change holds from the next request on, with the same secret', async () => {
    const manager = await tokenOf(kind, MANAGES[kind], HARMLESS[kind]);
    const subject = await tokenOf(kind, HARMLESS[kind]);
    const managing = () => rotate(manager.client, 'nosuchtoken');

    expect(await managing()).toMatchObject({ code: 'NOT_FOUND' });
    await change(manager, [HARMLESS[kind]]);
    expect(await managing()).toMatchObject({ code: 'FORBIDDEN' });
    await change(manager, [MANAGES[kind]]);
    expect(await managing()).toMatchObject({ code: 'NOT_FOUND' });
    expect(await statusOf(subject)).toBe(200);
  });

  test('the change is on record with what was and what is', async () => {
    const subject = await tokenOf(kind, HARMLESS[kind]);
    await change(subject, [MORE[kind]]);
    expect(server.audit({ type: 'hashedtokens.change', targetId: subject.id }).at(-1)).toMatchObject({
      outcome: 'succeeded',
      actorUserName: 'root',
      details: { actionName: 'update', oldPermissions: [HARMLESS[kind]], newPermissions: [MORE[kind]] },
    });
  });

  test('a manager gives only what it holds, to itself as to others', async () => {
    const manager = await tokenOf(kind, MANAGES[kind]);
    const subject = await tokenOf(kind, MANAGES[kind]);
    for (const { id } of [subject, manager]) {
      const answer = await updatePermissions(manager.client, kind, id, [MANAGES[kind], MORE[kind]]);
      expect(answer).toMatchObject({ status: 200, code: 'FORBIDDEN' });
      expect(answer.errors[0]?.message).toContain(MORE[kind]);
      expect((await read(server.root, id)).data.token.permissions).toEqual([MANAGES[kind]]);
    }
  });

  test('a manager gives what it holds', async () => {
    const manager = await tokenOf(kind, MANAGES[kind], MORE[kind]);
    const subject = await tokenOf(kind, MORE[kind]);
    const answer = await updatePermissions(manager.client, kind, subject.id, [MANAGES[kind], MORE[kind]]);
    expect(answer.data).toEqual({ updated: subject.id });
  });

  test('a user without permissions changes nothing', async () => {
    const user = await userWithToken(server);
    const subject = await tokenOf(kind, HARMLESS[kind]);
    expect(await updatePermissions(user.client, kind, subject.id, [HARMLESS[kind]])).toMatchObject({
      status: 200,
      code: 'FORBIDDEN',
    });
  });

  test.each([
    ['none', []],
    ['one twice', [HARMLESS[kind], HARMLESS[kind]]],
    ['an action', ['AdministerTokens']],
  ])('the permissions cannot become %s', async (_what, permissions) => {
    const subject = await tokenOf(kind, HARMLESS[kind]);
    expect(await change(subject, permissions)).toMatchObject({ status: 200, code: 'BAD_USER_INPUT' });
    expect((await read(server.root, subject.id)).data.token.permissions).toEqual([HARMLESS[kind]]);
  });

  test('an unknown id and a token of another kind are not found', async () => {
    const others = await Promise.all(
      SCOPED_KINDS.filter((each) => each !== kind).map((other) => tokenOf(other, HARMLESS[other])),
    );
    for (const id of ['nosuchtoken', (await userWithToken(server)).id, ...others.map((other) => other.id)]) {
      expect(await updatePermissions(server.root, kind, id, [HARMLESS[kind]])).toMatchObject({
        status: 200,
        code: 'NOT_FOUND',
      });
    }
  });

  test('tokens of the other kinds keep their permissions', async () => {
    for (const other of SCOPED_KINDS.filter((each) => each !== kind)) {
      const subject = await tokenOf(other, HARMLESS[other]);
      expect(await updatePermissions(server.root, other, subject.id, [MORE[other]])).toMatchObject({
        code: 'POLICY_VIOLATION',
      });
    }
  });

  test('forbidding it again leaves the permissions as they are', async () => {
    const subject = await tokenOf(kind, HARMLESS[kind]);
    await change(subject, [MORE[kind]]);
    await server.seed.policies(OPEN_POLICIES);
    expect(await change(subject, [HARMLESS[kind]])).toMatchObject({ code: 'POLICY_VIOLATION' });
    expect((await read(server.root, subject.id)).data.token.permissions).toEqual([MORE[kind]]);
    await allowUpdates(kind);
  });
});

describe('a view token on two repositories', () => {
  beforeAll(() => allowUpdates('view'));

  test('is not changed by who manages tokens on one of them', async () => {
    const subject = await server.seed.viewToken('ReadAccess', [a, b]);
    const managerOfA = await server.seed.viewToken([MANAGES.view, 'ReadAccess', 'ChangeParsers'], a);
    expect(await updatePermissions(managerOfA.client, 'view', subject.id, ['ChangeParsers'])).toMatchObject({
      code: 'FORBIDDEN',
    });
    expect((await read(server.root, subject.id)).data.token.permissions).toEqual(['ReadAccess']);
  });

  test('is changed by who manages tokens on both and holds the permission there', async () => {
    const subject = await server.seed.viewToken('ReadAccess', [a, b]);
    const { client } = await server.seed.viewToken([MANAGES.view, 'ChangeParsers'], [a, b]);
    expect((await updatePermissions(client, 'view', subject.id, ['ChangeParsers'])).data.updated).toBe(
      subject.id,
    );
  });

  test('is given what destroys data only by who also holds ChangeDataDeletionPermissions', async () => {
    const subject = await server.seed.viewToken('ReadAccess', a);
    const held = [MANAGES.view, 'DeleteEvents'] as const;
    const without = await server.seed.viewToken(held, a);
    const having = await server.seed.viewToken([...held, 'ChangeDataDeletionPermissions'], a);
    const change = (by: SeededToken) => updatePermissions(by.client, 'view', subject.id, ['DeleteEvents']);
    expect(await change(without)).toMatchObject({ code: 'FORBIDDEN' });
    expect((await change(having)).data.updated).toBe(subject.id);
  });
});
