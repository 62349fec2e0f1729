import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { KeyedHash } from '../../../src/kernel/keyed-hash';

const seed = Number(process.env['FC_SEED'] ?? 1);
const key = fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes));
const text = fc.oneof(
  fc.string({ minLength: 77, maxLength: 77 }),
  fc.string({ maxLength: 200 }),
  fc.string({ unit: 'binary', maxLength: 200 }),
);

test('is Node’s HMAC-SHA-256, for any key and one text after the other', () => {
  fc.assert(
    fc.property(key, fc.array(text, { minLength: 1, maxLength: 8 }), (secret, texts) => {
      const keyed = new KeyedHash(secret);
      for (const one of texts)
        expect(keyed.of(one)).toBe(createHmac('sha256', secret).update(one).digest('hex'));
    }),
    { seed, numRuns: 300 },
  );
});

test.each([63, 64, 65])('a key of %i bytes, around where it is hashed itself', (length) => {
  const secret = Buffer.alloc(length, 7);
  expect(new KeyedHash(secret).of('a')).toBe(createHmac('sha256', secret).update('a').digest('hex'));
});

test('holds nothing of one text in the hash of a shorter one', () => {
  const keyed = new KeyedHash(Buffer.alloc(32, 1));
  const alone = keyed.of('short');
  keyed.of('a much longer text, whose end must not be left over');
  expect(keyed.of('short')).toBe(alone);
});
