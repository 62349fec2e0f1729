/** What is kept of a request keeps none of the rest in memory. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { ownText } from '../../../src/kernel/own-text';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const PARTS = 800;

/** How much memory is held on to by parts that are cut out of long texts, 80 MB in all: far more than tests leave behind. */
function heldBy(keep: (part: string) => string): number {
  const kept: string[] = [];
  collect();
  const before = process.memoryUsage().heapUsed;
  for (let i = 0; i < PARTS; i += 1) {
    const text = Buffer.alloc(100_000, `${i}:x`).toString('latin1');
    kept.push(keep(text.slice(100, 200)));
  }
  collect();
  const held = process.memoryUsage().heapUsed - before;
  expect(kept).toHaveLength(PARTS);
  return held;
}

test('a part is the same text', () => {
  for (const text of ['', '192.0.2.1', 'curl/8.5.0 (é)', '/authorize?view=Größe', '🔑'])
    expect(ownText(text)).toBe(text);
});

test('a part of its own does not keep what it was cut out of', () => {
  const whole = heldBy((part) => part);
  expect(whole).toBeGreaterThan(40_000_000);
  expect(heldBy(ownText)).toBeLessThan(whole / 2);
});
