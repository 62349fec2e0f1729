/** The rules that histories are held against find what they are there to find. */
import { History, type RecordedChange } from './history/recorded';
import { BOUND_MS, faultsOf, type Remains } from './history/rules';

const SERVERS = 2;

/** A token is created, updated, used and reset, and the one after it used and revoked. */
function example(): { history: History; remains: Remains } {
  const history = new History();
  const change = (
    made: Partial<RecordedChange> & Pick<RecordedChange, 'change' | 'tokenId' | 'endedAt'>,
  ): void => {
    history.changes.push({
      outcome: 'done',
      requestId: `request-${history.changes.length}`,
      permissions: null,
      given: null,
      ...made,
    });
  };
  change({ change: 'create', tokenId: 'a', endedAt: 0, given: { id: 'a', token: 'a~' } });
  change({ change: 'update', tokenId: 'a', endedAt: 10, permissions: ['ManageUsers'] });
  change({ change: 'reset', tokenId: 'a', endedAt: 20, given: { id: 'b', token: 'b~' } });
  change({ change: 'create', tokenId: 'c', endedAt: 30, given: { id: 'c', token: 'c~' } });
  change({ change: 'update', tokenId: 'c', endedAt: 40, permissions: ['ManageUsers'] });
  change({ change: 'revoke', tokenId: 'b', endedAt: 50 });
  const use = { server: 1, endedAt: 0, verdict: 'accepted' as const };
  history.uses.push({ ...use, tokenId: 'a', startedAt: 15 }, { ...use, tokenId: 'c', startedAt: 9_000 });
  const entry = { type: '', oldTokenId: null };
  return {
    history,
    remains: {
      tokens: [
        { id: 'a', endReason: 'rotated', previousId: null, permissions: ['ManageUsers'] },
        { id: 'b', endReason: 'revoked', previousId: 'a', permissions: ['ManageUsers'] },
        { id: 'c', endReason: null, previousId: null, permissions: ['ManageUsers'] },
      ],
      entries: [
        { ...entry, requestId: 'request-0', actionName: 'create', tokenId: 'a' },
        { ...entry, requestId: 'request-1', actionName: 'update', tokenId: 'a' },
        { ...entry, requestId: 'request-2', actionName: 'rotate', tokenId: 'b', oldTokenId: 'a' },
        { ...entry, requestId: 'request-3', actionName: 'create', tokenId: 'c' },
        { ...entry, requestId: 'request-4', actionName: 'update', tokenId: 'c' },
        { ...entry, requestId: 'request-5', actionName: 'delete', tokenId: 'b' },
      ],
      used: new Set(['a', 'c']),
      accepted: new Map([['c', [0, 1]]]),
    },
  };
}

test('a history in which everything is right has no faults', () => {
  const { history, remains } = example();
  expect(faultsOf(history, remains, SERVERS)).toEqual([]);
});

test.each([0, BOUND_MS])(
  'a use that began %d ms after the revocation was acknowledged is in time',
  (after) => {
    const { history, remains } = example();
    history.uses.push({ tokenId: 'a', server: 0, startedAt: 20 + after, endedAt: 0, verdict: 'accepted' });
    expect(faultsOf(history, remains, SERVERS)).toEqual([]);
  },
);

test('and one that began later is a fault', () => {
  const { history, remains } = example();
  history.uses.push({ tokenId: 'a', server: 0, startedAt: 21 + BOUND_MS, endedAt: 0, verdict: 'accepted' });
  expect(faultsOf(history, remains, SERVERS)).toEqual([
    'server 0 accepted a 1001 ms after its end was acknowledged',
  ]);
});

type Row = { -readonly [Key in keyof Remains['tokens'][number]]: Remains['tokens'][number][Key] };

