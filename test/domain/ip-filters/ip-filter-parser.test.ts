import fc from 'fast-check';
import { DomainError } from '../../../src/kernel/domain-error';
import { parseIpAddress } from '../../../src/ip-filters/ip-address';
import { decide, type IpFilterDecision } from '../../../src/ip-filters/ip-filter-matcher';
import {
  IP_FILTER_MAX_BYTES,
  IP_FILTER_MAX_RULES,
  parseIpFilter,
} from '../../../src/ip-filters/ip-filter-parser';

function ask(filterText: string, addressText: string): IpFilterDecision {
  return decide(parseIpFilter(filterText), parseIpAddress(addressText));
}

function refusalOf(text: string): string {
  try {
    parseIpFilter(text);
  } catch (error) {
    if (error instanceof DomainError && error.code === 'BAD_USER_INPUT') return error.message;
    throw error;
  }
  throw new Error(`${JSON.stringify(text)} was read as a filter`);
}

describe('the text of an IP filter', () => {
  test.each([
    ['a line feed', 'deny 10.0.0.1\nallow 10.0.0.0/8'],
    ['a carriage return', 'deny 10.0.0.1\rallow 10.0.0.0/8'],
    ['both', 'deny 10.0.0.1\r\nallow 10.0.0.0/8'],
    ['a semicolon', 'deny 10.0.0.1;allow 10.0.0.0/8'],
    ['a semicolon and blanks', 'deny 10.0.0.1 ; allow 10.0.0.0/8'],
    ['both kinds of separator', 'deny 10.0.0.1;\nallow 10.0.0.0/8;\n'],
    ['blank rules', '\n;;\n \t \n;deny 10.0.0.1\n\n\r\r;  ;\nallow 10.0.0.0/8\n\n'],
    ['comments', '# the office\ndeny 10.0.0.1 # less one\nallow 10.0.0.0/8#no blank'],
    ['tabs between words', '\tdeny\t\t10.0.0.1\n\tallow \t 10.0.0.0/8\t'],
    ['keywords in capitals', 'DENY 10.0.0.1\nAllow 10.0.0.0/8'],
  ])('may have its rules apart by %s', (_, text) => {
    expect(ask(text, '10.0.0.1').allowed).toBe(false);
    expect(ask(text, '10.0.0.2').allowed).toBe(true);
    expect(ask(text, '11.0.0.0').allowed).toBe(false);
  });

  test.each(['allow all', 'ALLOW ALL', 'Allow All', 'allow aLL'])('reads `all` in any case: %s', (text) => {
    expect(ask(text, '2001:db8::1').allowed).toBe(true);
  });

  test('has comments to the end of the line, whatever they hold', () => {
    expect(ask('deny all # ; allow 10.0.0.1', '10.0.0.1').allowed).toBe(false);
    expect(ask('deny all # ; allow 10.0.0.1\rallow 10.0.0.1', '10.0.0.1').allowed).toBe(true);
    expect(ask('# allow all # für alle 🌍\n deny 10.0.0.1', '10.0.0.1').allowed).toBe(false);
  });

  test.each([
    ['deny all\nallow 10.0.0.1', 2, 'allow 10.0.0.1'],
    ['deny all\r\n\r\nallow 10.0.0.1', 3, 'allow 10.0.0.1'],
    ['deny all\r\rallow 10.0.0.1', 3, 'allow 10.0.0.1'],
    ['\n\rdeny all;allow 10.0.0.1', 3, 'allow 10.0.0.1'],
    ['# one\n# two; still two\n  Allow \t 10.0.0.1/32  # three', 3, 'Allow 10.0.0.1/32'],
  ])('has its lines counted from 1, as an editor does: %j', (text, line, rule) => {
    expect(ask(text, '10.0.0.1').decidedBy).toEqual({ kind: 'rule', line, text: rule });
  });

  test.each([
    ['permit all', 1, 'permit', '"allow" or "deny"'],
    ['allow all\nallow all\n10.0.0.1', 3, '10.0.0.1', '"allow" or "deny"'],
    ['allow all;\r\n;deny all; allowall', 2, 'allowall', '"allow" or "deny"'],
    ['allow,all', 1, 'allow,all', '"allow" or "deny"'],
    ['// a comment', 1, '//', '"allow" or "deny"'],
    ['allow', 1, 'allow', '"all", an address or a CIDR block after it'],
    ['allow # all', 1, 'allow', '"all", an address or a CIDR block after it'],
    ['allow all\nDeny;', 2, 'Deny', '"all", an address or a CIDR block after it'],
    ['allow 10.0.0.1 10.0.0.2', 1, '10.0.0.2', 'a rule of two words, ended by a line break or ";"'],
    ['allow 10.0.0.0 / 8', 1, '/', 'a rule of two words, ended by a line break or ";"'],
    ['allow all deny all', 1, 'deny', 'a rule of two words, ended by a line break or ";"'],
    ['allow any', 1, 'any', 'an IPv4 or IPv6 address, or a CIDR block such as 10.0.0.0/8, or "all"'],
    ['allow 127.1', 1, '127.1', 'an IPv4 or IPv6 address, or a CIDR block such as 10.0.0.0/8, or "all"'],
    [
      'allow 010.0.0.1',
      1,
      '010.0.0.1',
      'an IPv4 or IPv6 address, or a CIDR block such as 10.0.0.0/8, or "all"',
    ],
    [
      'allow example.org',
      1,
      'example.org',
      'an IPv4 or IPv6 address, or a CIDR block such as 10.0.0.0/8, or "all"',
    ],
    [
      'allow 10.0.0.1:80',
      1,
      '10.0.0.1:80',
      'an IPv4 or IPv6 address, or a CIDR block such as 10.0.0.0/8, or "all"',
    ],
    ['allow [::1]', 1, '[::1]', 'an IPv4 or IPv6 address, or a CIDR block such as 10.0.0.0/8, or "all"'],
    ['deny fe80::1%eth0', 1, 'fe80::1%eth0', 'an address without a zone, or "all"'],
    [
      'deny 10.0.0.0/33',
      1,
      '10.0.0.0/33',
      'a length from 0 to 32, in plain digits, after the "/" of an IPv4 address, or "all"',
    ],
    [
      'deny ::/129',
      1,
      '::/129',
      'a length from 0 to 128, in plain digits, after the "/" of an IPv6 address, or "all"',
    ],
    [
      'deny ::ffff:1.2.3.4/95',
      1,
      '::ffff:1.2.3.4/95',
      'a length from 96 to 128, in plain digits, after the "/" of an IPv4-mapped address, or "all"',
    ],
    [
      'deny 10.0.0.0/255.0.0.0',
      1,
      '10.0.0.0/255.0.0.0',
      'a length from 0 to 32, in plain digits, after the "/" of an IPv4 address, or "all"',
    ],
  ])('%j is refused, naming the line, the word and what was expected', (text, line, word, expected) => {
    expect(refusalOf(text)).toBe(`IP filter, line ${line}: unexpected "${word}"; expected ${expected}.`);
  });

  test.each(['', ' ', '\n', ';;;', '# allow all', '\n# allow all\n;;\n'])(
    '%j, without any rule, is refused',
    (text) => {
      expect(refusalOf(text)).toBe('The IP filter is empty; expected at least one rule.');
    },
  );

  test.each([
    ['a NUL', 'allow all\nallow\0all', 2, '\\u{0}'],
    ['a NUL in a comment', 'allow all # \0', 1, '\\u{0}'],
    ['a vertical tab', 'allow\vall', 1, '\\u{b}'],
    ['a form feed', 'allow all\f', 1, '\\u{c}'],
    ['an escape', 'allow all # \u001b[2K', 1, '\\u{1b}'],
    ['a delete', 'allow all\u007f', 1, '\\u{7f}'],
    ['a next line', 'deny all # \u0085allow all', 1, '\\u{85}'],
    ['a line separator', 'deny all # \u2028allow all', 1, '\\u{2028}'],
    ['a paragraph separator', '\n\ndeny all # \u2029allow all', 3, '\\u{2029}'],
    ['half a surrogate pair', 'allow all # \ud83c', 1, '\\u{d83c}'],
  ])('with %s is refused', (_, text, line, spelled) => {
    expect(refusalOf(text)).toBe(
      `IP filter, line ${line}: unexpected "${spelled}"; expected no control character other than tab, CR and LF.`,
    );
  });

  test.each([
    ['a no-break space', 'allow\u00a0all', 'allow\\u{a0}all'],
    ['a byte order mark', '\ufeffallow all', '\\u{feff}allow'],
    ['a look-alike', 'аllow all', '\\u{430}llow'],
    ['a sign that turns the direction', 'allow\u202e all', 'allow\\u{202e}'],
  ])('with %s in a word is refused, and the answer shows it', (_, text, spelled) => {
    expect(refusalOf(text)).toContain(`unexpected "${spelled}"`);
  });

  test('is refused without repeating more of a long word than its beginning', () => {
    const message = refusalOf(`allow ${'1'.repeat(50_000)}`);
    expect(message).toContain(`unexpected "${'1'.repeat(60)}…"`);
    expect(message.length).toBeLessThan(250);
  });

  test('may be 65,536 bytes of UTF-8 and not one more', () => {
    const rule = 'allow all #';
    const full = rule + 'é'.repeat((IP_FILTER_MAX_BYTES - 12) / 2) + 'x';
    expect(Buffer.byteLength(full)).toBe(65_536);
    expect(ask(full, '10.0.0.1').allowed).toBe(true);
    expect(refusalOf(`${full}x`)).toBe('The IP filter is too long; expected at most 65536 bytes of UTF-8.');
  });

  test('may hold 1,000 rules and not one more, blank ones and comments not counted', () => {
    const full = 'deny 10.0.0.1 # one\n;\n'.repeat(IP_FILTER_MAX_RULES);
    expect(ask(full, '10.0.0.2').allowed).toBe(true);
    expect(refusalOf(`${full}allow 10.0.0.3`)).toBe(
      'IP filter, line 2001: unexpected "allow 10.0.0.3"; expected at most 1000 rules in a filter.',
    );
  });

  test.each([
    ['separators', ';'],
    ['line breaks', '\n'],
    ['blanks', ' '],
    ['an endless word', 'a'],
    ['colons', ':'],
    ['digits', '1'],
    ['slashes', '/'],
    ['comment signs', '#'],
  ])('of nothing but %s, as long as it may be, is refused within a second', (_, unit) => {
    const started = performance.now();
    refusalOf(unit.repeat(IP_FILTER_MAX_BYTES));
    refusalOf(`allow ${unit.repeat(IP_FILTER_MAX_BYTES - 10)} x`);
    expect(performance.now() - started).toBeLessThan(1_000);
  });

  test('whatever it is, compiles or is refused as bad input, and nothing else', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        'allow',
        'deny',
        'all',
        ' ',
        '\t',
        '\n',
        '\r\n',
        ';',
        '#',
        '/',
        '10.0.0.0',
        '::',
        '8',
        '\0',
      ),
      fc.ipV4(),
      fc.ipV6(),
      fc.string({ unit: 'binary', maxLength: 3 }),
    );
    const almostFilters = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string(), almostFilters), (text) => {
        try {
          decide(parseIpFilter(text), parseIpAddress('10.0.0.1'));
        } catch (error) {
          expect(error).toBeInstanceOf(DomainError);
          expect(error).toHaveProperty('code', 'BAD_USER_INPUT');
        }
      }),
      { numRuns: 10_000 },
    );
  });
});
