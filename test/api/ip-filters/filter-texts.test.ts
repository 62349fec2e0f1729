/** The rules of an IP filter are kept byte for byte, and what is no rule is refused with its place and reason. */
import { Seed } from '../../support/seed';
import { TestServer } from '../../support/server';
import { userWithToken } from '../tokens/operations';
import { createFilter, filtersOf, tryFilter, updateFilter, type Filter } from './operations';

let server: TestServer;
beforeAll(async () => (server = await TestServer.start()));
afterAll(async () => server.stop());

describe.each([
  ['a line break at the end', 'allow 127.0.0.1\ndeny all\n'],
  ['none at the end', 'allow 127.0.0.1\ndeny all'],
  ['Windows line breaks', 'allow 127.0.0.1\r\ndeny all\r\n'],
  ['old Macintosh line breaks', 'allow 127.0.0.1\rdeny all\r'],
  ['semicolons', 'deny all; allow 127.0.0.1;;'],
  ['comments', '# Bürowächter 🔑; deny all\nallow 127.0.0.1 # the office\n#deny 127.0.0.1\n'],
  ['blanks and blank lines', '\n\n  allow\t 127.0.0.1  \n\t\n deny   all\t\n\n'],
  ['rules in capitals', 'ALLOW 127.0.0.1\nDeny All'],
  ['host bits and long spellings', 'allow 127.0.0.1/8\nallow 2001:0DB8:0000:0000:0000:0000:0000:0001/32'],
])('a filter with %s', (_what, text) => {
  let filter: Filter;
  beforeAll(async () => (filter = await server.seed.ipFilter(text)));

  test('is answered and listed byte for byte', async () => {
    expect(filter.ipFilter).toBe(text);
    expect((await filtersOf(server)).get(filter.id)).toEqual(filter);
  });

  test('is read byte for byte on a token, as text and as object, and accepts what it says', async () => {
    const { client } = await userWithToken(server);
    const { metadata } = await new Seed(client).personalToken({ ipFilterId: filter.id });
    const organizationToken = await server.seed.organizationToken('ViewUsage', { ipFilterId: filter.id });
    const { currentToken } = await organizationToken.client.ask(
      '{ currentToken { ipFilter ipFilterV2 { id name ipFilter } } }',
    );
    expect(metadata).toMatchObject({ ipFilter: text, ipFilterV2: filter });
    expect(currentToken).toEqual({ ipFilter: text, ipFilterV2: filter });
  });

  test('is on record byte for byte', () => {
    const [entry] = server.audit({ type: 'ipfilters.change', targetId: filter.id });
    expect(entry?.details).toMatchObject({
      actionName: 'create',
      ipFilterId: filter.id,
      before: null,
      after: { name: filter.name, ipFilter: text },
    });
  });

  test('replaces other rules byte for byte', async () => {
    const other = await server.seed.ipFilter('deny all');
    const answer = await updateFilter(server.root, { id: other.id, ipFilter: text });
    expect(answer.data.filter).toEqual({ ...other, ipFilter: text });
    expect((await filtersOf(server)).get(other.id)?.ipFilter).toBe(text);
  });
});

const A_BLOCK = 'expected an IPv4 or IPv6 address, or a CIDR block such as 10.0.0.0/8, or "all"';
const manyRules = (count: number): string => Array.from({ length: count }, () => 'deny 10.0.0.1').join('\n');

