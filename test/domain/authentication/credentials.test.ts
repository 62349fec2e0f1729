import fc from 'fast-check';
import { readCredentials, type Credentials } from '../../../src/authentication/credentials';
import { drawTokenString } from '../../../src/tokens/token-secret';

const seed = Number(process.env['FC_SEED'] ?? 1);

const bearer = (token: string): Credentials => ({ kind: 'bearer', token });
const unsupported: Credentials = { kind: 'unreadable', reason: 'unsupportedScheme' };
const malformed: Credentials = { kind: 'unreadable', reason: 'malformedHeader' };

describe('The Authorization header', () => {
  test.each([undefined, '', ' ', '\t'])('that says nothing brings no credentials: %j', (header) => {
    expect(readCredentials(header)).toEqual({ kind: 'none' });
  });

  test.each([
    ['Bearer abc', 'abc'],
    ['bearer abc', 'abc'],
    ['BEARER abc', 'abc'],
    ['bEaReR abc', 'abc'],
    ['Bearer    abc', 'abc'],
    ['  Bearer abc  ', 'abc'],
    ['Bearer abc~DEF-0._+/9', 'abc~DEF-0._+/9'],
    ['Bearer abc==', 'abc=='],
    ['Bearer bearer', 'bearer'],
    ['Bearer Basic', 'Basic'],
  ])('%j brings the bearer token %j', (header, token) => {
    expect(readCredentials(header)).toEqual(bearer(token));
  });

  test.each([
    'Basic cm9vdDpzZWNyZXQ=',
    'Digest username="root"',
    'Token abc',
    'Bearerabc',
    'Bearer2 abc',
    'Bearer-Token abc',
    'MyBearer abc',
    'abc',
    'abc Bearer',
    '"Bearer abc"',
    ':',
  ])('%j is of a scheme that is not supported', (header) => {
    expect(readCredentials(header)).toEqual(unsupported);
  });

  test.each([
    'Bearer',
    'Bearer ',
    'Bearer abc def',
    'Bearer abc,def',
    'Bearer abc, Bearer def',
    'Bearer: abc',
    'Bearer\tabc',
    'Bearer "abc"',
    'Bearer =',
    'Bearer ==',
    'Bearer a=b',
    'Bearer äbc',
    'Bearer abc\u0000',
    'Bearer abc\nX-Other: 1',
    'Bearer %61bc',
    'Bearer <token>',
  ])('%j is malformed', (header) => {
    expect(readCredentials(header)).toEqual(malformed);
  });

  test.each(['token', 'session'] as const)('brings every %s string that we issue', (kind) => {
    const { text } = drawTokenString(kind);

    expect(readCredentials(`Bearer ${text}`)).toEqual(bearer(text));
  });

  test('never throws, and never brings a token that it does not hold', () => {
    const piece = fc.constantFrom(
      'Bearer',
      'bearer',
      'Basic',
      ' ',
      '\t',
      'abc',
      '~',
      '=',
      ',',
      '"',
      '\u0000',
      'é',
    );
    const almost = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));

    fc.assert(
      fc.property(fc.oneof(almost, fc.string({ unit: 'binary' })), (header) => {
        const credentials = readCredentials(header);
        if (credentials.kind !== 'bearer') return;
        expect(credentials.token).toMatch(/^[A-Za-z0-9._~+/-]+=*$/);
        expect(header.trim().toLowerCase()).toMatch(/^bearer /);
        expect(header.trim().endsWith(credentials.token)).toBe(true);
      }),
      { seed, numRuns: 3_000 },
    );
  });
});
