/** What the client asks Tollgate, and for how long it relies on an answer. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { TollgateClient, type TollgateClientOptions } from '../../src/client/tollgate-client';
import { active, FakeClock, FakeTollgate, INACTIVE, type Reply } from './fake-tollgate';

let tollgate: FakeTollgate;
let clock: FakeClock;
beforeEach(async () => {
  tollgate = await FakeTollgate.start();
  clock = new FakeClock();
});
afterEach(async () => tollgate.stop());

function client(options: Partial<TollgateClientOptions> = {}): TollgateClient {
  return new TollgateClient({ url: tollgate.url, token: 'own-token', clock, ...options });
}

type Headers = NonNullable<Reply['headers']>;
const KEPT_FOR_10_S: Headers = { 'cache-control': 'private, max-age=10' };
const yes = (changes: Record<string, unknown> = {}, headers: Headers = KEPT_FOR_10_S): Reply => ({
  body: active(changes),
  headers,
});

describe('a question', () => {
  test('goes to the endpoint as a form, with the service’s own token', async () => {
    tollgate.replies(yes());
    const verdict = await client().verify('caller~token', {
      address: '10.0.0.1',
      permission: 'ReadAccess',
      view: 'web logs & more',
    });
    expect(verdict).toMatchObject({ active: true, identity: { tokenName: 'reads logs' } });
    expect(tollgate.questions).toEqual([
      {
        method: 'POST',
        path: '/oauth2/introspect',
        authorization: 'Bearer own-token',
        contentType: 'application/x-www-form-urlencoded',
        form: {
          token: 'caller~token',
          token_type_hint: 'access_token',
          address: '10.0.0.1',
          permission: 'ReadAccess',
          view: 'web logs & more',
        },
      },
    ]);
  });

  test('leaves out what is not asked', async () => {
    tollgate.replies(yes());
    await client().verify('caller');
    expect(tollgate.questions[0]!.form).toEqual({ token: 'caller', token_type_hint: 'access_token' });
  });

  test('stands below the path that Tollgate has behind a proxy', async () => {
    tollgate.replies(yes());
    await client({ url: `${tollgate.url}/tollgate` }).verify('caller');
    await client({ url: `${tollgate.url}/tollgate/` }).verify('caller');
    expect(tollgate.questions.map((question) => question.path)).toEqual([
      '/tollgate/oauth2/introspect',
      '/tollgate/oauth2/introspect',
    ]);
  });

  test.each(['', 'x'.repeat(5_000)])('about what can be no token is not asked', async (token) => {
    expect(await client().verify(token)).toEqual({ active: false, reason: 'invalid_token' });
    expect(tollgate.questions).toEqual([]);
  });

  test.each([{ permission: '' }, { permission: 'ReadAccess', view: '' }])(
    '%j asks for nothing that has a name',
    async (question) => {
      await expect(client().verify('caller', question)).rejects.toThrow(TypeError);
      expect(tollgate.questions).toEqual([]);
    },
  );

  test('uses connections that are there', async () => {
    const asking = client();
    for (let caller = 0; caller < 20; caller++) await asking.verify(`caller${caller}`);
    expect(tollgate.questions).toHaveLength(20);
    // One may not be free again before the next question.
    expect(tollgate.connections).toBeLessThan(5);
  });
});

describe('the service’s own token', () => {
  test('is read from its file for each question, so that it can be exchanged', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'tollgate-client-'));
    try {
      const file = path.join(folder, 'token');
      const asking = client({ token: { file } });
      writeFileSync(file, 'first\n');
      await asking.verify('a');
      writeFileSync(file, 'second\n');
      await asking.verify('b');
    } finally {
      rmSync(folder, { recursive: true });
    }
    expect(tollgate.questions.map((question) => question.authorization)).toEqual([
      'Bearer first',
      'Bearer second',
    ]);
  });

  test('may come from a function', async () => {
    await client({ token: () => Promise.resolve('given') }).verify('a');
    expect(tollgate.questions[0]!.authorization).toBe('Bearer given');
  });
});

describe('an inactive answer', () => {
  test('is an invalid token where nothing else was asked', async () => {
    expect(await client().verify('caller', { address: '10.0.0.1' })).toEqual({
      active: false,
      reason: 'invalid_token',
    });
    expect(tollgate.questions).toHaveLength(1);
  });

  const holdingNothing = (reply: Reply) => {
    tollgate.behaviour = ({ form }) => (form['permission'] === undefined ? reply : INACTIVE);
  };
  const question = { address: '10.0.0.1', permission: 'ReadAccess', view: 'logs' };

  test('is an insufficient scope where the token is good without the permission', async () => {
    holdingNothing(yes());
    expect(await client().verify('caller', question)).toEqual({
      active: false,
      reason: 'insufficient_scope',
    });
    expect(tollgate.questions.map(({ form }) => form)).toEqual([
      { token: 'caller', token_type_hint: 'access_token', ...question },
      { token: 'caller', token_type_hint: 'access_token', address: '10.0.0.1' },
    ]);
  });

  test('is an invalid token where it is not good without either', async () => {
    holdingNothing(INACTIVE);
    expect(await client().verify('caller', question)).toEqual({ active: false, reason: 'invalid_token' });
  });

  test('is kept, as is what it was asked once more', async () => {
    holdingNothing(yes());
    const asking = client();
    await asking.verify('caller', question);
    await asking.verify('caller', question);
    expect(tollgate.questions).toHaveLength(2);
    expect(await asking.verify('caller', { address: '10.0.0.1' })).toMatchObject({ active: true });
    expect(tollgate.questions).toHaveLength(2);
  });
});

describe('an answer', () => {
  test('is kept for as long as it says, and not a millisecond longer', async () => {
    tollgate.replies(yes());
    const asking = client();
    await asking.verify('caller');
    clock.advance(9_999);
    await asking.verify('caller');
    expect(tollgate.questions).toHaveLength(1);
    clock.advance(1);
    tollgate.replies(INACTIVE);
    expect(await asking.verify('caller')).toMatchObject({ active: false });
    expect(tollgate.questions).toHaveLength(2);
  });

  test.each<[string, Headers]>([
    ['no Cache-Control', {}],
    ['no-store', { 'cache-control': 'no-store' }],
    ['two headers that differ', { 'cache-control': ['max-age=10', 'max-age=20'] }],
  ])('with %s is not kept', async (_what, headers) => {
    tollgate.replies(yes({}, headers));
    const asking = client();
    await asking.verify('caller');
    await asking.verify('caller');
    expect(tollgate.questions).toHaveLength(2);
  });

  test('counts its age from when it was asked for', async () => {
    tollgate.behaviour = () => {
      clock.advance(6_000);
      return yes();
    };
    const asking = client();
    await asking.verify('caller');
    clock.advance(3_999);
    await asking.verify('caller');
    expect(tollgate.questions).toHaveLength(1);
    clock.advance(1);
    await asking.verify('caller');
    expect(tollgate.questions).toHaveLength(2);
  });

  test('that took longer than it may be kept for is not kept', async () => {
    tollgate.behaviour = () => {
      clock.advance(10_000);
      return yes();
    };
    const asking = client();
    expect(await asking.verify('caller')).toMatchObject({ active: true });
    await asking.verify('caller');
    expect(tollgate.questions).toHaveLength(2);
  });

  describe('about a token that expires before', () => {
    const inFourSeconds = () => yes({ exp: clock.now() / 1_000 + 4 });

    test('is kept until then', async () => {
      tollgate.replies(inFourSeconds());
      const asking = client();
      await asking.verify('caller');
      clock.advance(3_999);
      await asking.verify('caller');
      expect(tollgate.questions).toHaveLength(1);
      clock.advance(1);
      await asking.verify('caller');
      expect(tollgate.questions).toHaveLength(2);
    });

    test('is not kept on where the date is set forward', async () => {
      tollgate.replies(inFourSeconds());
      const asking = client();
      await asking.verify('caller');
      clock.setDateForward(4_000);
      await asking.verify('caller');
      expect(tollgate.questions).toHaveLength(2);
    });

    test('does not live longer for the date being set back', async () => {
      tollgate.replies(inFourSeconds());
      const asking = client();
      await asking.verify('caller');
      clock.setDateForward(-3_600_000);
      clock.advance(4_000);
      await asking.verify('caller');
      expect(tollgate.questions).toHaveLength(2);
    });

    test('is Tollgate’s to judge where the clocks do not agree', async () => {
      tollgate.replies(yes({ exp: clock.now() / 1_000 - 1 }));
      const asking = client();
      expect(await asking.verify('caller')).toMatchObject({ active: true });
      await asking.verify('caller');
      expect(tollgate.questions).toHaveLength(2);
    });
  });

  test('is not kept on in a machine that slept meanwhile', async () => {
    tollgate.replies(yes());
    const asking = client();
    await asking.verify('caller');
    clock.setDateForward(9_999);
    await asking.verify('caller');
    expect(tollgate.questions).toHaveLength(1);
    clock.setDateForward(1);
    await asking.verify('caller');
    expect(tollgate.questions).toHaveLength(2);
  });

  test('does not live longer for the date being set back', async () => {
    tollgate.replies(yes());
    const asking = client();
    await asking.verify('caller');
    clock.setDateForward(-3_600_000);
    clock.advance(9_999);
    await asking.verify('caller');
    expect(tollgate.questions).toHaveLength(1);
    clock.advance(1);
    await asking.verify('caller');
    expect(tollgate.questions).toHaveLength(2);
  });

  test('holds for its own token, address, permission and view alone', async () => {
    tollgate.replies(yes());
    const asking = client();
    const questions: [string, Parameters<TollgateClient['verify']>[1]][] = [
      ['caller', {}],
      ['caller2', {}],
      ['caller', { address: '10.0.0.1' }],
      ['caller', { address: '10.0.0.2' }],
      ['caller', { permission: 'ReadAccess' }],
      ['caller', { permission: 'ChangeRetention' }],
      ['caller', { permission: 'ReadAccess', view: 'logs' }],
      ['caller', { permission: 'ReadAccess', view: 'audit' }],
      ['caller', { address: '10.0.0.1', permission: 'ReadAccess', view: 'logs' }],
      // Where the parts of one could be taken for those of another.
      ['caller', { address: 'ReadAccess' }],
      ['caller","10.0.0.1', {}],
      ['caller', { permission: 'ReadAccess","logs' }],
    ];
    for (let round = 0; round < 2; round++)
      for (const [token, question] of questions) await asking.verify(token, question);
    expect(tollgate.questions).toHaveLength(questions.length);
  });

  test('is forgotten for others where there is no more room', async () => {
    tollgate.replies(yes());
    const asking = client({ cacheSize: 2 });
    for (const caller of ['a', 'b', 'a', 'c', 'a', 'b']) await asking.verify(caller);
    expect(tollgate.questions.map(({ form }) => form['token'])).toEqual(['a', 'b', 'c', 'b']);
  });

  test('is forgotten for others where they are large', async () => {
    tollgate.replies(yes({ token_name: 'x'.repeat(900_000) }));
    const asking = client();
    for (let caller = 0; caller < 20; caller++) await asking.verify(`caller${caller}`);
    await asking.verify('caller19');
    expect(tollgate.questions).toHaveLength(20);
    await asking.verify('caller0');
    expect(tollgate.questions).toHaveLength(21);
  });

  test('is not kept where there is no room at all', async () => {
    tollgate.replies(yes());
    const asking = client({ cacheSize: 0 });
    for (let i = 0; i < 2; i++) await asking.verify('caller');
    expect(tollgate.questions).toHaveLength(2);
  });
});

describe('whoever asks the same while it is under way', () => {
  /** Holds answers back until it is called. */
  function holdBack(reply: Reply): { arrived: Promise<void>; release: () => void } {
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    const arrived = new Promise<void>((resolve) => {
      tollgate.behaviour = async () => {
        resolve();
        await released;
        return reply;
      };
    });
    return { arrived, release };
  }

  test('shares the answer', async () => {
    const { arrived, release } = holdBack(yes({}, { 'cache-control': 'no-store' }));
    const asking = client();
    const all = Array.from({ length: 50 }, () => asking.verify('caller'));
    await arrived;
    release();
    for (const verdict of await Promise.all(all)) expect(verdict).toMatchObject({ active: true });
    expect(tollgate.questions).toHaveLength(1);
    await asking.verify('caller');
    expect(tollgate.questions).toHaveLength(2);
  });

  test('shares the failure, which is not kept', async () => {
    const { arrived, release } = holdBack({ status: 500 });
    const asking = client();
    const all = [asking.verify('caller'), asking.verify('caller')];
    await arrived;
    release();
    for (const { status } of await Promise.allSettled(all)) expect(status).toBe('rejected');
    expect(tollgate.questions).toHaveLength(1);
    tollgate.replies(yes());
    expect(await asking.verify('caller')).toMatchObject({ active: true });
  });

  test('from another address asks for themselves', async () => {
    const { arrived, release } = holdBack(yes());
    const asking = client();
    const all = [
      asking.verify('caller', { address: '10.0.0.1' }),
      asking.verify('caller', { address: '10.0.0.2' }),
    ];
    await arrived;
    release();
    await Promise.all(all);
    expect(tollgate.questions).toHaveLength(2);
  });
});

