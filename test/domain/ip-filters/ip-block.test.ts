import { type IpBlock, covers, parseIpBlock } from '../../../src/ip-filters/ip-block';
import { parseIpAddress } from '../../../src/ip-filters/ip-address';

function block(text: string): IpBlock {
  const parsed = parseIpBlock(text);
  if ('expected' in parsed) throw new Error(`${text} is no block: expected ${parsed.expected}`);
  return parsed.block;
}

function isCovered(text: string, addressText: string): boolean {
  const address = parseIpAddress(addressText);
  if (address === undefined) throw new Error(`${addressText} is no address`);
  return covers(block(text), address);
}

describe('a block', () => {
  test.each([
    [
      '10.0.0.0/8',
      ['10.0.0.0', '10.255.255.255', '::ffff:10.1.2.3'],
      ['9.255.255.255', '11.0.0.0', '::a00:1'],
    ],
    ['192.168.0.80', ['192.168.0.80'], ['192.168.0.79', '192.168.0.81']],
    ['192.168.0.80/32', ['192.168.0.80'], ['192.168.0.79', '192.168.0.81']],
    ['192.168.0.80/31', ['192.168.0.80', '192.168.0.81'], ['192.168.0.79', '192.168.0.82']],
    ['128.0.0.0/1', ['128.0.0.0', '255.255.255.255'], ['127.255.255.255', '0.0.0.0']],
    ['255.255.255.255', ['255.255.255.255'], ['255.255.255.254', '0.0.0.0']],
    ['2001:db8::/32', ['2001:db8::', '2001:db8:ffff:ffff:ffff:ffff:ffff:ffff'], ['2001:db7::', '2001:db9::']],
    ['2001:db8::/33', ['2001:db8:7fff::'], ['2001:db8:8000::']],
    ['2001:db8::/64', ['2001:db8::ffff:0:0:1'], ['2001:db8:0:1::']],
    ['2001:db8::/95', ['2001:db8::1:0:0'], ['2001:db8::2:0:0']],
    ['2001:db8::8000:0/97', ['2001:db8::ffff:ffff'], ['2001:db8::7fff:ffff', '2001:db8::1:8000:0']],
    ['2001:db8::4/127', ['2001:db8::4', '2001:db8::5'], ['2001:db8::3', '2001:db8::6']],
    ['::1', ['::1'], ['::', '::2', '127.0.0.1']],
  ])('%s covers its addresses to the last and no more', (text, inside, outside) => {
    expect(inside.map((address) => isCovered(text, address))).toEqual(inside.map(() => true));
    expect(outside.map((address) => isCovered(text, address))).toEqual(outside.map(() => false));
  });

  test.each([
    ['192.168.0.1/24', '192.168.0.0/24'],
    ['192.168.0.0/8', '192.0.0.0/8'],
    ['255.255.255.255/0', '0.0.0.0/0'],
    ['2001:db8::ff/64', '2001:db8::/64'],
    ['2001:db8:ffff::/33', '2001:db8:8000::/33'],
    ['ffff::1/0', '::/0'],
  ])('%s has its host bits cleared: it is %s', (text, same) => {
    expect(block(text)).toEqual(block(same));
  });

  test('0.0.0.0/0 is all of IPv4 only, ::/0 all of IPv6 only', () => {
    expect(isCovered('0.0.0.0/0', '255.255.255.255')).toBe(true);
    expect(isCovered('0.0.0.0/0', '::ffff:1.2.3.4')).toBe(true);
    expect(isCovered('0.0.0.0/0', '::1')).toBe(false);
    expect(isCovered('::/0', 'ffff::')).toBe(true);
    expect(isCovered('::/0', '1.2.3.4')).toBe(false);
    expect(isCovered('::/0', '::ffff:1.2.3.4')).toBe(false);
  });

  test.each([
    ['::ffff:10.0.0.0/104', '10.0.0.0/8'],
    ['::ffff:a00:0/104', '10.0.0.0/8'],
    ['::ffff:10.0.0.9/128', '10.0.0.9'],
    ['::ffff:10.0.0.9', '10.0.0.9'],
    ['::ffff:0:0/96', '0.0.0.0/0'],
    ['::FFFF:10.9.9.9/97', '0.0.0.0/1'],
  ])('that is IPv4-mapped, %s, is the IPv4 block %s', (text, same) => {
    expect(block(text)).toEqual(block(same));
  });

  test.each([
    ['10.0.0.0/33', 'a length from 0 to 32, in plain digits, after the "/" of an IPv4 address'],
    ['10.0.0.0/', 'a length from 0 to 32, in plain digits, after the "/" of an IPv4 address'],
    ['10.0.0.0/08', 'a length from 0 to 32, in plain digits, after the "/" of an IPv4 address'],
    ['10.0.0.0/00', 'a length from 0 to 32, in plain digits, after the "/" of an IPv4 address'],
    ['10.0.0.0/+8', 'a length from 0 to 32, in plain digits, after the "/" of an IPv4 address'],
    ['10.0.0.0/-0', 'a length from 0 to 32, in plain digits, after the "/" of an IPv4 address'],
    ['10.0.0.0/8.0', 'a length from 0 to 32, in plain digits, after the "/" of an IPv4 address'],
    ['10.0.0.0/1e1', 'a length from 0 to 32, in plain digits, after the "/" of an IPv4 address'],
    ['10.0.0.0/0x8', 'a length from 0 to 32, in plain digits, after the "/" of an IPv4 address'],
    ['10.0.0.0/8\n', 'a length from 0 to 32, in plain digits, after the "/" of an IPv4 address'],
    ['10.0.0.0/٨', 'a length from 0 to 32, in plain digits, after the "/" of an IPv4 address'],
    ['10.0.0.0/8/8', 'a length from 0 to 32, in plain digits, after the "/" of an IPv4 address'],
    ['10.0.0.0/255.0.0.0', 'a length from 0 to 32, in plain digits, after the "/" of an IPv4 address'],
    ['2001:db8::/129', 'a length from 0 to 128, in plain digits, after the "/" of an IPv6 address'],
    ['2001:db8::/1000', 'a length from 0 to 128, in plain digits, after the "/" of an IPv6 address'],
    ['2001:db8::/ffff::', 'a length from 0 to 128, in plain digits, after the "/" of an IPv6 address'],
    [
      '::ffff:10.0.0.0/95',
      'a length from 96 to 128, in plain digits, after the "/" of an IPv4-mapped address',
    ],
    [
      '::ffff:10.0.0.0/8',
      'a length from 96 to 128, in plain digits, after the "/" of an IPv4-mapped address',
    ],
    [
      '::ffff:10.0.0.0/129',
      'a length from 96 to 128, in plain digits, after the "/" of an IPv4-mapped address',
    ],
    ['fe80::1%eth0', 'an address without a zone'],
    ['fe80::%eth0/64', 'an address without a zone'],
    ['/8', 'an IPv4 or IPv6 address, or a CIDR block such as 10.0.0.0/8'],
    ['', 'an IPv4 or IPv6 address, or a CIDR block such as 10.0.0.0/8'],
    ['10/8', 'an IPv4 or IPv6 address, or a CIDR block such as 10.0.0.0/8'],
    ['010.0.0.0/8', 'an IPv4 or IPv6 address, or a CIDR block such as 10.0.0.0/8'],
    ['[::1]/128', 'an IPv4 or IPv6 address, or a CIDR block such as 10.0.0.0/8'],
    [' 10.0.0.0/8', 'an IPv4 or IPv6 address, or a CIDR block such as 10.0.0.0/8'],
    ['10.0.0.0-10.0.0.9', 'an IPv4 or IPv6 address, or a CIDR block such as 10.0.0.0/8'],
    ['10.0.0.*', 'an IPv4 or IPv6 address, or a CIDR block such as 10.0.0.0/8'],
    ['all', 'an IPv4 or IPv6 address, or a CIDR block such as 10.0.0.0/8'],
  ])('is not %j, and the answer says what was expected', (text, expected) => {
    expect(parseIpBlock(text)).toEqual({ expected });
  });

  test.each(Array.from({ length: 33 }, (_, length) => length))('of IPv4 may be /%i', (length) => {
    const last = parseIpAddress('10.0.0.0');
    expect(last && covers(block(`10.0.0.0/${length}`), last)).toBe(true);
    expect(isCovered(`10.0.0.0/${length}`, '202.77.33.1')).toBe(length === 0);
  });

  test.each(Array.from({ length: 129 }, (_, length) => length))('of IPv6 may be /%i', (length) => {
    expect(isCovered(`5555::/${length}`, '5555::')).toBe(true);
    expect(isCovered(`5555::/${length}`, 'aaaa::')).toBe(length === 0);
  });
});
