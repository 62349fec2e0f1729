import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import type { Peppers } from '../../../src/tokens/secret-hasher';
import { SecretSealer } from '../../../src/tokens/secret-sealer';

const [FIRST, SECOND] = [randomBytes(32), randomBytes(32)];
const peppers = (currentKeyId: string, ...keys: [id: string, key: Buffer][]): Peppers => ({
  currentKeyId,
  keys: new Map(keys),
});

const OWNER = 'ingest token repository-1 web';

/** A sealer for secrets of one owner. */
function sealerWith(keys: Peppers, owner = OWNER) {
  const sealer = new SecretSealer(keys);
  return {
    seal: (secret: string) => sealer.seal(secret, owner),
    open: (sealed: string) => sealer.open(sealed, owner),
  };
}

const sealer = sealerWith(peppers('first', ['first', FIRST]));

/** Texts of every kind, the empty one and half characters left out. */
const secret = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc.stringMatching(/^[!-~]{16,256}$/),
);
const SECRET = 'wZ3kT9pLr2vXn8QyB6mJ~c5Hs1Gd7Fa0Ee4UiOoPpAaSsDdFfGgHhJjKkLl';

/** The text with one character changed for another. */
const changed = (text: string, at: number, to: string): string => text.slice(0, at) + to + text.slice(at + 1);

describe('A sealed secret', () => {
  test('is what it was when it is opened', () => {
    fc.assert(fc.property(secret, (text) => expect(sealer.open(sealer.seal(text))).toBe(text)));
  });

  test('is opened by another sealer with the same pepper, as after a restart', () => {
    const restarted = sealerWith(peppers('first', ['first', FIRST]));
    expect(restarted.open(sealer.seal(SECRET))).toBe(SECRET);
  });

  test('is another text each time, which shows nothing of it', () => {
    const sealed = Array.from({ length: 200 }, () => sealer.seal(SECRET));
    expect(new Set(sealed).size).toBe(200);
    for (const text of sealed) {
      expect(text).toMatch(/^first\.[A-Za-z0-9+/]+=*$/);
      const bytes = Buffer.from(text.slice('first.'.length), 'base64');
      expect(bytes.includes(SECRET.slice(0, 8))).toBe(false);
    }
    expect(new Set(sealed.map((text) => text.slice(0, 22))).size).toBe(200);
  });

  test('cannot be opened when a single bit of it is another', () => {
    const [keyId, encoded = ''] = sealer.seal(SECRET).split('.');
    const bytes = Buffer.from(encoded, 'base64');
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const other = Buffer.from(bytes);
      other[bit >> 3]! ^= 1 << (bit & 7);
      expect(() => sealer.open(`${keyId}.${other.toString('base64')}`)).toThrow();
    }
  });

  // The length decides how the last characters are filled up.
  test.each([0, 1, 2])('cannot be opened when a single character of its text is another: %i', (longer) => {
    const sealed = sealer.seal(SECRET + 'x'.repeat(longer));
    const opened: string[] = [];
    for (let at = 0; at < sealed.length; at++) {
      for (const to of 'ABZaz09+/-_=. \n') {
        if (sealed[at] === to) continue;
        try {
          sealer.open(changed(sealed, at, to));
          opened.push(`${JSON.stringify(to)} for ${JSON.stringify(sealed[at])} at ${at}`);
        } catch {
          // As it should be.
        }
      }
    }
    expect(opened).toEqual([]);
  });

  test.each([
    ['cut short', (sealed: string) => sealed.slice(0, -4)],
    ['cut to its key', () => 'first.'],
    ['cut to its key without a separator', () => 'first'],
    ['nothing', () => ''],
    ['longer', (sealed: string) => `${sealed}AAAA`],
    ['followed by another part', (sealed: string) => `${sealed}.AAAA`],
    ['without its tag', (sealed: string) => reencoded(sealed, (bytes) => bytes.subarray(0, -16))],
    ['a tag and a nonce alone', (sealed: string) => reencoded(sealed, (bytes) => bytes.subarray(0, 28))],
    ['with a short tag', (sealed: string) => reencoded(sealed, (bytes) => bytes.subarray(0, 20))],
  ])('cannot be opened when it is %s', (_what, tampered) => {
    expect(() => sealer.open(tampered(sealer.seal(SECRET)))).toThrow();
  });

  test('cannot be opened with another’s nonce, text or tag', () => {
    const [mine, theirs] = [bytesOf(sealer.seal('my secret')), bytesOf(sealer.seal('their sec'))];
    expect(mine).toHaveLength(theirs.length);
    for (const [from, to] of [
      [0, 12],
      [12, mine.length - 16],
      [mine.length - 16, mine.length],
    ] as const) {
      const mixed = Buffer.from(mine);
      theirs.copy(mixed, from, from, to);
      expect(() => sealer.open(`first.${mixed.toString('base64')}`)).toThrow();
    }
  });
});

test.each(['ingest token repository-1 we', 'ingest token repository-2 web', '', OWNER.toUpperCase()])(
  'A secret that was sealed for one owner does not open for another: %j',
  (other) => {
    expect(() => sealerWith(peppers('first', ['first', FIRST]), other).open(sealer.seal(SECRET))).toThrow();
  },
);

describe('With a new pepper, a retired one', () => {
  const renewed = sealerWith(peppers('second', ['second', SECOND], ['first', FIRST]));

  test('still opens what was sealed with it', () => {
    fc.assert(fc.property(secret, (text) => expect(renewed.open(sealer.seal(text))).toBe(text)));
  });

  test('seals nothing any more', () => {
    const sealed = renewed.seal(SECRET);
    expect(sealed).toMatch(/^second\./);
    expect(renewed.open(sealed)).toBe(SECRET);
    expect(() => sealer.open(sealed)).toThrow('There is no pepper with the id second.');
  });

  test('is not taken for the other', () => {
    const [, encoded] = sealer.seal(SECRET).split('.');
    expect(() => renewed.open(`second.${encoded}`)).toThrow();
  });
});

describe('An unknown pepper', () => {
  test.each(['second', '', 'FIRST', '__proto__', 'constructor'])('%j opens nothing', (keyId) => {
    const [, encoded] = sealer.seal(SECRET).split('.');
    expect(() => sealer.open(`${keyId}.${encoded}`)).toThrow(`There is no pepper with the id ${keyId}.`);
  });

  test('seals nothing', () => {
    expect(() => sealerWith(peppers('missing', ['first', FIRST])).seal(SECRET)).toThrow(
      'There is no pepper with the id missing.',
    );
  });

  test('of the same name and another content opens nothing', () => {
    const other = sealerWith(peppers('first', ['first', SECOND]));
    expect(() => other.open(sealer.seal(SECRET))).toThrow();
  });
});

test('no error tells the secret, the key or the sealed text', () => {
  const sealed = sealer.seal(SECRET);
  for (const tampered of [
    changed(sealed, 20, sealed[20] === 'A' ? 'B' : 'A'),
    `other.${sealed.slice(6)}`,
    'first.',
  ]) {
    let message = '';
    try {
      sealer.open(tampered);
    } catch (error) {
      message = String(error);
    }
    expect(message).not.toBe('');
    for (const hidden of [SECRET, sealed.slice(6), FIRST.toString('hex'), FIRST.toString('base64')]) {
      expect(message).not.toContain(hidden);
    }
  }
});

function bytesOf(sealed: string): Buffer {
  return Buffer.from(sealed.split('.')[1] ?? '', 'base64');
}

function reencoded(sealed: string, change: (bytes: Buffer) => Buffer): string {
  return `first.${change(bytesOf(sealed)).toString('base64')}`;
}
