/** Much work in small batches lets others have their turn in between. */
import { inBatches } from '../../../src/kernel/in-batches';

test('goes on until a batch is not full, and answers how many there were', async () => {
  const batches = [3, 3, 1];
  expect(await inBatches(3, () => Promise.resolve(batches.shift() ?? 0))).toBe(7);
  expect(batches).toEqual([]);
});

test('a batch that is full and the last leads to one that is empty', async () => {
  const batches = [3];
  expect(await inBatches(3, () => Promise.resolve(batches.shift() ?? 0))).toBe(3);
});

test('what waits for its turn gets one after each batch, though batches never wait for anything', async () => {
  const happened: string[] = [];
  let left = 3;
  const others = () => {
    happened.push('another’s turn');
    if (left > 0) setImmediate(others);
  };
  setImmediate(others);
  await inBatches(1, () => {
    happened.push('batch');
    left -= 1;
    return Promise.resolve(left > 0 ? 1 : 0);
  });
  expect(happened).toEqual(['batch', 'another’s turn', 'batch', 'another’s turn', 'batch']);
});

test('a batch that fails ends it', async () => {
  await expect(inBatches(1, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
});
