import { parseIpAddress } from '../../../src/ip-filters/ip-address';
import { decide, describeDecision, type IpFilterDecision } from '../../../src/ip-filters/ip-filter-matcher';
import { parseIpFilter } from '../../../src/ip-filters/ip-filter-parser';

function ask(filterText: string, addressText: string): IpFilterDecision {
  const address = parseIpAddress(addressText);
  if (address === undefined) throw new Error(`${addressText} is no address`);
  return decide(parseIpFilter(filterText), address);
}

describe('the samples of LogScale’s pages', () => {
  test.each([
    [
      'a network less one host, `deny all` first',
      'deny all; allow 192.168.0.1/24; deny 192.168.0.80',
      ['192.168.0.0', '192.168.0.1', '192.168.0.79', '192.168.0.81', '192.168.0.255', '::ffff:192.168.0.7'],
      ['192.168.0.80', '192.168.1.0', '192.167.255.255', '10.0.0.1', '::1', '::ffff:192.168.0.80'],
    ],
    [
      'the same with `deny all` last',
      'allow 192.168.0.1/24\ndeny 192.168.0.80\ndeny all\n',
      ['192.168.0.0', '192.168.0.79', '192.168.0.81', '192.168.0.255'],
      ['192.168.0.80', '192.168.1.0', '10.0.0.1', '::1'],
    ],
    [
      'one network',
      'allow 10.0.0.0/8; deny all',
      ['10.0.0.0', '10.255.255.255'],
      ['9.255.255.255', '11.0.0.0', '::1'],
    ],
    [
      'all but one host',
      'deny 127.0.0.1',
      ['127.0.0.2', '10.0.0.1', '::1'],
      ['127.0.0.1', '::ffff:127.0.0.1'],
    ],
    [
      'two allowed and nothing said about the rest',
      'allow 127.0.0.1\nallow 10.0.0.0/8',
      ['127.0.0.1', '10.1.2.3'],
      ['127.0.0.2', '192.168.0.1', '::1'],
    ],
    [
      'a network with host bits',
      'allow 192.168.0.0/8; deny all',
      ['192.0.0.0', '192.255.0.1'],
      ['193.0.0.0'],
    ],
    ['everything', 'allow all', ['0.0.0.0', '255.255.255.255', '::', '2001:db8::1', '::ffff:1.2.3.4'], []],
    ['nothing', 'deny all', [], ['0.0.0.0', '255.255.255.255', '::', '2001:db8::1']],
    [
      'both families',
      'allow ::1; allow 127.0.0.1',
      ['::1', '127.0.0.1'],
      ['::2', '127.0.0.2', '::127.0.0.1'],
    ],
  ])('%s', (_, filter, accepted, refused) => {
    expect(accepted.filter((address) => !ask(filter, address).allowed)).toEqual([]);
    expect(refused.filter((address) => ask(filter, address).allowed)).toEqual([]);
  });
});

describe('a decision', () => {
  test.each([
    ['deny 10.0.0.1\nallow 10.0.0.0/8', '10.0.0.1', false],
    ['allow 10.0.0.0/8\ndeny 10.0.0.1', '10.0.0.1', false],
    ['allow 10.0.0.1\ndeny 10.0.0.0/8', '10.0.0.1', false],
    ['deny 0.0.0.0/0\nallow 10.0.0.1', '10.0.0.1', false],
    ['allow all\ndeny 10.0.0.1', '10.0.0.1', false],
    ['allow all\ndeny 10.0.0.1', '10.0.0.2', true],
    ['allow all\ndeny all', '10.0.0.2', true],
    ['deny all\nallow all', '10.0.0.2', true],
    ['deny all\nallow all\ndeny 10.0.0.2', '10.0.0.2', false],
    ['deny ::/0', '10.0.0.2', true],
    ['deny ::/0', '2001:db8::1', false],
    ['allow ::/0', '10.0.0.2', false],
    ['allow 0.0.0.0/0', '2001:db8::1', false],
    ['deny ::ffff:10.0.0.0/104', '10.0.0.2', false],
    ['deny all\ndeny 10.0.0.1', '10.0.0.2', false],
  ])('does not hang on the order of the rules: %j about %s', (filter, address, allowed) => {
    expect(ask(filter, address).allowed).toBe(allowed);
    expect(ask(filter.split('\n').reverse().join('\n'), address).allowed).toBe(allowed);
  });

  test.each([
    [
      'deny all; allow 192.168.0.1/24; deny 192.168.0.80',
      '192.168.0.80',
      'refused by line 1: deny 192.168.0.80',
    ],
    [
      'deny all\nallow 192.168.0.1/24\ndeny 192.168.0.80',
      '192.168.0.80',
      'refused by line 3: deny 192.168.0.80',
    ],
    [
      'deny all\nallow 192.168.0.1/24\ndeny 192.168.0.80',
      '192.168.0.81',
      'accepted by line 2: allow 192.168.0.1/24',
    ],
    ['deny all\nallow 192.168.0.1/24\ndeny 192.168.0.80', '10.0.0.1', 'refused by line 1: deny all'],
    ['deny 10.0.0.0/8\ndeny 10.0.0.1', '10.0.0.1', 'refused by line 1: deny 10.0.0.0/8'],
    ['deny 10.0.0.1\ndeny 10.0.0.0/8', '10.0.0.1', 'refused by line 1: deny 10.0.0.1'],
    ['deny all\ndeny all\ndeny 10.0.0.1', '10.0.0.1', 'refused by line 3: deny 10.0.0.1'],
    ['deny all\ndeny all', '10.0.0.1', 'refused by line 1: deny all'],
    ['allow all\nallow 10.0.0.1', '10.0.0.1', 'accepted by line 1: allow all'],
    ['allow 10.0.0.1\nallow all', '10.0.0.1', 'accepted by line 1: allow 10.0.0.1'],
    ['allow 10.0.0.2\nallow all\nallow all\nallow 10.0.0.1', '10.0.0.1', 'accepted by line 2: allow all'],
    ['deny all\nallow ALL', '::1', 'accepted by line 2: allow ALL'],
    [
      'allow 10.0.0.1',
      '10.0.0.2',
      'refused: no rule covers the address, and a filter with an allow rule refuses the rest',
    ],
    [
      'deny 10.0.0.1',
      '10.0.0.2',
      'accepted: no rule covers the address, and a filter without an allow rule accepts the rest',
    ],
    [
      'deny 10.0.0.1\nallow 10.0.0.3',
      '::1',
      'refused: no rule covers the address, and a filter with an allow rule refuses the rest',
    ],
  ])('names the first rule in the text that decides: %j about %s', (filter, address, phrase) => {
    expect(describeDecision(ask(filter, address))).toBe(phrase);
  });

  test.each(['allow all', 'deny 10.0.0.1', 'deny all; allow all', 'allow 0.0.0.0/0; allow ::/0'])(
    'about an unknown address is a refusal, even by %j',
    (filter) => {
      const decision = decide(parseIpFilter(filter), undefined);
      expect(decision).toEqual({ allowed: false, decidedBy: { kind: 'unknown-address' } });
      expect(describeDecision(decision)).toBe(
        'refused: the client’s address is not known, and an unknown address passes no filter',
      );
    },
  );
});
