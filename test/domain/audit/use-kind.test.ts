/** The text of a use is what its entry would be sealed as, and nothing of it is lost on the way back. */
import fc from 'fast-check';
import type { Origin } from '../../../src/access/principal';
import { organizationGrants } from '../../../src/access/grants';
import { actedBy } from '../../../src/audit/actor';
import type { AuditEvent } from '../../../src/audit/audit-event';
import { AuditLog } from '../../../src/audit/audit-log';
import { canonicalEntry, sealedFields } from '../../../src/audit/entry-seal';
import { fieldsOf, linesOf } from '../../../src/audit/block-lines';
import { UseKind } from '../../../src/audit/use-kind';
import { blockText, entriesOfBlock, UseShape } from '../../../src/audit/use-shape';
import { entryOf } from '../../../src/audit/written-entry';
import type { Store } from '../../../src/kernel/store';
import { newIdSeries, placeInSeries } from '../../../src/kernel/ids';
import { AUDIT_KEY } from '../../support/audit-key';
import { TestClock } from '../../support/clock';
import { token, user, userBySession } from '../access/principals';

const clock = new TestClock();
const auditLog = new AuditLog(undefined as unknown as Store, clock, AUDIT_KEY);

const text = fc.string({ unit: 'grapheme', maxLength: 40 });
const optional = fc.option(text);
const principal = fc.oneof(
  text.map((tokenName) => token('organization', organizationGrants(['ViewUsage']), { tokenName })),
  text.map((username) => user({ username })),
  text.map((username) => userBySession({ username })),
);
const event: fc.Arbitrary<AuditEvent> = fc.record({
  type: fc.constant('hashedtokens.use' as const),
  operation: text,
  verifiedBy: optional,
  permission: optional,
  viewId: optional,
});
const use = fc.record({
  now: fc.integer({ min: 0, max: 4e12 }),
  requestId: text,
  userAgent: fc.option(fc.string({ unit: 'binary-ascii', maxLength: 700 })),
});

const SERIES = newIdSeries(1);

/** By way of the text of a block. */
function lineOf(kind: UseKind, time: number, { requestId, userAgent }: Origin): string {
  const text = blockText([{ shape: kind.shape(userAgent), time, requestId }], SERIES);
  return linesOf(text)[0]!;
}

/** As an entry of its own, but for its id: that of the first of a block. */
function entryBy(who: Parameters<typeof actedBy>[0], what: AuditEvent) {
  return Object.assign(auditLog.entry(actedBy(who), what, 'succeeded'), { id: SERIES + placeInSeries(0) });
}

test('each of a kind is what its own entry would be sealed as', () => {
  fc.assert(
    fc.property(
      principal,
      event,
      optional,
      fc.array(use, { minLength: 1, maxLength: 4 }),
      (who, what, clientAddress, uses) => {
        const first = { requestId: 'request', clientAddress, userAgent: null };
        const kind = new UseKind(
          auditLog.entry(actedBy({ principal: who, origin: first }), what, 'succeeded'),
        );
        for (const { now, requestId, userAgent } of uses) {
          clock.moveTo(now);
          const origin = { requestId, clientAddress, userAgent };
          const entry = entryBy({ principal: who, origin }, what);
          const line = lineOf(kind, now, origin);
          expect(line).toBe(canonicalEntry(sealedFields(entry)));

          const { mac: _, ...written } = entry;
          const read = { ...entryOf(fieldsOf(line)) };
          expect({ ...read, details: JSON.parse(read.details) as object }).toEqual({
            ...written,
            details: JSON.parse(written.details) as object,
            ...{ chain: null, sealNumber: null, sealHash: null },
          });
        }
      },
    ),
  );
});

test('uses of the same request and of others come back in their order, each with its own id', () => {
  const principals = ['one', 'two', 'three'].map((tokenId) =>
    token('organization', organizationGrants([]), { tokenId }),
  );
  const what = { type: 'hashedtokens.use', operation: 'x' } as const;
  const origin = { requestId: 'r', clientAddress: null, userAgent: null };
  const kinds = principals.map((principal) => new UseKind(entryBy({ principal, origin }, what)));
  const one = fc.record({
    kind: fc.nat({ max: 2 }),
    now: fc.nat({ max: 2 }),
    requestId: fc.constantFrom('', 'r', '"'),
  });
  fc.assert(
    fc.property(fc.array(one, { minLength: 1, maxLength: 20 }), fc.nat({ max: 4e12 }), (uses, base) => {
      const shaped = uses.map(({ kind, now, requestId }) => ({
        ...{ shape: kinds[kind]!.shape(null), time: base + now, requestId },
      }));
      const text = blockText(shaped, SERIES);
      expect(JSON.stringify(JSON.parse(text))).toBe(text);
      expect(entriesOfBlock(text)).toEqual(
        uses.map(({ kind, now, requestId }, place) => {
          clock.moveTo(base + now);
          const entry = entryBy({ principal: principals[kind]!, origin: { ...origin, requestId } }, what);
          const id = SERIES + placeInSeries(place);
          return { line: canonicalEntry(sealedFields(Object.assign(entry, { id }))), time: base + now };
        }),
      );
    }),
  );
});

test('a token that is named after what stands in the text cannot get between', () => {
  const principal = token('organization', organizationGrants([]), { tokenName: '","id":"' });
  const origin = { requestId: '","timestamp":"', clientAddress: null, userAgent: '","userAgent":"' };
  const entry = entryBy({ principal, origin }, { type: 'hashedtokens.use', operation: 'x' });
  const line = lineOf(new UseKind(entry), entry.time, origin);
  expect(line).toBe(canonicalEntry(sealedFields(entry)));
});

