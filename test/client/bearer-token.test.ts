/** The client reads an Authorization header as Tollgate does. */
import fc from 'fast-check';
import { readCredentials } from '../../src/authentication/credentials';
import { readBearerToken, type Credentials } from '../../src/client/bearer-token';

test.each<[string | undefined, Credentials['kind']]>([
  [undefined, 'none'],
  ['', 'none'],
  ['   ', 'none'],
  ['Basic dXNlcjpwYXNzd29yZA==', 'none'],
  ['BearerToken abc', 'none'],
  ['Bearer', 'malformed'],
  ['Bearer ', 'malformed'],
  ['Bearer a b', 'malformed'],
  ['Bearer a,Bearer b', 'malformed'],
  ['Bearer "abc"', 'malformed'],
  ['Bearer =abc', 'malformed'],
  ['Bearer\tabc', 'malformed'],
  ['Bearer abc', 'bearer'],
  ['bEARER   abc~/+-._==  ', 'bearer'],
])('%j is %s', (header, kind) => {
  expect(readBearerToken(header).kind).toBe(kind);
});

test('whatever the header, both find the same token or none', () => {
  const likely = fc
    .array(
      fc.constantFrom('Bearer', 'bearer', 'Basic', ' ', '\t', 'aZ0-._~+/', '=', '"', ',', 'ü', '\u00a0'),
      {
        maxLength: 6,
      },
    )
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(fc.oneof(likely, fc.string(), fc.string({ unit: 'binary' })), (header) => {
      const here = readBearerToken(header);
      const there = readCredentials(header);
      expect(here.kind === 'bearer' ? here.token : null).toBe(there.kind === 'bearer' ? there.token : null);
      const isMalformed = there.kind === 'unreadable' && there.reason === 'malformedHeader';
      expect(here.kind === 'malformed').toBe(isMalformed);
    }),
  );
});
