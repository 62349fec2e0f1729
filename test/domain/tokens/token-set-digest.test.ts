import fc from 'fast-check';
import { tokenSetDigest } from '../../../src/tokens/token-set-digest';

const ids = fc.uniqueArray(fc.stringMatching(/^[0-9A-Za-z]{32}$/), { maxLength: 5 });

test('The digest of a set of tokens is the same in whatever order they come', () => {
  fc.assert(
    fc.property(ids, (some) => {
      expect(tokenSetDigest([...some].reverse())).toBe(tokenSetDigest(some));
    }),
  );
});

test('The digests of two sets are different unless the sets are the same', () => {
  fc.assert(
    fc.property(ids, ids, (some, others) => {
      const isSame = [...some].sort().join() === [...others].sort().join();
      expect(tokenSetDigest(some) === tokenSetDigest(others)).toBe(isSame);
    }),
  );
});
