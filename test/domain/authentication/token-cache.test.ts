/** What is kept of tokens, and that a change is always stronger. */
import type { LoadedToken, PreviousSecret } from '../../../src/authentication/loaded-token';
import { GREATEST_AGE_MS, TokenCache } from '../../../src/authentication/token-cache';
import { LocalChanges, type ChangeScope } from '../../../src/kernel/changes';

/** Changes that may or may not be known, as a server's that has lost the feed. */
class DoubtfulChanges extends LocalChanges {
  known = true;

  override areKnown(): boolean {
    return this.known;
  }
}

const NOW = Date.UTC(2026, 0, 5, 12);

const loaded = (id: string, organizationId = 'o') => ({ row: { id, organizationId } }) as LoadedToken;

let changes: DoubtfulChanges;
let cache: TokenCache;
beforeEach(() => {
  changes = new DoubtfulChanges();
  cache = new TokenCache(changes, 3);
});

function keep(token: LoadedToken): void {
  cache.keep(cache.begin(NOW), { loaded: token, previousSecret: null });
}

test('keeps what it is given, and counts what was found and what was not', () => {
  const token = loaded('a');
  keep(token);
  expect(cache.get('a', NOW)?.loaded).toBe(token);
  expect(cache.get('b', NOW)).toBeUndefined();
  expect(cache.counts).toEqual({ hits: 1, misses: 1, entries: 1 });
});

test('forgets the longest unused beyond what it may keep', () => {
  for (const id of ['a', 'b', 'c']) keep(loaded(id));
  cache.get('a', NOW);
  keep(loaded('d'));
  expect(['a', 'b', 'c', 'd'].map((id) => cache.get(id, NOW) !== undefined)).toEqual([
    true,
    false,
    true,
    true,
  ]);
});

test('keeps nothing where it may keep nothing', () => {
  const none = new TokenCache(changes, 0);
  none.keep(none.begin(NOW), { loaded: loaded('a'), previousSecret: null });
  expect([none.get('a', NOW), none.counts.entries]).toEqual([undefined, 0]);
});

test('keeps it for a minute from when it was read, however often it is asked for, and then reads it anew', () => {
  expect(GREATEST_AGE_MS).toBe(60_000);
  keep(loaded('a'));
  const later = (ms: number) => cache.get('a', NOW + ms) !== undefined;
  expect([0, 30_000, 59_999, 60_000].map(later)).toEqual([true, true, true, false]);
  const again = loaded('a');
  cache.keep(cache.begin(NOW + 60_000), { loaded: again, previousSecret: null });
  expect(cache.get('a', NOW + 119_999)?.loaded).toBe(again);
  expect(cache.get('a', NOW + 120_000)).toBeUndefined();
});

test('does not go by what it keeps where the clock has been set back', () => {
  keep(loaded('a'));
  expect(cache.get('a', NOW - 1)).toBeUndefined();
});

test('finds a token by the id that a text begins with', () => {
  const token = loaded('some-id');
  keep(token);
  expect(cache.get('some-id~and what follows', NOW, 'some-id'.length)?.loaded).toBe(token);
  expect(cache.get('some-id~and what follows', NOW)).toBeUndefined();
});

describe.each<[string, readonly ChangeScope[], readonly string[]]>([
  ['of one token reaches that token', ['token:a1'], ['a2', 'b1']],
  ['of an organization reaches its tokens', ['organization:a'], ['b1']],
  ['of everything reaches all', ['everything'], []],
  ['of several reaches each', ['token:a2', 'organization:b'], ['a1']],
  ['of what is not kept reaches none', ['token:x', 'organization:x'], ['a1', 'a2', 'b1']],
])('a change %s', (_what, scopes, left) => {
  const tokens = [loaded('a1', 'a'), loaded('a2', 'a'), loaded('b1', 'b')];
  const kept = () => tokens.map(({ row }) => row.id).filter((id) => cache.get(id, NOW) !== undefined);

  test('that was kept, in the turn of the change', () => {
    tokens.forEach(keep);
    changes.publish(scopes);
    expect(kept()).toEqual(left);
  });

  test('and does not keep the next reading from being kept', () => {
    tokens.forEach(keep);
    changes.publish(scopes);
    tokens.forEach(keep);
    expect(kept()).toEqual(['a1', 'a2', 'b1']);
  });
});

test('what was read before a change is not kept after it, whatever the change was', () => {
  const filling = cache.begin(NOW);
  changes.publish(['token:another']);
  cache.keep(filling, { loaded: loaded('a'), previousSecret: null });
  expect(cache.get('a', NOW)).toBeUndefined();
});

test('while changes may be unheard of, nothing is found and nothing is kept', () => {
  keep(loaded('a'));
  changes.known = false;
  keep(loaded('b'));
  expect([cache.get('a', NOW), cache.get('b', NOW)]).toEqual([undefined, undefined]);
});

describe('while a reset lets the old secret work on', () => {
  const token = loaded('new');
  const present = { loaded: token, previousSecret: null };
  const previous = { loaded: token, previousSecret: { id: 'old', successorId: 'new' } as PreviousSecret };

  test.each([
    ['the old one first', [previous, present]],
    ['the new one first', [present, previous]],
  ])('both secrets are known, each for itself: %s', (_what, known) => {
    for (const one of known) cache.keep(cache.begin(NOW), one);
    expect([cache.get('new', NOW), cache.get('old', NOW)]).toEqual([present, previous]);
  });

  test('only the one that was presented is known', () => {
    cache.keep(cache.begin(NOW), previous);
    expect([cache.get('new', NOW), cache.get('old', NOW)]).toEqual([undefined, previous]);
  });

  test.each<ChangeScope>(['token:new', 'organization:o', 'everything'])(
    'a change of %s reaches both',
    (scope) => {
      for (const one of [previous, present]) cache.keep(cache.begin(NOW), one);
      changes.publish([scope]);
      expect([cache.get('new', NOW), cache.get('old', NOW)]).toEqual([undefined, undefined]);
    },
  );

  test('another reset leaves the secret from before the last one unknown', () => {
    cache.keep(cache.begin(NOW), previous);
    cache.keep(cache.begin(NOW), {
      loaded: token,
      previousSecret: { id: 'older', successorId: 'new' } as PreviousSecret,
    });
    expect([cache.get('old', NOW), cache.get('older', NOW)?.previousSecret?.id]).toEqual([
      undefined,
      'older',
    ]);
  });
});

describe('of two tokens whose ids end alike', () => {
  const first = loaded('1-id-alike');
  const second = loaded('2-id-alike');

  test('one is kept, with nothing of the other', () => {
    const previousSecret = { id: 'old', successorId: '1-id-alike' } as PreviousSecret;
    cache.keep(cache.begin(NOW), { loaded: first, previousSecret });
    keep(first);
    keep(second);
    expect([cache.get('2-id-alike', NOW)?.loaded, cache.get('old', NOW)]).toEqual([second, undefined]);
    expect(cache.counts.entries).toBe(1);
  });

  test('a change of either reaches what is kept', () => {
    keep(second);
    changes.publish(['token:1-id-alike']);
    expect(cache.get('2-id-alike', NOW)).toBeUndefined();
  });
});
