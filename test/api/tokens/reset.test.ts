/** A reset gives a token a new id and a new secret, and changes nothing else about it. */
import type { TokenKind } from '../../../src/access/principal';
import { DAY, HOUR, MINUTE } from '../../support/clock';
import type { GraphQLClient } from '../../support/graphql-client';
import type { SeededDomain, SeededToken } from '../../support/seed';
import { TestServer } from '../../support/server';
import {
  deleteToken,
  KINDS,
  list,
  oneOfEachKind,
  read,
  reset,
  rotate,
  SCOPED_KINDS,
  statusOf,
  TOKEN_STRING,
  updatePermissions,
  userWithToken,
} from './operations';

let server: TestServer;
let views: SeededDomain[];
let filter: { id: string };

beforeAll(async () => {
  server = await TestServer.start();
  views = [await server.seed.repository(), await server.seed.view()];
  filter = await server.seed.ipFilter('allow all');
});
afterAll(async () => server.stop());

/** A token of the kind with everything that a reset must keep, created some time ago. */
async function subjectOf(kind: TokenKind): Promise<SeededToken> {
  const limits = { expireAt: server.clock.now() + DAY, ipFilterId: filter.id };
  const subject = (await oneOfEachKind(server, views, limits))[kind];
  server.clock.advance(HOUR);
  return subject;
}

const WAYS = [
  [
    'rotateToken',
    async (by: GraphQLClient, _kind: TokenKind, id: string): Promise<string> =>
      (await rotate(by, id)).data.rotateToken,
  ],
  [
    'the reset of its kind',
    async (by: GraphQLClient, kind: TokenKind, id: string): Promise<string> =>
      (await reset(by, kind, id)).data.reset.token,
  ],
] as const;

describe.each(KINDS)('a %s token', (kind) => {
  describe.each(WAYS)('after %s', (_name, resetting) => {
    test('has a new id and a new secret, and the old string is refused from the next request on', async () => {
      const subject = await subjectOf(kind);
      const renewed = await resetting(server.root, kind, subject.id);

      expect(renewed).toMatch(TOKEN_STRING);
      const [id, secret] = renewed.split('~');
      const [oldId, oldSecret] = subject.token.split('~');
      expect(id).not.toBe(oldId);
      expect(secret).not.toBe(oldSecret);

      expect(await statusOf({ client: server.anonymous.as(renewed) })).toBe(200);
      const refused = await subject.client.send('{ currentToken { id } }');
      expect(refused.status).toBe(401);
      expect(refused.text).toBe('The supplied authentication is invalid');
    });

    test('keeps its name, permissions, views, IP filter, expiry and moment of creation', async () => {
      const subject = await subjectOf(kind);
      const before = (await read(server.root, subject.id)).data.token;
      const renewed = await resetting(server.root, kind, subject.id);

      const id = renewed.split('~')[0] ?? '';
      expect((await read(server.root, id)).data.token).toEqual({ ...before, id });
      expect(before).toMatchObject({ expireAt: expect.any(Number), ipFilterV2: { id: filter.id } });
    });

    test('is refused at its first expiry, however late it was reset', async () => {
      const subject = await subjectOf(kind);
      server.clock.moveTo(subject.metadata.expireAt - 1);
      const renewed = { client: server.anonymous.as(await resetting(server.root, kind, subject.id)) };
      expect(await statusOf(renewed)).toBe(200);
      server.clock.advance(1);
      expect(await statusOf(renewed)).toBe(401);
    });

    test('is on record under both ids', async () => {
      const subject = await subjectOf(kind);
      const newId = (await resetting(server.root, kind, subject.id)).split('~')[0];
      expect(server.audit({ type: 'hashedtokens.rotate', targetId: newId ?? '' })).toEqual([
        expect.objectContaining({
          outcome: 'succeeded',
          actorType: 'personalUserToken',
          details: expect.objectContaining({
            actionName: 'rotate',
            oldTokenId: subject.id,
            newTokenId: newId,
          }),
        }),
      ]);
    });

    test('is found under its new id alone', async () => {
      const subject = await subjectOf(kind);
      const renewed = await resetting(server.root, kind, subject.id);

      const afterwards = await Promise.all([
        read(server.root, subject.id),
        rotate(server.root, subject.id),
        reset(server.root, kind, subject.id),
        deleteToken(server.root, subject.id),
      ]);
      expect(afterwards.map(({ code }) => code)).toEqual(Array(4).fill('NOT_FOUND'));
      expect(await statusOf({ client: server.anonymous.as(renewed) })).toBe(200);
    });
  });

  test('answers its string together with what can be read of it', async () => {
    const subject = await subjectOf(kind);
    const { token, tokenMetadata } = (await reset(server.root, kind, subject.id)).data.reset;
    expect(tokenMetadata).toEqual((await read(server.root, token.split('~')[0])).data.token);
  });

  test('has one winner when two reset it at the same moment', async () => {
    const subject = await subjectOf(kind);
    const answers = await Promise.all([
      rotate(server.root, subject.id),
      reset(server.root, kind, subject.id),
      rotate(server.root, subject.id),
    ]);
    const winners = answers.flatMap(({ data }) => data.rotateToken ?? data.reset?.token ?? []);
    expect(winners).toHaveLength(1);
    expect(answers.flatMap(({ code }) => code ?? [])).toEqual(['NOT_FOUND', 'NOT_FOUND']);
    expect(await statusOf({ client: server.anonymous.as(winners[0]) })).toBe(200);
  });

  test('is not found by the resets of the other kinds, and still works', async () => {
    const subject = await subjectOf(kind);
    for (const other of KINDS.filter((each) => each !== kind)) {
      expect(await reset(server.root, other, subject.id)).toMatchObject({ status: 200, code: 'NOT_FOUND' });
    }
    expect(await statusOf(subject)).toBe(200);
  });
});

