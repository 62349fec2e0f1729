import { together } from '../../../src/kernel/together';

test('all have come to their end when one has failed, and the first that failed is told', async () => {
  let ended = false;
  const slow = new Promise<void>((resolve) =>
    setImmediate(() => {
      ended = true;
      resolve();
    }),
  );
  const failing = [Promise.reject(new Error('first')), Promise.reject(new Error('second'))];
  await expect(together(...failing, slow)).rejects.toThrow('first');
  expect(ended).toBe(true);
});

test('it resolves where none fails', async () => {
  await expect(together(Promise.resolve(1), Promise.resolve(2))).resolves.toBeUndefined();
});
