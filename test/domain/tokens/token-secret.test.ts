import fc from 'fast-check';
import { ALPHANUMERIC } from '../../../src/kernel/ids';
import {
  drawOrderedTokenString,
  drawTokenString,
  parseTokenString,
  type CredentialKind,
} from '../../../src/tokens/token-secret';

const seed = Number(process.env['FC_SEED'] ?? 1);
const KINDS: CredentialKind[] = ['token', 'session'];

describe('A drawn string', () => {
  test.each([
    ['token', 32],
    ['session', 24],
  ] as const)('of a %s is an id of %i characters, a ~ and a secret of 44', (kind, idLength) => {
    const string = drawTokenString(kind);

    expect(string.kind).toBe(kind);
    expect(string.id).toMatch(new RegExp(`^[0-9A-Za-z]{${idLength}}$`));
    expect(string.text).toMatch(new RegExp(`^${string.id}~[0-9A-Za-z]{44}$`));
  });

  test('shares neither half with one that was drawn before', () => {
    const halves = Array.from({ length: 2_000 }, () => drawTokenString('token').text.split('~'));

    expect(new Set(halves.map(([id]) => id)).size).toBe(halves.length);
    expect(new Set(halves.map(([, secret]) => secret!.slice(0, 38))).size).toBe(halves.length);
  });

  test.each(KINDS)('is read back as it was drawn, and as a %s', (kind) => {
    for (let i = 0; i < 200; i++) {
      const string = drawTokenString(kind);
      expect(parseTokenString(string.text)).toEqual(string);
    }
  });
});

describe('A string that is drawn for a moment', () => {
  const MOMENT = 1_800_000_000_000;

  test('is a token’s, and read back as it was drawn', () => {
    for (let i = 0; i < 200; i++) {
      const string = drawOrderedTokenString(MOMENT + i);
      expect(string.kind).toBe('token');
      expect(parseTokenString(string.text)).toEqual(string);
    }
  });

  test('has an id that sorts after those of earlier moments', () => {
    const ids = Array.from({ length: 200 }, (_, i) => drawOrderedTokenString(MOMENT + i).id);
    expect([...ids].sort()).toEqual(ids);
  });

  test('shares neither its id nor its secret with another of the same moment', () => {
    const halves = Array.from({ length: 2_000 }, () => drawOrderedTokenString(MOMENT).text.split('~'));

    expect(new Set(halves.map(([id]) => id)).size).toBe(halves.length);
    expect(new Set(halves.map(([, secret]) => secret!.slice(0, 38))).size).toBe(halves.length);
  });

  test('says nothing of the moment in its secret', () => {
    const beginnings = Array.from({ length: 200 }, () =>
      drawOrderedTokenString(MOMENT).text.split('~')[1]!.slice(0, 8),
    );
    expect(new Set(beginnings).size).toBe(beginnings.length);
  });
});

describe('The checksum', () => {
  // CRC-32 (as in zlib) of all before it, in base 62 with the digits 0-9, A-Z, a-z; computed elsewhere.
  test.each([
    ['token', '00000000000000000000000000000000~00000000000000000000000000000000000000', '08ztU2'],
    ['session', '0123456789ABCDEFGHIJKLMN~abcdefghijklmnopqrstuvwxyz0123456789AB', '2Ubd3f'],
    ['token', 'aB3aB3aB3aB3aB3aB3aB3aB3aB3aB3xY~9zQ9zQ9zQ9zQ9zQ9zQ9zQ9zQ9zQ9zQ9zQ9zQ42', '1ATG8s'],
  ])('of the %s string %s is %s, so that a find can be confirmed offline', (kind, text, checksum) => {
    expect(parseTokenString(text + checksum)).toEqual({
      kind,
      id: text.slice(0, text.indexOf('~')),
      text: text + checksum,
    });
    expect(parseTokenString(`${text}000000`)).toBeUndefined();
  });
});

describe.each(KINDS)('A typo in a %s string', (kind) => {
  // Strings are drawn by no seed, being secrets: so each of these must hold for whichever comes.
  const { text } = drawTokenString(kind);
  const accepted = (variants: readonly string[]) => variants.filter((text) => parseTokenString(text));

  test('of one wrong character is noticed, whichever and wherever', () => {
    const variants = [...text].flatMap((right, i) =>
      [...ALPHANUMERIC, '~', '-', ' ', 'é']
        .filter((wrong) => wrong !== right)
        .map((wrong) => text.slice(0, i) + wrong + text.slice(i + 1)),
    );

    expect(variants.length).toBeGreaterThan(4_000);
    expect(accepted(variants)).toEqual([]);
  });

  test('of two neighbours that changed places is noticed', () => {
    const variants = [...text]
      .map((character, i) => text.slice(0, i) + (text[i + 1] ?? '') + character + text.slice(i + 2))
      .filter((variant) => variant !== text);

    expect(variants.length).toBeGreaterThan(50);
    expect(accepted(variants)).toEqual([]);
  });

  test('of missing characters is noticed, at either end or within', () => {
    const variants = [...text].flatMap((_, i) => [
      text.slice(0, i),
      text.slice(i + 1),
      text.slice(0, i) + text.slice(i + 1),
    ]);

    expect(accepted(variants)).toEqual([]);
  });

  test('of added characters is noticed', () => {
    const variants = [...text].flatMap((character, i) => [
      text.slice(0, i) + character + text.slice(i),
      text.slice(0, i) + '0' + text.slice(i),
    ]);

    expect(accepted([...variants, `${text}\n`, `${text} `, ` ${text}`, text + text])).toEqual([]);
  });

  test('of the wrong case is noticed', () => {
    expect(accepted([text.toUpperCase(), text.toLowerCase()])).toEqual([]);
  });

  test('of one token’s id before another’s secret is noticed', () => {
    const [one, other] = [drawTokenString('token'), drawTokenString('token')];

    expect(parseTokenString(`${one.id}~${other.text.split('~')[1]!}`)).toBeUndefined();
  });
});

describe('Junk', () => {
  test.each([
    '',
    '~',
    'root',
    'null',
    `${'0'.repeat(32)}~`,
    `~${'0'.repeat(44)}`,
    '0'.repeat(77),
    `${'0'.repeat(28)}~${'0'.repeat(44)}`,
    `${'٣'.repeat(32)}~${'0'.repeat(44)}`,
    '\u0000',
    '🌍',
  ])('is no string of ours: %j', (junk) => {
    expect(parseTokenString(junk)).toBeUndefined();
  });

  test('never throws, whatever it is', () => {
    const almost = fc
      .tuple(
        fc.constantFrom(0, 23, 24, 25, 31, 32, 33),
        fc.constantFrom('~', '', '-', '~~'),
        fc.constantFrom(43, 44, 45),
        fc.string({ unit: 'binary', maxLength: 2 }),
      )
      .map(([id, separator, secret, rest]) => 'a'.repeat(id) + separator + 'b'.repeat(secret) + rest);

    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string(), almost), (junk) => {
        expect(parseTokenString(junk)).toBeUndefined();
      }),
      { seed, numRuns: 2_000 },
    );
  });

  test('of a megabyte is done with at once', () => {
    const began = process.hrtime.bigint();

    expect(parseTokenString('a'.repeat(1_000_000))).toBeUndefined();
    expect(parseTokenString(`${'a'.repeat(32)}~${'b'.repeat(1_000_000)}`)).toBeUndefined();
    expect(Number(process.hrtime.bigint() - began) / 1e6).toBeLessThan(2_000);
  });
});
