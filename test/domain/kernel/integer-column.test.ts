import { integerColumn } from '../../../src/kernel/integer-column';

describe('A 64-bit column', () => {
  test.each([
    [0, 0],
    ['0', 0],
    [1_767_614_400_000, 1_767_614_400_000],
    ['1767614400000', 1_767_614_400_000],
    ['-1', -1],
    [Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
    ['9007199254740991', Number.MAX_SAFE_INTEGER],
    [null, null],
  ])('that the driver answers as %j is read as %j', (stored, read) => {
    expect(integerColumn.from(stored)).toBe(read);
  });

  test.each([0, -1, 1_767_614_400_000, null, undefined])('is written as it is: %j', (value) => {
    expect(integerColumn.to(value)).toBe(value);
  });
});
