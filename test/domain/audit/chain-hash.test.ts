/** The hashes that hold the audit log together, against Node's own way of computing them. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { ChainHash } from '../../../src/audit/chain-hash';

function plainly(before: string, canonical: string): string {
  const bytes = Buffer.alloc(32);
  bytes.write(before, 'hex');
  return createHash('sha256').update(bytes).update(canonical).digest('hex');
}

const hex = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 64, maxLength: 64 });
const said = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme-ascii', maxLength: 500 }),
  // As long as a block.
  fc
    .tuple(fc.constantFrom('a', 'é', '字', '🔑', '\ud800'), fc.integer({ min: 1_000, max: 5_000 }))
    .map(([one, times]) => one.repeat(times)),
);

test('each is SHA-256 of the one before and of what is said, whatever was hashed before it', () => {
  fc.assert(
    fc.property(hex, fc.array(said, { minLength: 1, maxLength: 8 }), (before, all) => {
      const chain = new ChainHash(before);
      let expected = before;
      for (const one of all) {
        chain.add(one);
        expected = plainly(expected, one);
        expect(chain.hex).toBe(expected);
      }
    }),
  );
});

test('two chains that grow in turn are kept apart', () => {
  const [one, other] = [new ChainHash('1'.repeat(64)), new ChainHash('2'.repeat(64))];
  one.add('a longer text than the other');
  other.add('b');
  one.add('c');
  const afterFirst = plainly('1'.repeat(64), 'a longer text than the other');
  expect(one.hex).toBe(plainly(afterFirst, 'c'));
  expect(other.hex).toBe(plainly('2'.repeat(64), 'b'));
});

test.each(['', 'f', 'no hash at all', 'f'.repeat(63), 'é'.repeat(64), 'f'.repeat(80)])(
  'before one stands what of “%s” is hex, which only tampering puts there, and nothing is thrown',
  (before) => {
    const chain = new ChainHash(before);
    chain.add('an entry');
    expect(chain.hex).toBe(plainly(before, 'an entry'));
  },
);
