import fc from 'fast-check';
import {
  clientAddress,
  type ClientAddressInput,
  parseTrustedProxies,
} from '../../../src/authentication/client-address';
import { parseIpAddress } from '../../../src/ip-filters/ip-address';

const seed = Number(process.env['FC_SEED'] ?? Date.now());

const PROXIES = parseTrustedProxies('10.0.0.0/8, 192.168.0.1 2001:db8:1::/48');
/** A peer among them. */
const PROXY = '10.0.0.1';

function from(input: Partial<ClientAddressInput>): string | undefined {
  return clientAddress({ peer: PROXY, xForwardedFor: undefined, forwarded: undefined, ...input }, PROXIES)
    ?.text;
}

describe('the client’s address', () => {
  test.each([
    ['198.51.100.7', '198.51.100.7'],
    ['::ffff:198.51.100.7', '198.51.100.7'],
    ['11.0.0.0', '11.0.0.0'],
    ['192.168.0.2', '192.168.0.2'],
    ['2001:db8:2::1', '2001:db8:2::1'],
    ['fe80::1%eth0', 'fe80::1'],
  ])('is the peer %s if that is no trusted proxy, whatever the headers say', (peer, text) => {
    expect(from({ peer })).toBe(text);
    expect(from({ peer, xForwardedFor: '203.0.113.9' })).toBe(text);
    expect(from({ peer, forwarded: 'for=203.0.113.9' })).toBe(text);
    expect(from({ peer, xForwardedFor: 'nonsense', forwarded: '"' })).toBe(text);
  });

  test.each([
    '10.0.0.1',
    '10.255.255.255',
    '192.168.0.1',
    '::ffff:10.0.0.1',
    '::FFFF:a00:1',
    '2001:db8:1::9',
  ])('is the forwarded one if the peer %s is a trusted proxy', (peer) => {
    expect(from({ peer, xForwardedFor: '203.0.113.9' })).toBe('203.0.113.9');
    expect(from({ peer, forwarded: 'for=203.0.113.9' })).toBe('203.0.113.9');
  });

  test.each([undefined, '', ' ', '\t', [], ['']])(
    'is the trusted proxy’s own with no more header than %j',
    (header) => {
      expect(from({ xForwardedFor: header, forwarded: header })).toBe(PROXY);
    },
  );

  test.each([undefined, '', '/run/tollgate.sock', 'unknown'])(
    'is not known if the peer is %j, whatever the headers say',
    (peer) => {
      expect(from({ peer })).toBeUndefined();
      expect(from({ peer, xForwardedFor: '203.0.113.9', forwarded: 'for=203.0.113.9' })).toBeUndefined();
    },
  );

  test('trusts nobody’s headers when no proxy is trusted', () => {
    const input = { peer: '127.0.0.1', xForwardedFor: '203.0.113.9', forwarded: 'for=203.0.113.9' };
    expect(clientAddress(input, parseTrustedProxies(''))?.text).toBe('127.0.0.1');
  });
});

