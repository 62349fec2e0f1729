/** All faults of a filter's text at once, which must say neither more nor less than the parser. */
import fc from 'fast-check';
import { DomainError } from '../../../src/kernel/domain-error';
import {
  checkIpFilter,
  IP_FILTER_MAX_BYTES,
  IP_FILTER_MAX_FAULTS,
  IP_FILTER_MAX_RULES,
  parseIpFilter,
} from '../../../src/ip-filters/ip-filter-parser';

/** What saving the text would be refused with; null where it would be saved. */
function refusalOf(text: string): string | null {
  try {
    parseIpFilter(text);
    return null;
  } catch (error) {
    if (error instanceof DomainError && error.code === 'BAD_USER_INPUT') return error.message;
    throw error;
  }
}

describe('a check of a filter’s text', () => {
  test('tells every fault at its line, in the words of the parser', () => {
    const { rules, faults } = checkIpFilter(
      'allow 10.0.0.0/8\npermit all\n# fine\nallow 10.0.0.0/99; deny 10.0.0.1; deny\n\nallow all # \0',
    );
    expect(rules).toBe(2);
    expect(faults).toEqual([
      { line: 2, message: 'IP filter, line 2: unexpected "permit"; expected "allow" or "deny".' },
      {
        line: 4,
        message:
          'IP filter, line 4: unexpected "10.0.0.0/99"; expected a length from 0 to 32, in plain digits, after the "/" of an IPv4 address, or "all".',
      },
      {
        line: 4,
        message: 'IP filter, line 4: unexpected "deny"; expected "all", an address or a CIDR block after it.',
      },
      {
        line: 6,
        message:
          'IP filter, line 6: unexpected "\\u{0}"; expected no control character other than tab, CR and LF.',
      },
    ]);
  });

  test.each([
    ['', 0],
    ['# nothing\n;;', 0],
    [`allow all #${'x'.repeat(IP_FILTER_MAX_BYTES)}`, 0],
  ])('tells at line 1 what is wrong with the text as a whole (%#)', (text, rules) => {
    const check = checkIpFilter(text);
    expect(check).toEqual({ rules, faults: [{ line: 1, message: refusalOf(text) }] });
  });

  test('tells once that there are too many rules, at the first that is', () => {
    const { rules, faults } = checkIpFilter('deny 10.0.0.1\n'.repeat(IP_FILTER_MAX_RULES + 50));
    expect(rules).toBe(IP_FILTER_MAX_RULES);
    expect(faults.map(({ line }) => line)).toEqual([IP_FILTER_MAX_RULES + 1]);
  });

  test('stops at its greatest number of faults, so that no text makes an answer of megabytes', () => {
    for (const text of ['\0\n'.repeat(30_000), 'x;'.repeat(30_000)])
      expect(checkIpFilter(text).faults).toHaveLength(IP_FILTER_MAX_FAULTS);
  });

  test('finds none if and only if the parser takes the text, and first what the parser refuses it with', () => {
    const piece = fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom('allow all', 'deny 10.0.0.1', 'allow ::/0', 'deny all # x') },
      fc.constantFrom('allow', 'deny', 'all', ' ', '\t', '#', '/', '10.0.0.0', '::', '8', '\0'),
      fc.ipV4(),
      fc.ipV6(),
      fc.string({ unit: 'binary', maxLength: 3 }),
    );
    const separator = fc.constantFrom('\n', '\r\n', ';', ' ');
    const almostFilters = fc
      .array(fc.tuple(piece, separator), { maxLength: 12 })
      .map((pieces) => pieces.flat().join(''));
    let good = 0;
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), almostFilters), (text) => {
        const refusal = refusalOf(text);
        const [first] = checkIpFilter(text).faults;
        if (refusal === null) good += 1;
        expect(first?.message ?? null).toBe(refusal);
      }),
      { numRuns: 5_000 },
    );
    // Both sides were tried.
    expect(good).toBeGreaterThan(50);
    expect(good).toBeLessThan(4_950);
  });
});
