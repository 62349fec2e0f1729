import { DomainError } from '../../../src/kernel/domain-error';
import { checkedPermissions, checkedViewIds } from '../../../src/tokens/token-input';

const several = (count: number) => Array.from({ length: count }, (_, i) => `item-${i}`);
const permissions = (list: readonly string[]) => checkedPermissions('viewPermissions', list);

describe.each([
  ['permissions', 'viewPermissions', 'permission', permissions],
  ['views', 'viewIds', 'view', checkedViewIds],
] as const)('The %s of a new token', (_noun, field, item, check) => {
  test.each([1, 2, 99, 100])('may be %i', (count) => {
    expect(check(several(count))).toEqual(several(count));
  });

  test('are kept exactly as given, in their order', () => {
    expect(check(['b', 'a', 'B', 'c '])).toEqual(['b', 'a', 'B', 'c ']);
  });

  test.each([
    ['none', [], `${field} must name at least one ${item}.`],
    ['101', several(101), `${field} may name at most 100 ${item}s; it names 101.`],
    ['one twice in a row', ['a', 'a'], `${field} names “a” twice.`],
    ['one twice far apart', ['a', 'b', 'c', 'b', 'd'], `${field} names “b” twice.`],
    ['one thrice', ['a', 'b', 'b', 'b'], `${field} names “b” twice.`],
    [
      '101 times one',
      Array.from({ length: 101 }, () => 'a'),
      `${field} may name at most 100 ${item}s; it names 101.`,
    ],
  ])('must not be %s', (_, list, message) => {
    expect(() => check(list)).toThrow(DomainError);
    expect(() => check(list)).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT', message }));
  });
});