/** Hops, and what they come to; the same in both headers. */
const WALKS: [string[], string | undefined][] = [
  [['203.0.113.9'], '203.0.113.9'],
  [['198.51.100.7', '203.0.113.9'], '203.0.113.9'],
  [['203.0.113.9', '10.0.0.2'], '203.0.113.9'],
  [['198.51.100.7', '203.0.113.9', '10.0.0.2', '192.168.0.1'], '203.0.113.9'],
  [['203.0.113.9', '198.51.100.7', '10.0.0.2'], '198.51.100.7'],
  [['10.0.0.2'], '10.0.0.2'],
  [['10.0.0.3', '192.168.0.1', '10.0.0.2'], '10.0.0.3'],
  [['203.0.113.9', '::ffff:10.0.0.2'], '203.0.113.9'],
  [['::ffff:203.0.113.9'], '203.0.113.9'],
  [['203.0.113.9:5678'], '203.0.113.9'],
  [['203.0.113.9:0'], '203.0.113.9'],
  [['203.0.113.9:65535', '10.0.0.2:80'], '203.0.113.9'],
  [['2001:db8::1'], '2001:db8::1'],
  [['2001:DB8::1'], '2001:db8::1'],
  [['[2001:db8::1]'], '2001:db8::1'],
  [['[2001:db8::1]:443'], '2001:db8::1'],
  [['[::ffff:203.0.113.9]:443'], '203.0.113.9'],
  [['2001:db8::1', '[2001:db8:1::9]:443'], '2001:db8::1'],
  // No port without brackets: it could be a group of the address.
  [['2001:db8::1:443'], '2001:db8::1:443'],

  [['unknown'], undefined],
  [['_hidden'], undefined],
  [['client.example'], undefined],
  [['localhost'], undefined],
  [['203.0.113.09'], undefined],
  [['0203.0.113.9'], undefined],
  [['203.0.113'], undefined],
  [['3405803785'], undefined],
  [['0xcb.0.113.9'], undefined],
  [['203.0.113.9.'], undefined],
  [['203.0.113.9/32'], undefined],
  [['203.0.113.9 10.0.0.2'], undefined],
  [['203.0.113.9:'], undefined],
  [['203.0.113.9:65536'], undefined],
  [['203.0.113.9:123456'], undefined],
  [['203.0.113.9:+80'], undefined],
  [['203.0.113.9:_port'], undefined],
  [['203.0.113.9:80:80'], undefined],
  [['[203.0.113.9]'], undefined],
  [['[203.0.113.9]:80'], undefined],
  [['[2001:db8::1'], undefined],
  [['2001:db8::1]'], undefined],
  [['[2001:db8::1]443'], undefined],
  [['[2001:db8::1]:'], undefined],
  [['[2001:db8::1]:65536'], undefined],
  [['[[2001:db8::1]]'], undefined],
  [['[]'], undefined],
  [['fe80::1%eth0'], undefined],
  [['[fe80::1%eth0]'], undefined],
  [['\u00a0203.0.113.9'], undefined],
  [['203.0.113.9\0'], undefined],
  [[''], undefined],

  // What stands left of the deciding entry is not looked at; what is passed on the way there is.
  [['unknown', '203.0.113.9'], '203.0.113.9'],
  [['', '', '203.0.113.9', '10.0.0.2'], '203.0.113.9'],
  [['203.0.113.9', 'unknown'], undefined],
  [['203.0.113.9', 'unknown', '10.0.0.2'], undefined],
  [['203.0.113.9', '', '10.0.0.2'], undefined],
  [['unknown', '10.0.0.2'], undefined],
  [['', '10.0.0.2'], undefined],
  [['203.0.113.9', ''], undefined],
];

/** Left out: a header that is empty is read as one that is absent. */
const isHeader = ([hops]: (typeof WALKS)[number]) => hops.join('') !== '';

describe('X-Forwarded-For', () => {
  test.each(WALKS.filter(isHeader))('with the hops %j yields %s', (hops, text) => {
    expect(from({ xForwardedFor: hops.join(', ') })).toBe(text);
    expect(from({ xForwardedFor: hops.join(',') })).toBe(text);
    expect(from({ xForwardedFor: hops.join(' \t,\t ') })).toBe(text);
    if (hops.length > 1) expect(from({ xForwardedFor: hops })).toBe(text);
  });

  test('that came several times is one list, in the order it came', () => {
    expect(from({ xForwardedFor: ['198.51.100.7, 203.0.113.9', '10.0.0.3, 10.0.0.2'] })).toBe('203.0.113.9');
    expect(from({ xForwardedFor: ['203.0.113.9', '198.51.100.7'] })).toBe('198.51.100.7');
    expect(from({ xForwardedFor: ['203.0.113.9', ''] })).toBeUndefined();
    expect(from({ xForwardedFor: ['', '203.0.113.9'] })).toBe('203.0.113.9');
    expect(from({ xForwardedFor: ['', ''] })).toBeUndefined();
  });

  test.each(['"203.0.113.9"', 'for=203.0.113.9', '203.0.113.9;proto=https'])(
    'is not read as Forwarded: %s',
    (header) => {
      expect(from({ xForwardedFor: header })).toBeUndefined();
    },
  );
});

