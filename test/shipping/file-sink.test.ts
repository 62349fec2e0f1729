/** The audit log in files: each line whole, in order, and never more files than were asked for. */
import { appendFileSync, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { FileSink } from '../../src/shipping/file-sink';
import { TemporaryFolder } from '../storage/temporary-store';

let folder: TemporaryFolder;
let file: string;
beforeEach(() => {
  folder = new TemporaryFolder();
  file = folder.file('audit.ndjson');
});
afterEach(() => folder.remove());

const lines = (name: string): unknown[] =>
  readFileSync(name, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);

test('a line an entry, readable by its owner alone', async () => {
  const sink = new FileSink(file, 1_000, 3);
  await sink.send([{ n: 1 }, { n: 2 }]);
  await sink.send([{ n: 3 }]);
  expect(lines(file)).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('a file that has grown large is put aside, and the oldest is deleted', async () => {
  const sink = new FileSink(file, 10, 3);
  for (let n = 1; n <= 5; n++) await sink.send([{ number: n }]);
  expect(readdirSync(folder.path).sort()).toEqual(['audit.ndjson', 'audit.ndjson.1', 'audit.ndjson.2']);
  expect([`${file}.2`, `${file}.1`, file].flatMap(lines)).toEqual([
    { number: 3 },
    { number: 4 },
    { number: 5 },
  ]);
});

test('with a single file, the new one takes the old one’s place', async () => {
  const sink = new FileSink(file, 10, 1);
  for (let n = 1; n <= 3; n++) await sink.send([{ number: n }]);
  expect(lines(file)).toEqual([{ number: 3 }]);
  expect(existsSync(`${file}.1`)).toBe(false);
});

test('half a line that a crash has left does not spoil the next', async () => {
  const sink = new FileSink(file, 1_000, 3);
  await sink.send([{ n: 1 }]);
  appendFileSync(file, '{"n":');
  await sink.send([{ n: 2 }]);
  expect(readFileSync(file, 'utf8').split('\n')).toEqual(['{"n":1}', '{"n":', '{"n":2}', '']);
});

test('a folder that is not there is an error, so that nothing counts as written', async () => {
  await expect(new FileSink(folder.file('missing/audit'), 10, 2).send([{ n: 1 }])).rejects.toThrow('ENOENT');
});
