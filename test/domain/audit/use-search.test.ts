/** Whoever reads the log finds entries in blocks where all others would be, whatever is asked for. */
import fc from 'fast-check';
import { organizationGrants } from '../../../src/access/grants';
import { actedBy } from '../../../src/audit/actor';
import { AuditSearch } from '../../../src/audit/audit-search';
import type { AuditEntryFilter } from '../../../src/audit/audit-entry-filter';
import { DomainError } from '../../../src/kernel/domain-error';
import { SECOND } from '../../support/clock';
import { token } from '../access/principals';
import { LoggedUses } from './logged-uses';

const READER = {
  principal: token('organization', organizationGrants(['ReadAuditLog']), { organizationId: 'org-1' }),
  origin: { requestId: 'reader', clientAddress: null, userAgent: null },
};

let uses: LoggedUses;
let search: AuditSearch;
const reopen = async () => {
  uses = await LoggedUses.open();
  search = new AuditSearch(uses.log.temporary.store);
};
beforeEach(reopen);
afterEach(() => uses.remove());

const page = (filter: AuditEntryFilter = {}, cursor: string | null = null, limit = 50) =>
  search.page(READER, { filter, cursor, limit, ofNoOrganization: false });

/** All pages, one after the other. */
async function all(filter: AuditEntryFilter, limit: number) {
  const entries = [];
  let cursor: string | null = null;
  do {
    const { entries: some, nextCursor } = await page(filter, cursor, limit);
    expect(some.length).toBeLessThanOrEqual(limit);
    if (nextCursor !== null) expect(some).toHaveLength(limit);
    entries.push(...some);
    cursor = nextCursor;
  } while (cursor !== null);
  return entries;
}

/** What a use leaves, or a change, for comparison: both are named by their request. */
interface Happened {
  readonly requestId: string;
  readonly time: number;
  readonly type: string;
  readonly actorTokenId: string;
  readonly clientAddress: string | null;
  /** In which it was written. */
  readonly turn: number;
}

const TOKENS = ['token-a', 'token-b', 'token-c'];
const ADDRESSES = ['198.51.100.1', '198.51.100.2', null];
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('uses' as const),
      uses: fc.array(
        fc.record({
          tokenId: fc.constantFrom(...TOKENS),
          clientAddress: fc.constantFrom(...ADDRESSES),
          organizationId: fc.constantFrom('org-1', 'org-1', 'org-1', 'org-2'),
          // The clock may also be set back.
          after: fc.constantFrom(0, 0, 1, 40, 300, -150),
        }),
        { minLength: 1, maxLength: 6 },
      ),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('change' as const), tokenId: fc.constantFrom(...TOKENS) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('seal' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('wait' as const),
      ms: fc.constantFrom(1, 500, 1_000, 7_000, -400),
    }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

async function play(steps: readonly Step[]): Promise<Happened[]> {
  const happened: Happened[] = [];
  const { log } = uses;
  let turn = 0;
  for (const one of steps) {
    if (one.kind === 'seal') await uses.seal();
    if (one.kind === 'wait') log.clock.advance(one.ms);
    if (one.kind === 'change') {
      const caller = uses.caller({ tokenId: one.tokenId, organizationId: 'org-1' });
      await log.auditLog.recordRefusal(actedBy(caller), {
        type: 'user.delete',
        userId: 'user-1',
        userName: 'ada',
      });
      happened.push({
        ...{ requestId: caller.origin.requestId, time: log.clock.now(), type: 'user.delete' },
        ...{ actorTokenId: one.tokenId, clientAddress: null, turn: turn++ },
      });
    }
    if (one.kind === 'uses') {
      const waiting = one.uses.map(({ after, organizationId, ...of }) => {
        log.clock.advance(after);
        const requestId = `use-${turn++}`;
        if (organizationId === 'org-1')
          happened.push({
            ...{ requestId, time: log.clock.now(), type: 'hashedtokens.use', turn: turn - 1 },
            ...{ actorTokenId: of.tokenId, clientAddress: of.clientAddress },
          });
        return uses.use({ ...of, organizationId, requestId });
      });
      await Promise.all(waiting);
    }
  }
  return happened;
}

