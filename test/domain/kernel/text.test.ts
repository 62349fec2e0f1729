import fc from 'fast-check';
import { DomainError } from '../../../src/kernel/domain-error';
import { checkedName, checkedOptionalText } from '../../../src/kernel/text';

const seed = Number(process.env['FC_SEED'] ?? 1);

/** What a check says of a text: its result, or the message of its refusal as bad input. */
function outcome(check: () => string | null): { text: string | null } | { refused: string } {
  try {
    return { text: check() };
  } catch (error) {
    if (error instanceof DomainError && error.code === 'BAD_USER_INPUT') return { refused: error.message };
    throw error;
  }
}

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  // Lone surrogates included, which are no characters at all.
  fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)),
  fc.string({ unit: fc.constantFrom(' ', '\t', '\n', '\u0000', '\u00a0', '\u2028', 'a', '🌍') }),
);

describe('A name', () => {
  test.each([
    ['a plain word', 'deploy', 'deploy'],
    ['blanks around it, which go', '  deploy bot \t', 'deploy bot'],
    ['line breaks around it, which go', '\r\ndeploy\u2028\u2029\n', 'deploy'],
    ['a single character', '-', '-'],
    ['letters of any script', 'Schlüssel für 東京', 'Schlüssel für 東京'],
    ['emoji', '🔑 of the 👩‍🚀', '🔑 of the 👩‍🚀'],
    ['a no-break space within', 'a\u00a0b', 'a\u00a0b'],
    ['the characters beside the control characters', ' ~\u00a0\u2027\u202f!', '~\u00a0\u2027\u202f!'],
    ['markup and quotes', `<b>"O'Hara"</b>; --`, `<b>"O'Hara"</b>; --`],
  ])('may have %s', (_, given, kept) => {
    expect(checkedName('name', given)).toBe(kept);
  });

  test.each(['', ' ', '\t\n ', '\u00a0', '\u2028'])('must not be blank: %j', (blank) => {
    expect(outcome(() => checkedName('name', blank))).toEqual({ refused: 'name must not be empty.' });
  });

  test.each([
    ['NUL', '\u0000'],
    ['a tab', '\t'],
    ['a line feed', '\n'],
    ['a carriage return', '\r'],
    ['escape', '\u001b'],
    ['the last of the first block', '\u001f'],
    ['delete', '\u007f'],
    ['the first of the second block', '\u0080'],
    ['next line', '\u0085'],
    ['the last of the second block', '\u009f'],
    ['a line separator', '\u2028'],
    ['a paragraph separator', '\u2029'],
  ])('must not hold %s', (_, character) => {
    expect(outcome(() => checkedName('name', `de${character}ploy`))).toEqual({
      refused: 'name must not contain control characters or line breaks.',
    });
  });

  test('must not begin or end with NUL, which is no blank', () => {
    expect(outcome(() => checkedName('name', '\u0000deploy'))).toHaveProperty('refused');
    expect(outcome(() => checkedName('name', 'deploy\u0000'))).toHaveProperty('refused');
  });

  test.each([
    ['letters', 'x'],
    ['characters that JavaScript counts twice', '🌍'],
  ])('has at most 253 %s', (_, character) => {
    expect(checkedName('name', character.repeat(253))).toBe(character.repeat(253));
    expect(outcome(() => checkedName('name', character.repeat(254)))).toEqual({
      refused: 'name must be at most 253 characters; it has 254.',
    });
  });

  test('is measured without the blanks around it', () => {
    expect(checkedName('name', ` ${'x'.repeat(253)} `)).toHaveLength(253);
  });

  test('may be given another limit, and is called by its field in a refusal', () => {
    expect(checkedName('username', 'abc', 3)).toBe('abc');
    expect(outcome(() => checkedName('username', 'abcd', 3))).toEqual({
      refused: 'username must be at most 3 characters; it has 4.',
    });
  });

  test('of whatever characters is either kept, trimmed and clean, or refused as bad input', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 12 }), (given, max) => {
        const result = outcome(() => checkedName('name', given, max));
        if ('refused' in result) return;
        expect(result.text).toBe(given.trim());
        expect([...result.text!].length).toBeGreaterThanOrEqual(1);
        expect([...result.text!].length).toBeLessThanOrEqual(max);
        expect(result.text).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
        expect(checkedName('name', result.text!, max)).toBe(result.text);
      }),
      { seed, numRuns: 2_000 },
    );
  });
});

describe('An optional text', () => {
  test.each([null, undefined])('is none where it is %j', (absent) => {
    expect(checkedOptionalText('reason', absent)).toBeNull();
  });

  test.each(['', ' ', 'leaked', ' leaked ', 'line one\nline two\ttabbed', '🌍', '\u001b[31m'])(
    'is kept as it came, so that a blank one can clear what was there: %j',
    (text) => {
      expect(checkedOptionalText('reason', text)).toBe(text);
    },
  );

  test.each(['x', '🌍'])('has at most 4096 characters: %s', (character) => {
    expect(checkedOptionalText('reason', character.repeat(4096))).toBe(character.repeat(4096));
    expect(outcome(() => checkedOptionalText('reason', character.repeat(4097)))).toEqual({
      refused: 'reason must be at most 4096 characters; it has 4097.',
    });
  });

  test('may be given another limit', () => {
    expect(checkedOptionalText('filter', 'abc', 3)).toBe('abc');
    expect(outcome(() => checkedOptionalText('filter', 'abcd', 3))).toEqual({
      refused: 'filter must be at most 3 characters; it has 4.',
    });
  });

  test.each(['\u0000', 'a\u0000b'])('must not hold NUL: %j', (text) => {
    expect(outcome(() => checkedOptionalText('reason', text))).toEqual({
      refused: 'reason must not contain NUL characters.',
    });
  });

  test('of whatever characters is either kept as it came, none, or refused as bad input', () => {
    fc.assert(
      fc.property(fc.option(anyText), fc.integer({ min: 0, max: 12 }), (given, max) => {
        const result = outcome(() => checkedOptionalText('reason', given, max));
        if ('refused' in result || result.text === null) return;
        expect(result.text).toBe(given);
        expect([...result.text].length).toBeLessThanOrEqual(max);
        expect(result.text).not.toContain('\u0000');
      }),
      { seed, numRuns: 2_000 },
    );
  });
});