test.each([
  ['text that is no JSON', 'mallory'],
  ['nothing', ''],
  ['a list', '[1]'],
  ['a number', '7'],
  ['null', 'null'],
  ['half a character, escaped', '{"requestId":"\\ud800"}'],
])('%s is shown as unreadable, and stops nobody', (_, line) => {
  expect(fieldsOf(line)).toEqual({ unreadable: line });
  expect(JSON.parse(entryOf(fieldsOf(line)).details)).toEqual({ unreadable: line });
});

const SHAPE = ['a', 'b', 'c', 'd', 'e', 'f'];
const GOOD = {
  series: 'id',
  time: 1,
  shapes: [SHAPE],
  kinds: [
    [0, 'token'],
    [0, 'other'],
  ],
  uses: [
    ['request', 0, 0, 1],
    ['next', -1, 0],
  ],
};

test('a block has what it was made of', () => {
  expect(linesOf(JSON.stringify(GOOD))).toEqual([
    'a"token"b"id00"c"1970-01-01T00:00:00.001Z"d"request"e"1970-01-01T00:00:00.001Z"f',
    'a"other"b"id01"c"1970-01-01T00:00:00.001Z"d"request"e"1970-01-01T00:00:00.001Z"f',
    'a"token"b"id02"c"1970-01-01T00:00:00.000Z"d"next"e"1970-01-01T00:00:00.000Z"f',
  ]);
});

const EARLIER = { shapes: [SHAPE], kinds: [[0, 'token']], uses: [[0, 'id', 1, 'request']] };

test('a block in which each use has its own id is read as well, as the first ones are', () => {
  expect(linesOf(JSON.stringify(EARLIER))).toEqual([
    'a"token"b"id"c"1970-01-01T00:00:00.001Z"d"request"e"1970-01-01T00:00:00.001Z"f',
  ]);
});

test.each<[string, unknown]>([
  ['nothing', ''],
  ['text that is no JSON', 'mallory'],
  ['null', null],
  ['no uses', { ...GOOD, uses: [] }],
  ['no list of uses', { ...GOOD, uses: {} }],
  ['no shapes', { ...GOOD, shapes: undefined }],
  ['no kinds', { ...GOOD, kinds: undefined }],
  ['a series of numbers', { ...GOOD, series: 1 }],
  ['a time that is a text', { ...GOOD, time: '1' }],
  ['a shape with a part too few', { ...GOOD, shapes: [SHAPE.slice(1)] }],
  ['a shape of numbers', { ...GOOD, shapes: [[1, 2, 3, 4, 5, 6]] }],
  ['a shape that is none', { ...GOOD, shapes: ['abcdef'] }],
  ['a shape that is not there', { ...GOOD, kinds: [[1, 'token']] }],
  ['a kind with a value too many', { ...GOOD, kinds: [[0, 'token', 'more']] }],
  ['a kind of a number', { ...GOOD, kinds: [[0, 7]] }],
  ['a kind that is none', { ...GOOD, kinds: ['x'] }],
  ['a kind that is not there', { ...GOOD, uses: [['request', 0, 2]] }],
  ['a kind that is a text', { ...GOOD, uses: [['request', 0, '0']] }],
  ['a use that is none', { ...GOOD, uses: [...GOOD.uses, 7] }],
  ['a use of no kind', { ...GOOD, uses: [['request', 0]] }],
  ['a use at no time', { ...GOOD, uses: [['request', '0', 0]] }],
  ['a use of no request', { ...GOOD, uses: [[null, 0, 0]] }],
  ['a time that is none', { ...GOOD, time: 1e300 }],
  [
    'more entries than a series has ids',
    { ...GOOD, uses: [['request', 0, ...Array<number>(3_845).fill(0)]] },
  ],
  ['an earlier use with a member too many', { ...EARLIER, uses: [[0, 'id', 1, 'request', 1]] }],
  ['an earlier kind that is not there', { ...EARLIER, uses: [[1, 'id', 1, 'request']] }],
  ['an earlier time that is none', { ...EARLIER, uses: [[0, 'id', 1e300, 'request']] }],
])('a block of %s is one entry that is unreadable', (_, block) => {
  const text = typeof block === 'string' ? block : JSON.stringify(block);
  expect(linesOf(text)).toEqual([text]);
});

test('half a character in a block stops nobody', () => {
  const shape = new UseShape(['{"id":', ',"a":', ',"b":', ',"c":', ',"d":"\ud800"}'], []);
  const [line] = linesOf(blockText([{ shape, time: 1, requestId: 'r' }], SERIES));
  expect(fieldsOf(line!)).toEqual({ unreadable: line!.replace('\ud800', '\ufffd') });
});

test('what tokens have alike is there once', () => {
  const entryOfToken = (tokenId: string) => {
    const principal = token('organization', organizationGrants([]), {
      tokenId,
      tokenName: `name of ${tokenId}`,
    });
    const origin = { requestId: 'request', clientAddress: '198.51.100.7', userAgent: 'curl/8' };
    return auditLog.entry(
      actedBy({ principal, origin }),
      { type: 'hashedtokens.use', operation: 'x' },
      'succeeded',
    );
  };
  const kinds = ['one', 'two', 'three'].map((id) => new UseKind(entryOfToken(id)));
  const uses = [0, 1, 2, 1, 0].map((kind, i) => ({
    ...{ shape: kinds[kind]!.shape('curl/8'), time: 1, requestId: `request-${i}` },
  }));
  const text = blockText(uses, SERIES);
  expect(text.split('curl/8')).toHaveLength(2);
  expect(text.split('name of two')).toHaveLength(2);
  expect(linesOf(text).map((line) => (fieldsOf(line)['actor'] as { tokenId: string }).tokenId)).toEqual([
    'one',
    'two',
    'three',
    'two',
    'one',
  ]);
});