const START = Date.UTC(2026, 0, 5, 12);
const filters = fc.record(
  {
    from: fc.integer({ min: START - 1_000, max: START + 20_000 }),
    to: fc.integer({ min: START - 1_000, max: START + 20_000 }),
    type: fc.constantFrom('hashedtokens.use', 'user.delete', 'uses'),
    outcome: fc.constantFrom('succeeded' as const, 'refused' as const),
    actorTokenId: fc.constantFrom(...TOKENS),
    clientAddress: fc.constantFrom('198.51.100.1', '198.51.100.9'),
  },
  { requiredKeys: [] },
);

function outcomeOf({ type }: Happened): string {
  return type === 'user.delete' ? 'refused' : 'succeeded';
}

function expected(happened: readonly Happened[], filter: AuditEntryFilter): string[] {
  const { from = 0, to = Infinity, type, outcome, actorTokenId, clientAddress } = filter;
  return happened
    .filter(
      (one) =>
        one.time >= from! &&
        one.time < to! &&
        (type ?? one.type) === one.type &&
        (outcome ?? outcomeOf(one)) === outcomeOf(one) &&
        (actorTokenId ?? one.actorTokenId) === one.actorTokenId &&
        (clientAddress ?? one.clientAddress) === one.clientAddress,
    )
    .sort((one, other) => other.time - one.time || other.turn - one.turn)
    .map(({ requestId }) => requestId);
}

test('whatever has happened, each filter finds just what fits, newest first, on pages of any size', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 1, maxLength: 14 }),
      fc.array(filters, { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 1, max: 7 }),
      async (steps, asked, limit) => {
        await uses.remove();
        await reopen();
        const happened = await play(steps);
        for (const filter of [{}, ...asked]) {
          const found = await all(filter, limit);
          expect(found.map(({ requestId }) => requestId)).toEqual(expected(happened, filter));
        }
      },
    ),
    { numRuns: 40 },
  );
}, 120_000);

test('a sealed use shows the place and the hash that an export has', async () => {
  await uses.log.write('org-1', 'ada');
  await uses.useTogether({}, {}, {});
  await uses.useTogether({});
  expect((await page()).entries.map(({ sealNumber }) => sealNumber)).toEqual([null, null, null, null, null]);
  await uses.seal();
  await uses.useTogether({});
  const { entries } = await page();
  expect(entries.map(({ sealNumber }) => sealNumber)).toEqual([null, 5, 4, 3, 2, 1]);
  const rows = await uses.rows();
  // Those of the second block, of the first, and the other entry.
  const [first, second, third] = rows.map(({ sealHash }) => sealHash);
  expect(entries.map(({ sealHash }) => sealHash)).toEqual([null, third, second, second, second, first]);
  expect(new Set([first, second, third]).size).toBe(3);
});

test('of one moment, what was written last comes first, in a block or not', async () => {
  await uses.useTogether({}, {}, {}, {});
  const caller = uses.caller({ tokenId: 'token-2', organizationId: 'org-1', requestId: 'refused' });
  await uses.log.auditLog.recordRefusal(actedBy(caller), {
    type: 'user.delete',
    userId: 'user-1',
    userName: 'ada',
  });
  await uses.useTogether({});
  const { entries } = await page({}, null, 2);
  expect(entries.map(({ type }) => type)).toEqual(['hashedtokens.use', 'user.delete']);
});

test('a use of long ago is found past thousands of others', async () => {
  await uses.use({ tokenId: 'rare' });
  for (let i = 0; i < 60; i++) {
    uses.log.clock.advance(i % 3 === 0 ? SECOND : 20);
    await uses.useTogether(...Array.from({ length: 50 }, () => ({ tokenId: 'busy' })));
  }
  await uses.use({ tokenId: 'rare' });
  const { entries, nextCursor } = await page({ actorTokenId: 'rare' });
  expect(entries.map(({ actorTokenId }) => actorTokenId)).toEqual(['rare', 'rare']);
  expect(nextCursor).toBeNull();
  expect((await page({}, null, 1_000)).entries).toHaveLength(1_000);
});

test.each(['', 'x', '1', '1.', '1.2.', '1.2.3.4', '-1.2', '1.2.123456789'])(
  'a cursor of no page is refused: %j',
  async (text) => {
    const cursor = Buffer.from(text).toString('base64url');
    await expect(page({}, cursor)).rejects.toThrow(DomainError);
  },
);
