/** A maximum lifetime counts from a token’s creation: what that means for new tokens, old ones, and resets. */
import { HOUR, MINUTE } from '../../support/clock';
import type { GraphQLClient } from '../../support/graphql-client';
import { Seed, type SeededToken } from '../../support/seed';
import { TestServer } from '../../support/server';
import { create, KINDS, leastInput, NAMES, reset, rotate, statusOf } from '../tokens/operations';
import { lastChange, limitsOf, newToken, OPERATED, operatorOf, setPolicy } from './operations';

describe.each(KINDS)('where %s tokens have a maximum lifetime', (kind) => {
  let server: TestServer;
  let operator: GraphQLClient;
  beforeAll(async () => (server = await TestServer.start(OPERATED)));
  afterAll(async () => server.stop());
  beforeEach(async () => {
    // A log-in lasts an hour, and these tests let more than that pass.
    operator = await operatorOf(server);
    await setPolicy(operator, kind);
  });

  const now = () => server.clock.now();
  const seeded = (token: string): SeededToken => ({
    id: token.split('~')[0]!,
    token,
    client: operator.as(token),
    metadata: {},
  });
  const entriesOf = (token: SeededToken) =>
    lastChange(server)
      .tokens.filter((entry) => entry.targetId === token.id)
      .map((entry) => entry.details);

  describe('a new one', () => {
    beforeEach(async () => setPolicy(operator, kind, { maximumMs: HOUR }));

    test('lives for the maximum when no expiry is asked for', async () => {
      expect((await limitsOf(await newToken(operator, kind))).expireAt).toBe(now() + HOUR);
    });

    test('may expire exactly at the maximum, and earlier', async () => {
      for (const expireAt of [now() + HOUR, now() + 1]) {
        expect((await newToken(operator, kind, { expireAt })).metadata.expireAt).toBe(expireAt);
      }
    });

    test('may not expire a millisecond later: the refusal tells the maximum, and nothing is created or replaced', async () => {
      const owner = kind === 'personal' ? await newToken(operator, kind) : seeded(operator.token!);
      const repository = await new Seed(operator).repository();
      const before = server.audit({ type: 'hashedtokens.change' }).length;
      const limit = now() + HOUR;
      for (const expireAt of [limit + 1, Number.MAX_SAFE_INTEGER]) {
        const answer = await create(owner.client, kind, { ...leastInput(kind, repository), expireAt });
        expect(answer.code).toBe('POLICY_VIOLATION');
        expect(answer.errors[0]?.message).toContain(
          `1 hour (3600000 ms) at most: expireAt must be ${limit} or earlier`,
        );
      }
      expect(server.audit({ type: 'hashedtokens.change' })).toHaveLength(before);
      expect(await statusOf(owner)).toBe(200);
    });

    test.each([
      ['rotateToken', (token: SeededToken, by: GraphQLClient) => rotate(by, token.id)],
      [NAMES[kind].reset, (token: SeededToken, by: GraphQLClient) => reset(by, kind, token.id)],
    ])('does not outlive it by %s', async (_name, resetting) => {
      const created = now();
      const token = await newToken(operator, kind);
      server.clock.advance(HOUR - 1);
      const answer = await resetting(token, kind === 'personal' ? token.client : operator);
      const renewed = seeded((answer.data.rotateToken ?? answer.data.reset.token) as string);
      expect(await limitsOf(renewed)).toMatchObject({ createdAt: created, expireAt: created + HOUR });
      server.clock.advance(1);
      expect(await statusOf(renewed)).toBe(401);
    });
  });

  describe('and it is set when there are tokens already', () => {
    test('an expiry that is later, or never, is cut to the limit; one that is not stays', async () => {
      const never = await newToken(operator, kind);
      const later = await newToken(operator, kind, { expireAt: now() + HOUR + 1 });
      const exactly = await newToken(operator, kind, { expireAt: now() + HOUR });
      const earlier = await newToken(operator, kind, { expireAt: now() + MINUTE });
      const limit = now() + HOUR;
      await setPolicy(operator, kind, { maximumMs: HOUR });

      expect((await limitsOf(never)).expireAt).toBe(limit);
      expect((await limitsOf(later)).expireAt).toBe(limit);
      expect((await limitsOf(exactly)).expireAt).toBe(limit);
      expect((await limitsOf(earlier)).expireAt).toBe(now() + MINUTE);
      const shorten = { actionName: 'shorten', tokenKind: kind, newExpireAt: limit };
      expect(entriesOf(never)).toEqual([expect.objectContaining({ ...shorten, oldExpireAt: null })]);
      expect(entriesOf(later)).toEqual([expect.objectContaining({ ...shorten, oldExpireAt: limit + 1 })]);
      expect([...entriesOf(exactly), ...entriesOf(earlier)]).toEqual([]);
    });

    test('the time that a token has lived already counts, to the millisecond', async () => {
      const token = await newToken(operator, kind);
      const limit = now() + HOUR;
      server.clock.advance(HOUR - 1);
      await setPolicy(operator, kind, { maximumMs: HOUR });
      expect((await limitsOf(token)).expireAt).toBe(limit);
      server.clock.advance(1);
      expect(await statusOf(token)).toBe(401);
    });

    test('one at its limit or past it ends at once, whenever it was to expire', async () => {
      const old = await newToken(operator, kind, { expireAt: now() + 10 * HOUR });
      server.clock.advance(1);
      const atLimit = await newToken(operator, kind);
      server.clock.advance(30 * MINUTE);
      await setPolicy(operator, kind, { maximumMs: 30 * MINUTE });

      for (const token of [old, atLimit]) {
        expect(await statusOf(token)).toBe(401);
        expect(entriesOf(token)).toEqual([
          expect.objectContaining({ actionName: 'delete', endReason: 'lifetimeShortened' }),
        ]);
      }
    });

    test('one that has ended is not brought back by a longer maximum, or by none', async () => {
      const token = await newToken(operator, kind);
      server.clock.advance(10 * MINUTE);
      for (const maximumMs of [10 * MINUTE, HOUR, null]) await setPolicy(operator, kind, { maximumMs });
      expect(await statusOf(token)).toBe(401);
    });

    test('a reset does not escape a later cut', async () => {
      const created = now();
      const token = await newToken(operator, kind);
      server.clock.advance(20 * MINUTE);
      const by = kind === 'personal' ? token.client : operator;
      const renewed = seeded((await rotate(by, token.id)).data.rotateToken as string);
      await setPolicy(operator, kind, { maximumMs: 30 * MINUTE });
      expect((await limitsOf(renewed)).expireAt).toBe(created + 30 * MINUTE);
      server.clock.advance(10 * MINUTE);
      expect(await statusOf(renewed)).toBe(401);
    });

    test('tokens of the other kinds keep their expiry', async () => {
      const others = KINDS.filter((other) => other !== kind);
      const tokens = await Promise.all(others.map((other) => newToken(operator, other)));
      await setPolicy(operator, kind, { maximumMs: MINUTE });
      for (const token of tokens) expect((await limitsOf(token)).expireAt).toBeNull();
    });
  });

  test.each([
    ['lengthened', 2 * HOUR],
    ['lifted', null],
  ])('and it is %s, every expiry stays', async (_how, maximumMs) => {
    await setPolicy(operator, kind, { maximumMs: HOUR });
    const limited = await newToken(operator, kind);
    const brief = await newToken(operator, kind, { expireAt: now() + MINUTE });
    const created = now();
    await setPolicy(operator, kind, { maximumMs });
    expect((await limitsOf(limited)).expireAt).toBe(created + HOUR);
    expect((await limitsOf(brief)).expireAt).toBe(created + MINUTE);
    expect(lastChange(server).tokens).toEqual([]);

    const renewed = await rotate(kind === 'personal' ? limited.client : operator, limited.id);
    expect((await limitsOf(seeded(renewed.data.rotateToken as string))).expireAt).toBe(created + HOUR);
  });

  test('and it is lifted, new ones may live for ever', async () => {
    await setPolicy(operator, kind, { maximumMs: HOUR });
    await setPolicy(operator, kind, { maximumMs: null });
    expect((await limitsOf(await newToken(operator, kind))).expireAt).toBeNull();
  });
});