describe('Forwarded', () => {
  test.each(WALKS)('with the hops %j yields %s', (hops, text) => {
    expect(from({ forwarded: hops.map((hop) => `for=${hop}`).join(', ') })).toBe(text);
    expect(from({ forwarded: hops.map((hop) => `For="${hop}"`).join(',') })).toBe(text);
    expect(from({ forwarded: hops.map((hop) => `by=_x;FOR="${hop}";proto=https`).join(' , ') })).toBe(text);
    expect(from({ forwarded: hops.map((hop) => `for="${hop}"`) })).toBe(text);
  });

  test.each([
    // The examples of RFC 7239, sections 4 and 6.
    ['for="_gazonk"', undefined],
    ['For="[2001:db8:cafe::17]:4711"', '2001:db8:cafe::17'],
    ['for=192.0.2.60;proto=http;by=203.0.113.43', '192.0.2.60'],
    ['for=192.0.2.43, for=198.51.100.17', '198.51.100.17'],
    ['for=_hidden, for=_SEVKISEK', undefined],
    ['for="192.0.2.43:47011"', '192.0.2.43'],
    ['for="[2001:db8:cafe::17]:47011"', '2001:db8:cafe::17'],
    ['for=192.0.2.43,for="[2001:db8:cafe::17]",for=unknown', undefined],
    // Delimiters and escapes inside quotes.
    ['for=203.0.113.9;host="a,b;for=198.51.100.7,for=198.51.100.8"', '203.0.113.9'],
    ['host="a;for=198.51.100.7";for=203.0.113.9', '203.0.113.9'],
    ['for=203.0.113.9;host="a\\",for=198.51.100.7"', '203.0.113.9'],
    ['for=203.0.113.9;host="a\\\\"', '203.0.113.9'],
    ['for=203.0.113.9;host="\\\\\\",for=198.51.100.7;x=\\\\"', '203.0.113.9'],
    ['for="203.0.113\\.9"', '203.0.113.9'],
    ['for=203.0.113.9 ; proto=https', '203.0.113.9'],
    ['for=203.0.113.9;', '203.0.113.9'],
    [';for=203.0.113.9;;', '203.0.113.9'],
    // An element that says nothing, or two things, about its client.
    ['proto=https', undefined],
    ['by=203.0.113.9', undefined],
    ['for=203.0.113.9, proto=https', undefined],
    ['for=203.0.113.9;for=198.51.100.7', undefined],
    ['for=203.0.113.9;For=203.0.113.9', undefined],
    ['for=203.0.113.9;proto', undefined],
    ['203.0.113.9', undefined],
    ['for', undefined],
    ['for=', undefined],
    ['for=""', undefined],
    ['for="', undefined],
    ['for =203.0.113.9', undefined],
    ['for= 203.0.113.9', undefined],
    ['for=" 203.0.113.9"', undefined],
    ["for='203.0.113.9'", undefined],
    ['xfor=203.0.113.9', undefined],
    // Quotes that do not match.
    ['for="203.0.113.9', undefined],
    ['for=203.0.113.9"', undefined],
    ['for=x203.0.113.9"', undefined],
    ['for="203.0.113.9x', undefined],
    ['for="203.0.113.9\\"', undefined],
    ['for=""203.0.113.9""', undefined],
    ['for="203.0.113.9""', undefined],
    ['for="203.0.113.9"x', undefined],
  ])('%s yields %s', (forwarded, text) => {
    expect(from({ forwarded })).toBe(text);
  });

  test.each([
    '"',
    'for="',
    'for=198.51.100.7;x="',
    'x="\\',
    'for="\\"',
    '\\',
    'for=198.51.100.7,x=",',
    ';;=,,',
    '\\"',
  ])('that the client began with %s is still read as the proxy went on', (begun) => {
    expect(from({ forwarded: `${begun}, for=203.0.113.9` })).toBe('203.0.113.9');
    expect(from({ forwarded: `${begun},for="203.0.113.9:80";by="[2001:db8:1::9]"` })).toBe('203.0.113.9');
    expect(from({ forwarded: [begun, 'for=203.0.113.9;host="a\\"b"', 'for=10.0.0.2'] })).toBe('203.0.113.9');
  });
});