test.each<[string, (rows: Row[]) => unknown, RegExp]>([
  ['a creation', (rows) => rows.pop(), /create of c is lost/],
  ['a reset', (rows) => (rows[1]!.previousId = null), /reset of a is lost/],
  ['a revocation', (rows) => (rows[1]!.endReason = null), /revoke of b is lost/],
  [
    'an update',
    (rows) => (rows[2]!.permissions = ['ViewUsage']),
    /c holds ViewUsage in place of ManageUsers/,
  ],
  ['a token that nobody ended', (rows) => (rows[2]!.endReason = 'expired'), /c has ended \(expired\)/],
])('%s that is lost is a fault', (_what, lose, fault) => {
  const { history, remains } = example();
  lose(remains.tokens as Row[]);
  expect(faultsOf(history, remains, SERVERS).join('; ')).toMatch(fault);
});

test('a token that one server does not accept in the end is a fault', () => {
  const { history, remains } = example();
  expect(faultsOf(history, { ...remains, accepted: new Map([['c', [0]]]) }, SERVERS)).toEqual([
    'c works on the servers 0 alone',
  ]);
});

test.each([0, 1, 2, 3, 4, 5])(
  'a change whose entry (number %d) is missing is a fault, and so is one with two',
  (n) => {
    const { history, remains } = example();
    const { entries } = remains;
    expect(
      faultsOf(history, { ...remains, entries: entries.filter((_, i) => i !== n) }, SERVERS),
    ).not.toEqual([]);
    expect(faultsOf(history, { ...remains, entries: [...entries, entries[n]!] }, SERVERS)).not.toEqual([]);
  },
);

test('an entry for what was never done is a fault, and so is a use without one', () => {
  const { history, remains } = example();
  const entry = { requestId: null, type: '', actionName: 'create', tokenId: 'x', oldTokenId: null };
  expect(
    faultsOf(history, { ...remains, entries: [...remains.entries, entry], used: new Set(['a']) }, SERVERS),
  ).toEqual(['an entry tells of the create of x, which there is not', 'no use of c is on record']);
});

test.each<[RecordedChange['outcome'], number]>([
  ['unknown', 0],
  ['refused', 1],
])('a change whose outcome is %s may have been made: %d faults where it was', (outcome, faults) => {
  const { history, remains } = example();
  history.changes.push({
    change: 'revoke',
    tokenId: 'c',
    outcome,
    endedAt: 60,
    requestId: null,
    permissions: null,
    given: null,
  });
  (remains.tokens as Row[])[2]!.endReason = 'revoked';
  const entry = { requestId: null, type: '', actionName: 'delete', tokenId: 'c', oldTokenId: null };
  const found = faultsOf(history, { ...remains, entries: [...remains.entries, entry] }, SERVERS);
  expect(found).toHaveLength(faults);
});

describe('a token that a reset gave and whose update is in doubt', () => {
  const UPDATED = ['ChangeIPFilters', 'ViewUsage'];

  test.each<[string, string[], number]>([
    ['what the token before it held', ['ManageUsers'], 0],
    ['what the update asks for', UPDATED, 0],
    ['what tokens are created with', ['ViewUsage'], 1],
    ['anything else', ['ManageUsers', 'ViewUsage'], 1],
  ])('may hold %s: %p is %d faults', (_what, permissions, faults) => {
    const { history, remains } = example();
    const change = { requestId: 'request-6', permissions: null, given: null } as const;
    history.changes.push(
      {
        ...change,
        change: 'reset',
        tokenId: 'c',
        outcome: 'done',
        endedAt: 9_000,
        given: { id: 'd', token: 'd~' },
      },
      { ...change, change: 'update', tokenId: 'd', outcome: 'unknown', endedAt: 9_010, permissions: UPDATED },
    );
    const [a, b, c] = remains.tokens;
    const entry = { requestId: 'request-6', type: '', tokenId: 'd', oldTokenId: 'c' };
    const found = faultsOf(
      history,
      {
        ...remains,
        tokens: [
          a!,
          b!,
          { ...c!, endReason: 'rotated' },
          { id: 'd', endReason: null, previousId: 'c', permissions },
        ],
        entries: [...remains.entries, { ...entry, actionName: 'rotate' }],
        accepted: new Map([['d', [0, 1]]]),
      },
      SERVERS,
    );
    expect(found).toHaveLength(faults);
  });
});
