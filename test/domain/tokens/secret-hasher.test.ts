import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { SecretHasher, type HashedSecret } from '../../../src/tokens/secret-hasher';

const seed = Number(process.env['FC_SEED'] ?? 1);
const TEXT = 'an id~a secret';

const KEYS = { old: Buffer.alloc(32, 1), current: Buffer.alloc(32, 2), other: Buffer.alloc(32, 3) };

function hasher(currentKeyId: string, keys: Record<string, Buffer>): SecretHasher {
  return new SecretHasher({ currentKeyId, keys: new Map(Object.entries(keys)) });
}

const ours = hasher('new', { new: KEYS.current, old: KEYS.old });

describe('A hash', () => {
  test('is the HMAC-SHA-256 of the string under the current key, in hex, with the key’s id', () => {
    expect(ours.hash(TEXT)).toEqual({
      secretHash: createHmac('sha256', KEYS.current).update(TEXT).digest('hex'),
      secretKeyId: 'new',
    });
  });

  test('holds nothing of the string', () => {
    expect(JSON.stringify(ours.hash(TEXT))).not.toContain(TEXT);
    expect(ours.hash(TEXT).secretHash).toMatch(/^[0-9a-f]{64}$/);
  });

  test('cannot be made where the current key is missing', () => {
    expect(() => hasher('lost', { new: KEYS.current }).hash(TEXT)).toThrow('no pepper with the id lost');
  });
});

describe('A string', () => {
  test('matches its own hash', () => {
    expect(ours.matches(TEXT, ours.hash(TEXT))).toBe(true);
  });

  test('matches no other string’s hash, however alike', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (one, other) => {
        expect(ours.matches(one, ours.hash(other))).toBe(one === other);
        expect(ours.matches(one, ours.hash(one))).toBe(true);
      }),
      { seed },
    );
    expect(ours.matches(`${TEXT} `, ours.hash(TEXT))).toBe(false);
    expect(ours.matches('', ours.hash(TEXT))).toBe(false);
  });

  test('still matches what was hashed with a key that has since been retired', () => {
    const before = hasher('old', { old: KEYS.old });

    expect(ours.matches(TEXT, before.hash(TEXT))).toBe(true);
    expect(ours.matches(`${TEXT}!`, before.hash(TEXT))).toBe(false);
  });

  const good = ours.hash(TEXT);

  test.each<[string, HashedSecret | null]>([
    ['nothing', null],
    ['a hash under a key that is gone', { ...good, secretKeyId: 'gone' }],
    ['a hash under no key', { ...good, secretKeyId: '' }],
    ['a hash under a key called like a property', { ...good, secretKeyId: 'constructor' }],
    ['its hash under another of our keys', { ...good, secretKeyId: 'old' }],
    ['a hash cut short', { ...good, secretHash: good.secretHash.slice(0, 62) }],
    ['a hash with more behind it', { ...good, secretHash: `${good.secretHash}00` }],
    ['an empty hash', { ...good, secretHash: '' }],
    ['a hash that is no hex', { ...good, secretHash: 'z'.repeat(64) }],
    ['a hash with its last digit changed', { ...good, secretHash: flipped(good.secretHash, 63) }],
    ['a hash with its first digit changed', { ...good, secretHash: flipped(good.secretHash, 0) }],
    ['zeros', { ...good, secretHash: '00'.repeat(32) }],
    ['zeros under no key', { secretHash: '00'.repeat(32), secretKeyId: '' }],
  ])('does not match %s', (_, stored) => {
    expect(ours.matches(TEXT, stored)).toBe(false);
  });

  test('does not match its hash under another pepper of the same id', () => {
    const theirs = hasher('new', { new: KEYS.other });

    expect(theirs.matches(TEXT, ours.hash(TEXT))).toBe(false);
  });
});

function flipped(hex: string, position: number): string {
  const digit = (Number.parseInt(hex.charAt(position), 16) ^ 1).toString(16);
  return hex.slice(0, position) + digit + hex.slice(position + 1);
}

describe('A fingerprint', () => {
  test('is of its own string and of no other, however alike', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, other) => {
        const fingerprint = ours.fingerprint(one);
        expect(ours.hasFingerprint(one, fingerprint)).toBe(true);
        expect(ours.hasFingerprint(other, fingerprint)).toBe(one === other);
      }),
      { seed },
    );
  });

  test('holds nothing of the string, is not what is stored, and another key makes another', () => {
    const fingerprint = Buffer.from(ours.fingerprint(TEXT).buffer);
    expect(fingerprint).toHaveLength(32);
    expect(fingerprint.toString('hex')).not.toBe(ours.hash(TEXT).secretHash);
    expect(hasher('other', { other: KEYS.other }).hasFingerprint(TEXT, ours.fingerprint(TEXT))).toBe(false);
  });

  test.each([0, 1, 15, 17, 32])('none has %i times two bytes', (length) => {
    expect(ours.hasFingerprint(TEXT, new Uint16Array(length))).toBe(false);
    const longer = Uint16Array.from({ length }, (_, i) => ours.fingerprint(TEXT)[i] ?? 0);
    expect(ours.hasFingerprint(TEXT, longer)).toBe(false);
  });

  test('one byte that differs, wherever it is, makes it another', () => {
    for (let i = 0; i < 32; i++) {
      const other = ours.fingerprint(TEXT);
      const bytes = new Uint8Array(other.buffer);
      bytes[i] = (bytes[i] ?? 0) ^ 1;
      expect(ours.hasFingerprint(TEXT, other)).toBe(false);
    }
  });
});
