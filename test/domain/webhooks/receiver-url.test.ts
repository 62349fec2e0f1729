/** Where webhooks may lead: the ranges that are denied by default, to their first and last address, and no further. */
import { parseIpFilter } from '../../../src/ip-filters/ip-filter-parser';
import { DENIED_BY_DEFAULT } from '../../../src/webhooks/denied-by-default';
import { checkedReceiverUrl, hostOf, isAllowed } from '../../../src/webhooks/receiver-url';

const addresses = parseIpFilter(DENIED_BY_DEFAULT);
const allowed = (address: string) => isAllowed(address, addresses);

/** Each range with the addresses just before and after it; undefined where those are denied as well or do not exist. */
const RANGES: readonly (readonly [
  what: string,
  first: string,
  last: string,
  before: string | undefined,
  after: string | undefined,
])[] = [
  ['this network', '0.0.0.0', '0.255.255.255', undefined, '1.0.0.0'],
  ['private', '10.0.0.0', '10.255.255.255', '9.255.255.255', '11.0.0.0'],
  ['shared', '100.64.0.0', '100.127.255.255', '100.63.255.255', '100.128.0.0'],
  ['loopback', '127.0.0.0', '127.255.255.255', '126.255.255.255', '128.0.0.0'],
  ['link-local', '169.254.0.0', '169.254.255.255', '169.253.255.255', '169.255.0.0'],
  ['private', '172.16.0.0', '172.31.255.255', '172.15.255.255', '172.32.0.0'],
  ['protocol assignments', '192.0.0.0', '192.0.0.255', '191.255.255.255', '192.0.1.0'],
  ['documentation', '192.0.2.0', '192.0.2.255', '192.0.1.255', '192.0.3.0'],
  ['6to4 relays', '192.88.99.0', '192.88.99.255', '192.88.98.255', '192.88.100.0'],
  ['private', '192.168.0.0', '192.168.255.255', '192.167.255.255', '192.169.0.0'],
  ['benchmarks', '198.18.0.0', '198.19.255.255', '198.17.255.255', '198.20.0.0'],
  ['documentation', '198.51.100.0', '198.51.100.255', '198.51.99.255', '198.51.101.0'],
  ['documentation', '203.0.113.0', '203.0.113.255', '203.0.112.255', '203.0.114.0'],
  ['multicast, reserved, broadcast', '224.0.0.0', '255.255.255.255', '223.255.255.255', undefined],
  ['unspecified, loopback, compatible', '::', '::ffff:ffff', undefined, '::1:0:0'],
  ['translated', '64:ff9b::', '64:ff9b::ffff:ffff', '64:ff9a:ffff::', '64:ff9b::1:0:0'],
  ['translated, local', '64:ff9b:1::', '64:ff9b:1:ffff::', '64:ff9b:0:1::', '64:ff9b:2::'],
  ['discard', '100::', '100::ffff:ffff:ffff:ffff', 'ff:ffff::', '100:0:0:1::'],
  ['Teredo', '2001::', '2001:0:ffff::', '2000:ffff::', '2001:1::'],
  ['ORCHID', '2001:10::', '2001:2f:ffff::', '2001:f:ffff::', '2001:30::'],
  ['documentation', '2001:db8::', '2001:db8:ffff::', '2001:db7:ffff::', '2001:db9::'],
  ['6to4', '2002::', '2002:ffff::', '2001:ffff::', '2003::'],
  ['6bone', '3ffe::', '3ffe:ffff::', '3ffd:ffff::', '3fff::'],
  ['6bone', '5f00::', '5fff:ffff::', '5eff:ffff::', '6000::'],
  ['unique local', 'fc00::', 'fdff:ffff::', 'fbff:ffff::', 'fe00::'],
  ['link-local and site-local', 'fe80::', 'feff:ffff::', 'fe7f:ffff::', undefined],
  ['multicast', 'ff00::', 'ffff:ffff::', undefined, undefined],
];

test.each(RANGES)(
  '%s: %s to %s is denied, and what is next to it is not',
  (_what, first, last, before, after) => {
    expect([first, last].filter(allowed)).toEqual([]);
    for (const beside of [before, after]) if (beside !== undefined) expect(allowed(beside)).toBe(true);
  },
);

test.each(['::ffff:127.0.0.1', '::ffff:a00:1', 'fe80::1%eth0', '::ffff:169.254.169.254', 'nonsense', ''])(
  'a resolver’s %s is denied',
  (address) => expect(allowed(address)).toBe(false),
);

test.each(['1.1.1.1', '93.184.216.34', '::ffff:1.1.1.1', '2606:4700::1111'])('%s is allowed', (address) =>
  expect(allowed(address)).toBe(true),
);

describe('a URL', () => {
  const rules = { addresses, allowsHttp: false };

  test.each([
    ['https://example.com', 'https://example.com/'],
    ['HTTPS://Example.COM:443/Path?query=1', 'https://example.com/Path?query=1'],
    ['https://example.com:8443/', 'https://example.com:8443/'],
    ['https://1.1.1.1/x', 'https://1.1.1.1/x'],
    ['https://[2606:4700::1111]/', 'https://[2606:4700::1111]/'],
    ['https://bücher.example/ü', 'https://xn--bcher-kva.example/%C3%BC'],
  ])('%s is kept as %s', (text, kept) => expect(checkedReceiverUrl(text, rules)).toBe(kept));

  test.each([
    'https://127.0.0.1',
    'https://127.1',
    'https://2130706433',
    'https://0x7f000001',
    'https://017700000001',
    'https://0/',
    'https://①②⑦.⓪.⓪.①/',
    'https://127.0.0.1./',
    'https://[::1]/',
    'https://[::ffff:10.0.0.1]/',
    'https://[64:ff9b::10.0.0.1]/',
    'https://[fd00::1]:8443/',
  ])('%s is refused', (text) => {
    expect(() => checkedReceiverUrl(text, rules)).toThrow(/must not lead to an address/);
  });

  test.each([
    'http://example.com',
    'ftp://example.com',
    'data:,x',
    'https://',
    'https://a b/',
    '//example.com',
    '',
  ])('%s is refused', (text) => expect(() => checkedReceiverUrl(text, rules)).toThrow(/^url must /));

  test('with http is taken where the operator allows it, and no less closely looked at', () => {
    const lenient = { addresses, allowsHttp: true };
    expect(checkedReceiverUrl('http://example.com/', lenient)).toBe('http://example.com/');
    for (const text of ['http://127.0.0.1/', 'http://user@example.com/', 'gopher://example.com/'])
      expect(() => checkedReceiverUrl(text, lenient)).toThrow();
  });

  test('has its host without brackets', () => {
    expect(hostOf(new URL('https://[2606:4700::1]:1/'))).toBe('2606:4700::1');
    expect(hostOf(new URL('https://example.com'))).toBe('example.com');
  });
});