test('no secret is kept', async () => {
  tollgate.replies(yes());
  const asking = client();
  await asking.verify('secret-of-the-caller', { permission: 'ReadAccess' });
  const reachable = new Set<unknown>();
  const look = (thing: unknown): void => {
    if (typeof thing === 'string') expect(thing).not.toContain('secret-of-the-caller');
    if (typeof thing !== 'object' || thing === null || reachable.has(thing)) return;
    reachable.add(thing);
    if (thing instanceof Map) look([...thing]);
    for (const key of Reflect.ownKeys(thing)) look((thing as Record<PropertyKey, unknown>)[key]);
  };
  look(asking);
  // The cache hides what it holds from being listed, but not from being dumped.
  const { kept } = (asking as any).cache;
  look(kept.dump());
  expect(kept.size).toBe(1);
});

test.each<[string, Partial<TollgateClientOptions>]>([
  ['a url that is none', { url: 'tollgate' }],
  ['a url of another scheme', { url: 'ftp://tollgate.example.com' }],
  ['a url with a password', { url: 'https://user:password@tollgate.example.com' }],
  ['a token that cannot be sent', { token: 'own token' }],
  ['an empty token', { token: '' }],
  ['no time', { timeoutMs: 0 }],
  ['half a millisecond', { timeoutMs: 0.5 }],
  ['a cache of less than nothing', { cacheSize: -1 }],
])('%s is noticed at once', (_what, options) => {
  expect(() => client(options)).toThrow(/./);
});