const NO_FILTERS: readonly (readonly [string, string, string])[] = [
  [
    'a keyword that is none',
    'allow all\npermit 10.0.0.1',
    'line 2: unexpected "permit"; expected "allow" or "deny"',
  ],
  [
    'a rule without an address',
    'deny all\n\nallow',
    'line 3: unexpected "allow"; expected "all", an address or a CIDR',
  ],
  ['a third word', 'allow 10.0.0.1 10.0.0.2', 'line 1: unexpected "10.0.0.2"; expected a rule of two words'],
  [
    'two rules on a line',
    'allow 10.0.0.1 deny all',
    'line 1: unexpected "deny"; expected a rule of two words',
  ],
  ['a name', 'allow example.com', `line 1: unexpected "example.com"; ${A_BLOCK}`],
  [
    'an octet with a leading zero',
    'allow all\r\ndeny 010.0.0.1',
    `line 2: unexpected "010.0.0.1"; ${A_BLOCK}`,
  ],
  ['a short form', 'deny 127.1', `line 1: unexpected "127.1"; ${A_BLOCK}`],
  ['a hexadecimal form', 'deny 0x7f000001', `line 1: unexpected "0x7f000001"; ${A_BLOCK}`],
  ['an octet too large', 'allow 10.0.0.256', `line 1: unexpected "10.0.0.256"; ${A_BLOCK}`],
  ['a port', 'allow 10.0.0.1:443', `line 1: unexpected "10.0.0.1:443"; ${A_BLOCK}`],
  ['a range', 'allow 10.0.0.1-10.0.0.9', `line 1: unexpected "10.0.0.1-10.0.0.9"; ${A_BLOCK}`],
  ['a list', 'allow 10.0.0.1,10.0.0.2', `line 1: unexpected "10.0.0.1,10.0.0.2"; ${A_BLOCK}`],
  [
    'a mask too long',
    'allow 10.0.0.0/33',
    'line 1: unexpected "10.0.0.0/33"; expected a length from 0 to 32',
  ],
  [
    'a mask in dots',
    'allow 10.0.0.0/255.0.0.0',
    'line 1: unexpected "10.0.0.0/255.0.0.0"; expected a length',
  ],
  ['an IPv6 mask too long', 'allow ::1/129', 'line 1: unexpected "::1/129"; expected a length from 0 to 128'],
  ['a zone', 'allow fe80::1%eth0', 'line 1: unexpected "fe80::1%eth0"; expected an address without a zone'],
  ['a NUL', 'allow all\ndeny 10.0.0.1\u0000', 'line 2: unexpected "\\u{0}"; expected no control character'],
  [
    'a hidden rule',
    'deny all # x\u2028allow all',
    'line 1: unexpected "\\u{2028}"; expected no control character',
  ],
  [
    'a space that is no blank',
    'allow\u00a010.0.0.1',
    'line 1: unexpected "allow\\u{a0}10.0.0.1"; expected "allow"',
  ],
  ['nothing', '', 'The IP filter is empty; expected at least one rule'],
  ['nothing but blanks', ' \n;\n\t;', 'The IP filter is empty; expected at least one rule'],
  [
    'nothing but comments',
    '# allow 10.0.0.1\n# deny all',
    'The IP filter is empty; expected at least one rule',
  ],
  [
    'more than 1,000 rules',
    manyRules(1_001),
    'line 1001: unexpected "deny 10.0.0.1"; expected at most 1000 rules',
  ],
  [
    'more than 64 KiB',
    `deny all # ${'x'.repeat(65_536)}`,
    'The IP filter is too long; expected at most 65536 bytes',
  ],
];

describe.each(NO_FILTERS)('a text with %s', (_what, text, complaint) => {
  test('is refused with the line, the word and what was expected, and no filter is made', async () => {
    const before = await filtersOf(server);
    const answer = await createFilter(server.root, { name: 'wrong', ipFilter: text });
    expect(answer.code).toBe('BAD_USER_INPUT');
    expect(answer.errors[0]?.message).toContain(complaint);
    expect(await filtersOf(server)).toEqual(before);
  });

  test('does not replace the rules of a filter, and its new name is not taken over either', async () => {
    const filter = await server.seed.ipFilter('deny 10.0.0.1');
    const answer = await updateFilter(server.root, { id: filter.id, name: 'renamed', ipFilter: text });
    expect(answer.code).toBe('BAD_USER_INPUT');
    expect(answer.errors[0]?.message).toContain(complaint);
    expect((await filtersOf(server)).get(filter.id)).toEqual(filter);
  });

  test('cannot be tried', async () => {
    const answer = await tryFilter(server.root, { ipFilter: text, address: '10.0.0.1' });
    expect(answer.code).toBe('BAD_USER_INPUT');
    expect(answer.errors[0]?.message).toContain(complaint);
  });
});

test('a filter may hold 1,000 rules', async () => {
  expect((await server.seed.ipFilter(manyRules(1_000))).ipFilter).toBe(manyRules(1_000));
});
