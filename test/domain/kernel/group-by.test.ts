import { groupBy } from '../../../src/kernel/group-by';

describe('Grouping', () => {
  test('answers nothing for nothing', () => {
    expect(groupBy([], String)).toEqual(new Map());
  });

  test('keeps items in their order, and groups in the order of their first item', () => {
    const groups = groupBy(['bear', 'ant', 'bee', 'cat', 'asp'], (word) => word.charAt(0));

    expect([...groups]).toEqual([
      ['b', ['bear', 'bee']],
      ['a', ['ant', 'asp']],
      ['c', ['cat']],
    ]);
  });

  test('tells keys apart that look alike', () => {
    const groups = groupBy([1, '1', null, 'null', undefined], (item) => item);

    expect([...groups.keys()]).toEqual([1, '1', null, 'null', undefined]);
  });

  test('is not misled by names that objects inherit', () => {
    expect(groupBy(['constructor', '__proto__'], (word) => word).get('__proto__')).toEqual(['__proto__']);
  });

  test('takes anything that can be iterated, and asks for each key once', () => {
    const asked: number[] = [];

    const groups = groupBy(new Set([1, 2, 3]), (number) => {
      asked.push(number);
      return number % 2 === 0;
    });

    expect(groups.get(false)).toEqual([1, 3]);
    expect(asked).toEqual([1, 2, 3]);
  });
});