describe.each(SCOPED_KINDS)('a %s token that was reset', (kind) => {
  test('is listed under its new id, and a search for the old one is an empty list', async () => {
    const subject = await subjectOf(kind);
    const newId = (await rotate(server.root, subject.id)).data.rotateToken.split('~')[0];
    expect((await list(server.root, { search: subject.id })).data.tokens).toEqual({
      totalResults: 0,
      results: [],
    });
    expect((await list(server.root, { search: newId })).data.tokens).toMatchObject({
      totalResults: 1,
      results: [{ id: newId }],
    });
  });

  test('cannot be changed under its old id', async () => {
    await server.seed.policies({ [`${kind}PermissionTokensAllowPermissionUpdates`]: true });
    const subject = await subjectOf(kind);
    await rotate(server.root, subject.id);
    const permissions = subject.metadata.permissions;
    expect(await updatePermissions(server.root, kind, subject.id, permissions)).toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  test('can be followed back to its creation through the audit log', async () => {
    const subject = await subjectOf(kind);
    let id = subject.id;
    for (let i = 0; i < 3; i++) {
      server.clock.advance(MINUTE);
      id = (await rotate(server.root, id)).data.rotateToken.split('~')[0];
    }
    for (let i = 0; i < 3; i++) {
      id = server.audit({ type: 'hashedtokens.rotate', targetId: id })[0]?.details.oldTokenId;
    }
    expect(id).toBe(subject.id);
    expect(server.audit({ type: 'hashedtokens.change', targetId: id })[0]?.details.actionName).toBe('create');
  });
});

describe('rotateToken with the id of a user', () => {
  test('by root, creates the personal token of a user who has none and resets it from then on', async () => {
    const user = await server.seed.user();
    const first = (await rotate(server.root, user.id)).data.rotateToken;
    const asFirst = server.anonymous.as(first);
    expect((await asFirst.ask('{ viewer { id } }')).viewer.id).toBe(user.id);

    server.clock.advance(HOUR);
    const second = (await rotate(server.root, user.id)).data.rotateToken;
    expect(await statusOf({ client: asFirst })).toBe(401);
    const { viewer } = await server.anonymous.as(second).ask('{ viewer { id token { createdAt } } }');
    expect(viewer).toEqual({ id: user.id, token: { createdAt: server.clock.now() - HOUR } });
  });

  test('by root, is not found for a user who has been removed', async () => {
    const user = await userWithToken(server);
    await server.root.ask('mutation ($id: String!) { removeUserById(input: { id: $id }) { user { id } } }', {
      id: user.userId,
    });
    expect(await rotate(server.root, user.userId)).toMatchObject({ code: 'NOT_FOUND' });
  });

  test.each([
    ['themself', {}],
    ['another user', {}],
    ['themself, being root of the organization', { isOrgOwner: true }],
    ['another user, being root of the organization', { isOrgOwner: true }],
  ])('by a user who is not root, is not found: %s', async (whose, details) => {
    const caller = await userWithToken(server, details);
    const other = await userWithToken(server);
    const id = whose.startsWith('themself') ? caller.userId : other.userId;
    expect(await rotate(caller.client, id)).toMatchObject({ status: 200, code: 'NOT_FOUND' });
    expect(await reset(caller.client, 'personal', id)).toMatchObject({ status: 200, code: 'NOT_FOUND' });
    expect(await statusOf(other)).toBe(200);
  });
});

test('a user resets their own personal token and nobody else’s', async () => {
  const [user, other] = [await userWithToken(server), await userWithToken(server, { isOrgOwner: true })];
  expect(await rotate(user.client, other.id)).toMatchObject({ code: 'NOT_FOUND' });
  expect(await rotate(other.client, user.id)).toMatchObject({ code: 'NOT_FOUND' });
  const renewed = (await rotate(user.client, user.id)).data.rotateToken;
  expect(await statusOf(user)).toBe(401);
  expect(await statusOf({ client: server.anonymous.as(renewed) })).toBe(200);
});