describe('both headers', () => {
  test.each([
    ['203.0.113.9', 'for=203.0.113.9', '203.0.113.9'],
    ['203.0.113.9:80', 'for="[::ffff:203.0.113.9]:443"', '203.0.113.9'],
    ['198.51.100.7, 203.0.113.9, 10.0.0.2', 'for=203.0.113.9', '203.0.113.9'],
    ['203.0.113.9', '', '203.0.113.9'],
    ['', 'for=203.0.113.9', '203.0.113.9'],
    ['203.0.113.9', 'for=198.51.100.7', undefined],
    ['203.0.113.9', 'for=unknown', undefined],
    ['unknown', 'for=203.0.113.9', undefined],
    ['unknown', 'for=unknown', undefined],
    ['203.0.113.9', ',', undefined],
    ['203.0.113.9', 'for=10.0.0.2', undefined],
  ])('must agree: X-Forwarded-For %j and Forwarded %j yield %s', (xForwardedFor, forwarded, text) => {
    expect(from({ xForwardedFor, forwarded })).toBe(text);
  });
});

describe('long headers', () => {
  const LENGTH = 10_000;

  test.each([
    ['trusted hops', Array<string>(LENGTH).fill('10.0.0.2'), '10.0.0.2'],
    [
      'trusted hops behind the client',
      ['203.0.113.9', ...Array<string>(LENGTH).fill('10.0.0.2')],
      '203.0.113.9',
    ],
    ['hops before the client', [...Array<string>(LENGTH).fill('10.0.0.2'), '203.0.113.9'], '203.0.113.9'],
    ['empty hops', Array<string>(LENGTH).fill(''), undefined],
  ])('of 10,000 %s are read', (_, hops, text) => {
    expect(from({ xForwardedFor: hops.join(',') })).toBe(text);
    expect(from({ xForwardedFor: hops })).toBe(text);
    expect(from({ forwarded: hops.map((hop) => `for="${hop}";proto=https`).join(', ') })).toBe(text);
  });

  test.each([
    [','],
    [';'],
    ['"'],
    ['\\'],
    ['\\"'],
    ['"\\'],
    [' '],
    ['a'],
    ['1'],
    ['1.'],
    [':'],
    ['['],
    ['='],
    ['for='],
    ['for="'],
    ['10.0.0.2,'],
    ['for=10.0.0.2,'],
    ['for=10.0.0.2;'],
    ['x=y;'],
    ['\t"'],
    [' a'],
  ])(
    'of a million characters, %j over and over, are read in time that grows with them and no faster',
    (unit) => {
      const header = unit.repeat(1_000_000 / unit.length);
      const read = [
        { xForwardedFor: header },
        { xForwardedFor: `1${header}1` },
        { forwarded: header },
        { forwarded: `for="${header}"` },
        { forwarded: `x="${header}";for=10.0.0.2` },
      ].map((headers) => from(headers));
      // With the square of them it would take hours, and the test's time would be over.
      expect(read).toHaveLength(5);
    },
  );
});

