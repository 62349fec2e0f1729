/** A reset hands out a secret, so it takes every permission that the token carries; a revocation hands out nothing. */
import type { SeededDomain, SeededToken } from '../../support/seed';
import { TestServer } from '../../support/server';
import {
  deleteToken,
  HARMLESS,
  list,
  MANAGES,
  reset,
  revoke,
  rotate,
  SCOPED_KINDS,
  statusOf,
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

/** A token of the kind that manages its kind and holds something besides, if asked for. */
function manager(kind: ScopedKind, holding: 'nothing else' | 'what is harmless'): Promise<SeededToken> {
  const besides = holding === 'nothing else' ? [] : [HARMLESS[kind]];
  switch (kind) {
    case 'view':
      return server.seed.viewToken([MANAGES.view, ...(besides as ['ReadAccess'])], a);
    case 'organization':
      return server.seed.organizationToken([MANAGES.organization, ...(besides as ['ViewUsage'])]);
    case 'system':
      return server.seed.systemToken([MANAGES.system, ...(besides as ['ReadHealthCheck'])]);
  }
}

/** A token of the kind that holds what is harmless. */
function target(kind: ScopedKind): Promise<SeededToken> {
  switch (kind) {
    case 'view':
      return server.seed.viewToken(HARMLESS.view, a);
    case 'organization':
      return server.seed.organizationToken(HARMLESS.organization);
    case 'system':
      return server.seed.systemToken(HARMLESS.system);
  }
}

const RESETS = [
  ['rotateToken', (by: SeededToken, _kind: ScopedKind, id: string) => rotate(by.client, id)],
  ['the typed reset', (by: SeededToken, kind: ScopedKind, id: string) => reset(by.client, kind, id)],
] as const;

describe.each(SCOPED_KINDS)('a manager of %s tokens', (kind) => {
  describe.each(RESETS)('with %s', (_name, resetting) => {
    test('resets a token whose permissions it holds', async () => {
      const strong = await manager(kind, 'what is harmless');
      const subject = await target(kind);
      expect(await resetting(strong, kind, subject.id)).toMatchObject({ status: 200, errors: [] });
      expect(await statusOf(subject)).toBe(401);
    });

    test('cannot reset a token that is stronger than itself, whose secret still works afterwards', async () => {
      const weak = await manager(kind, 'nothing else');
      const subject = await target(kind);
      const answer = await resetting(weak, kind, subject.id);
      expect(answer).toMatchObject({ status: 200, code: 'FORBIDDEN' });
      expect(answer.errors[0]?.message).toContain(HARMLESS[kind]);
      expect(answer.text).not.toContain('~');
      expect(await statusOf(subject)).toBe(200);
    });

    test('resets itself', async () => {
      const itself = await manager(kind, 'nothing else');
      const answer = await resetting(itself, kind, itself.id);
      const renewed: string = answer.data.rotateToken ?? answer.data.reset.token;
      expect(await statusOf(itself)).toBe(401);
      expect(await statusOf({ client: server.anonymous.as(renewed) })).toBe(200);
    });
  });

  test('may revoke a token that is stronger than itself', async () => {
    const weak = await manager(kind, 'nothing else');
    const subject = await target(kind);
    expect((await deleteToken(weak.client, subject.id)).data.deleteToken).toBe(true);
    expect(await statusOf(subject)).toBe(401);
  });

  test('revokes itself', async () => {
    const itself = await manager(kind, 'nothing else');
    expect((await revoke(itself.client, kind, itself.id)).data.revoked).toBe(true);
    expect(await statusOf(itself)).toBe(401);
  });

  test('neither sees, resets nor revokes tokens of the other kinds', async () => {
    const strong = await manager(kind, 'what is harmless');
    for (const other of SCOPED_KINDS.filter((each) => each !== kind)) {
      const subject = await target(other);
      expect(await rotate(strong.client, subject.id)).toMatchObject({ code: 'NOT_FOUND' });
      expect(await reset(strong.client, other, subject.id)).toMatchObject({ code: 'FORBIDDEN' });
      expect(await deleteToken(strong.client, subject.id)).toMatchObject({ code: 'NOT_FOUND' });
      expect((await list(strong.client, { search: subject.id })).data.tokens.totalResults).toBe(0);
      expect(await statusOf(subject)).toBe(200);
    }
  });

  test('neither resets nor revokes a personal token, which is as missing as one that is', async () => {
    const strong = await manager(kind, 'what is harmless');
    const personal = await userWithToken(server);
    for (const answers of [
      await Promise.all([rotate(strong.client, personal.id), rotate(strong.client, 'nosuchtoken')]),
      await Promise.all([deleteToken(strong.client, personal.id), deleteToken(strong.client, 'nosuchtoken')]),
    ]) {
      expect(answers[0].code).toBe('NOT_FOUND');
      expect(answers[0].text).toBe(answers[1].text);
    }
    expect(await statusOf(personal)).toBe(200);
  });
});

test.each(SCOPED_KINDS)(
  'a %s token that manages no tokens can neither reset nor revoke itself',
  async (kind) => {
    const itself = await target(kind);
    expect(await rotate(itself.client, itself.id)).toMatchObject({ code: 'FORBIDDEN' });
    expect(await reset(itself.client, kind, itself.id)).toMatchObject({ code: 'FORBIDDEN' });
    expect(await deleteToken(itself.client, itself.id)).toMatchObject({ code: 'FORBIDDEN' });
    expect(await revoke(itself.client, kind, itself.id)).toMatchObject({ code: 'FORBIDDEN' });
    expect(await statusOf(itself)).toBe(200);
  },
);

describe('a token on two repositories', () => {
  test.each(RESETS)('is not reset with %s by who manages tokens on one of them', async (_name, resetting) => {
    const subject = await server.seed.viewToken('ReadAccess', [a, b]);
    const managerOfA = await manager('view', 'what is harmless');
    expect(await resetting(managerOfA, 'view', subject.id)).toMatchObject({ code: 'FORBIDDEN' });
    expect(await statusOf(subject)).toBe(200);
  });

  test('is reset by who manages tokens on both', async () => {
    const subject = await server.seed.viewToken('ReadAccess', [a, b]);
    const managerOfBoth = await server.seed.viewToken([MANAGES.view, 'ReadAccess'], [b, a]);
    expect(await rotate(managerOfBoth.client, subject.id)).toMatchObject({ status: 200, errors: [] });
  });
});
