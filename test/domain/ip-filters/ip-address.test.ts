import { isIP } from 'node:net';
import fc from 'fast-check';
import { parseIpAddress, parseSocketAddress } from '../../../src/ip-filters/ip-address';

describe('an address', () => {
  test.each([
    ['0.0.0.0', '0.0.0.0', 0],
    ['10.0.0.1', '10.0.0.1', 0x0a000001],
    ['127.255.255.255', '127.255.255.255', 0x7fffffff],
    ['128.0.0.0', '128.0.0.0', -0x80000000],
    ['255.255.255.255', '255.255.255.255', -1],
  ])('of IPv4, %s, is its 32 bits as a signed number', (text, canonical, bits) => {
    expect(parseIpAddress(text)).toEqual({ family: 4, text: canonical, bits });
  });

  test.each([
    ['::', '::', [0, 0, 0, 0]],
    ['::1', '::1', [0, 0, 0, 1]],
    ['1::', '1::', [0x10000, 0, 0, 0]],
    ['2001:db8::ff00:42:8329', '2001:db8::ff00:42:8329', [0x20010db8, 0, 0xff00, 0x428329]],
    ['ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', [-1, -1, -1, -1]],
  ])('of IPv6, %s, is its 128 bits as four signed words', (text, canonical, words) => {
    expect(parseIpAddress(text)).toEqual({ family: 6, text: canonical, words });
  });

  test.each([
    ['2001:0DB8:0000:0000:0000:0000:0000:0001', '2001:db8::1'],
    ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['1:0:0:2:0:0:0:3', '1:0:0:2::3'],
    ['1:2:3:4:5:6:7::', '1:2:3:4:5:6:7:0'],
    ['::2:3:4:5:6:7:8', '0:2:3:4:5:6:7:8'],
    ['0:0:0:0:0:0:0:0', '::'],
    ['1:2:3:4:5:6:1.2.3.4', '1:2:3:4:5:6:102:304'],
  ])('has one canonical text: %s is %s', (text, canonical) => {
    expect(parseIpAddress(text)?.text).toBe(canonical);
  });

  test.each([
    '::ffff:10.0.0.1',
    '::ffff:a00:1',
    '::FFFF:10.0.0.1',
    '0:0:0:0:0:ffff:0a00:0001',
    '0::ffff:10.0.0.1',
  ])('that is IPv4-mapped, %s, is the IPv4 address', (text) => {
    expect(parseIpAddress(text)).toEqual(parseIpAddress('10.0.0.1'));
  });

  test.each([
    ['::10.0.0.1', '::a00:1'],
    ['::ffff:0:10.0.0.1', '::ffff:0:a00:1'],
    ['64:ff9b::10.0.0.1', '64:ff9b::a00:1'],
    ['::fffe:10.0.0.1', '::fffe:a00:1'],
    ['1::ffff:10.0.0.1', '1::ffff:a00:1'],
    ['::1:0:ffff:10.0.0.1', '::1:0:ffff:a00:1'],
  ])('that holds an IPv4 one in another way, %s, stays IPv6', (text, canonical) => {
    expect(parseIpAddress(text)).toMatchObject({ family: 6, text: canonical });
  });

  test.each([
    '',
    ' ',
    '10',
    '167772161',
    '10.1',
    '10.0.1',
    '10.0.0',
    '10.0.0.',
    '.10.0.0.1',
    '10..0.1',
    '10.0.0.0.1',
    '010.0.0.1',
    '10.0.0.01',
    '10.0.0.00',
    '0x7f.1',
    '0x0a.0.0.1',
    '127.1',
    '10.0.0.256',
    '10.0.0.-1',
    '+10.0.0.1',
    ' 10.0.0.1',
    '10.0.0.1 ',
    '\t10.0.0.1',
    '10.0.0.1\n',
    '10.0.0.1\0',
    '10.0.0.1\u00a0',
    '10.0.0.1:80',
    '[10.0.0.1]',
    '10.0.0.1/32',
    '10.0.0.1%eth0',
    '１０.0.0.1',
    '10．0．0．1',
    ':',
    ':::',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '1::2::3',
    '00000::1',
    '12345::',
    '::g',
    ':1::2',
    '1::2:',
    '-::1',
    '[::1]',
    '[::1]:443',
    '::1/128',
    ' ::1',
    '::1 ',
    '::1\n',
    '::ffff:010.0.0.1',
    '::ffff:10.0.1',
    '::ffff:0x7f.0.0.1',
    '10.0.0.1::',
    '::10.0.0.1:1',
    'fe80::1%eth0',
    'fe80::1%',
    '::ffff:10.0.0.1%1',
    'localhost',
    'all',
    'unknown',
  ])('is nothing but the strict forms: %j is none', (text) => {
    expect(parseIpAddress(text)).toBeUndefined();
  });

  test('reads back from its canonical text as the same address', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (text) => {
        const address = parseIpAddress(text);
        expect(address).toBeDefined();
        expect(parseIpAddress(address?.text ?? '')).toEqual(address);
      }),
      { numRuns: 2_000 },
    );
  });

  test('of IPv6 is spelled as WHATWG’s URL parser spells it, and has the same bits', () => {
    const group = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 0xffff }));
    fc.assert(
      fc.property(fc.array(group, { minLength: 8, maxLength: 8 }), (groups) => {
        const address = parseIpAddress(groups.map((value) => value.toString(16).padStart(4, '0')).join(':'));
        if (address?.family !== 6) {
          fc.pre(false);
          return;
        }
        expect(`[${address.text}]`).toBe(
          new URL(`http://[${groups.map((g) => g.toString(16)).join(':')}]/`).hostname,
        );
        expect(address.words.flatMap((word) => [word >>> 16, word & 0xffff])).toEqual(groups);
      }),
      { numRuns: 2_000 },
    );
  });

  test('is read from any string without a throw, and only where node:net reads one too', () => {
    const near = fc.string({ unit: fc.constantFrom(...'0123456789abcdefx.:%[]/ '), maxLength: 24 });
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), near, fc.ipV6(), fc.ipV4Extended()), (text) => {
        expect(parseIpAddress(text) !== undefined).toBe(isIP(text) !== 0 && !text.includes('%'));
      }),
      { numRuns: 5_000 },
    );
  });
});

describe('the address of a socket’s peer', () => {
  test.each([
    ['10.0.0.1', '10.0.0.1'],
    ['::ffff:10.0.0.1', '10.0.0.1'],
    ['2001:db8::1', '2001:db8::1'],
    ['fe80::1%eth0', 'fe80::1'],
    ['fe80::1%my_bridge.7', 'fe80::1'],
    ['::ffff:10.0.0.1%3', '10.0.0.1'],
  ])('is read from %s, without its zone, as %s', (remoteAddress, text) => {
    expect(parseSocketAddress(remoteAddress)?.text).toBe(text);
  });

  test.each([undefined, '', '%eth0', '10.0.0.1%eth0', '/run/tollgate.sock', '10.0.0.1:80'])(
    'is not known when the socket gives %j',
    (remoteAddress) => {
      expect(parseSocketAddress(remoteAddress)).toBeUndefined();
    },
  );
});