describe('whatever a client sends', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      'for=',
      ',',
      ';',
      '"',
      '\\',
      ' ',
      '=',
      '[',
      ']',
      ':80',
      'unknown',
      '10.0.0.2',
      '203.0.113.9',
      '_x',
    ),
    fc.ipV4(),
    fc.ipV6(),
    fc.string({ unit: 'binary', maxLength: 3 }),
  );
  const line = fc.array(piece, { maxLength: 10 }).map((pieces) => pieces.join(''));
  const header = fc.oneof(fc.constant(undefined), line, fc.array(line, { maxLength: 4 }));

  test('it gains nothing by it outside the trusted proxies', () => {
    // Judged on the canonical text alone, lest the generator wait for what the product never does.
    const outside = fc.oneof(fc.ipV4(), fc.ipV6()).filter((peer) => {
      const text = parseIpAddress(peer)?.text ?? '';
      return !text.startsWith('10.') && text !== '192.168.0.1' && !text.startsWith('2001:db8:1:');
    });
    fc.assert(
      fc.property(outside, header, header, (peer, xForwardedFor, forwarded) => {
        expect(from({ peer, xForwardedFor, forwarded })).toBe(from({ peer }));
      }),
      { seed, numRuns: 5_000 },
    );
  });

  test('it cannot speak over the trusted proxy that appends to it', () => {
    fc.assert(
      fc.property(line, fc.ipV4(), (sent, client) => {
        fc.pre(!client.startsWith('10.') && client !== '192.168.0.1');
        expect(from({ xForwardedFor: `${sent}, ${client}` })).toBe(client);
        expect(from({ forwarded: `${sent}, for=${client};host="a\\"b,c"` })).toBe(client);
      }),
      { seed, numRuns: 5_000 },
    );
  });

  test('it makes nothing throw', () => {
    fc.assert(
      fc.property(header, header, (xForwardedFor, forwarded) => {
        expect(() => from({ xForwardedFor, forwarded })).not.toThrow();
      }),
      { seed, numRuns: 5_000 },
    );
  });
});

describe('the list of trusted proxies', () => {
  test.each([
    '10.0.0.0/8,192.168.0.1',
    '10.0.0.0/8 192.168.0.1',
    ' 10.0.0.0/8 ,\n\t192.168.0.1,, ',
    '::ffff:10.0.0.0/104,192.168.0.1',
  ])('may be apart by commas and white space: %j', (text) => {
    const trusted = parseTrustedProxies(text);
    for (const peer of ['10.9.9.9', '192.168.0.1', '::ffff:10.0.0.1']) {
      expect(clientAddress({ peer, xForwardedFor: '203.0.113.9', forwarded: undefined }, trusted)?.text).toBe(
        '203.0.113.9',
      );
    }
    expect(
      clientAddress({ peer: '11.0.0.1', xForwardedFor: '203.0.113.9', forwarded: undefined }, trusted)?.text,
    ).toBe('11.0.0.1');
  });

  test.each(['', ' ', ',', '\n'])('may be empty: %j', (text) => {
    expect(parseTrustedProxies(text)).toEqual([]);
  });

  test.each([
    [
      '10.0.0.0/8, 10.0.0.0/33',
      '"10.0.0.0/33" is no trusted proxy; expected a length from 0 to 32, in plain digits, after the "/" of an IPv4 address.',
    ],
    [
      '10.0.0.0 /8',
      '"/8" is no trusted proxy; expected an IPv4 or IPv6 address, or a CIDR block such as 10.0.0.0/8.',
    ],
    [
      '10.0.0.1;10.0.0.2',
      '"10.0.0.1;10.0.0.2" is no trusted proxy; expected an IPv4 or IPv6 address, or a CIDR block such as 10.0.0.0/8.',
    ],
    [
      'all',
      '"all" is no trusted proxy; expected an IPv4 or IPv6 address, or a CIDR block such as 10.0.0.0/8.',
    ],
    [
      'loopback',
      '"loopback" is no trusted proxy; expected an IPv4 or IPv6 address, or a CIDR block such as 10.0.0.0/8.',
    ],
    [
      '::1 010.0.0.1',
      '"010.0.0.1" is no trusted proxy; expected an IPv4 or IPv6 address, or a CIDR block such as 10.0.0.0/8.',
    ],
    ['fe80::1%eth0', '"fe80::1%eth0" is no trusted proxy; expected an address without a zone.'],
    [
      '10.0.0.1\0',
      '"10.0.0.1\\u0000" is no trusted proxy; expected an IPv4 or IPv6 address, or a CIDR block such as 10.0.0.0/8.',
    ],
  ])('is refused at start if it holds what is none: %j', (text, message) => {
    expect(() => parseTrustedProxies(text)).toThrow(new Error(message));
  });
});
