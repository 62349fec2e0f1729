/** Where rows end in their chain, said by whichever thread, is what hashing their entries one after the other says. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { rowEnds, type Continuation, type ReadRow } from '../../../src/audit/row-ends';
import { rowEndsByTurns } from '../../../src/audit/row-ends-by-turns';
import { RowEndsThread } from '../../../src/audit/row-ends-thread';
import { blockText, UseShape } from '../../../src/audit/use-shape';
import { newIdSeries } from '../../../src/kernel/ids';
import type { Log } from '../../../src/kernel/log';
import { TemporaryFolder } from '../../storage/temporary-store';
import { compiledProgram, otherProgram } from './row-ends-program';

const LOST =
  'The thread that seals the audit log was lost. Until the next start that is done between requests.';

const warnings: string[] = [];
const note = (_details: object, message: string) => void warnings.push(message);
const log: Log = { info: note, warn: note, error: note };

let folder: TemporaryFolder;
let program: string;
beforeAll(() => {
  folder = new TemporaryFolder();
  program = compiledProgram(folder);
});
afterAll(() => folder.remove());
beforeEach(() => warnings.splice(0));

/** The hash of each entry, by Node's own means. */
function hashes(after: string, lines: readonly string[]): string[] {
  const all: string[] = [];
  for (const line of lines)
    all.push(
      createHash('sha256')
        .update(Buffer.from(all.at(-1) ?? after, 'hex'))
        .update(line)
        .digest('hex'),
    );
  return all;
}

const SHAPE = new UseShape(['{"id":', ',"lastTimestamp":', ',"requestId":', ',"timestamp":', '}'], []);
const SERIES = newIdSeries(1);

const text = fc.string({ unit: 'grapheme', maxLength: 20 });
const hex = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 64, maxLength: 64 });
const blockRow = fc.array(fc.tuple(fc.nat(9_999), text), { minLength: 1, maxLength: 6 }).map((uses) => {
  const shaped = uses.map(([time, requestId]) => ({ shape: SHAPE, time, requestId }));
  const lines = uses.map(([time, requestId], place) => {
    const timestamp = new Date(time).toISOString();
    const id = `${SERIES}0${place}`;
    return JSON.stringify({ id, lastTimestamp: timestamp, requestId, timestamp });
  });
  return { row: { text: blockText(shaped, SERIES), isBlock: true, isGenuine: true }, lines };
});
const entryRow = fc.record({ a: text, b: fc.integer() }).map((members) => {
  const line = JSON.stringify(members);
  return { row: { text: line, isBlock: false, isGenuine: true }, lines: [line] };
});
/** What is no JSON is sealed as the only member of an entry. */
const forgedRow = fc.tuple(fc.boolean(), text).map(([isBlock, said]) => {
  const forged = `no JSON ${said}`;
  return {
    row: { text: forged, isBlock, isGenuine: false },
    lines: [JSON.stringify({ unreadable: forged })],
  };
});
const chain = fc.record({
  after: hex,
  rows: fc.array(fc.oneof(blockRow, entryRow, forgedRow), { minLength: 1, maxLength: 8 }),
});

const askedOf = ({ after, rows }: { after: string; rows: readonly { row: ReadRow }[] }): Continuation => ({
  after,
  rows: rows.map(({ row }) => row),
});

test('each row ends with the hash of its last entry, whatever it is and whatever comes before', () => {
  fc.assert(
    fc.property(chain, ({ after, rows }) => {
      const all = hashes(
        after,
        rows.flatMap(({ lines }) => lines),
      );
      let number = 0;
      const expected = rows.map(({ lines }) => {
        number += lines.length;
        return { entries: lines.length, hash: all[number - 1] };
      });
      expect(rowEnds(askedOf({ after, rows }))).toEqual(expected);
    }),
  );
});

test('the same is said by turns, in as many of them as it takes', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(chain, { maxLength: 4 }),
      fc.integer({ min: 1, max: 400 }),
      async (chains, times) => {
        const asked = chains.map(askedOf).map(({ after, rows }) => {
          return { after, rows: Array.from({ length: times }, () => rows).flat() };
        });
        expect(await rowEndsByTurns(asked)).toEqual(asked.map(rowEnds));
      },
    ),
    { numRuns: 25 },
  );
});

describe('In a thread of its own', () => {
  let thread: RowEndsThread;
  beforeAll(() => (thread = new RowEndsThread(program, log)));
  afterAll(() => thread.stop());

  test('the same is said', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(chain, { maxLength: 4 }), async (chains) => {
        const asked = chains.map(askedOf);
        expect(await thread.ends(asked)).toEqual(asked.map(rowEnds));
      }),
    );
    expect(warnings).toEqual([]);
  });

  test('each who asks gets the answer to what was asked', async () => {
    const asked = fc.sample(chain, 20).map((one) => [askedOf(one)]);
    expect(await Promise.all(asked.map((one) => thread.ends(one)))).toEqual(
      asked.map((one) => one.map(rowEnds)),
    );
  });
});

const [SAMPLE] = fc
  .sample(fc.array(chain, { minLength: 3, maxLength: 3 }), 1)
  .map((some) => some.map(askedOf));

test.each<[string, () => string]>([
  ['cannot be found', () => folder.file('nowhere.js')],
  ['cannot be compiled', () => otherProgram(folder, 'no program')],
  ['throws when it is begun', () => otherProgram(folder, `throw new Error('no')`)],
  [
    'throws when it is asked',
    () => otherProgram(folder, `require('worker_threads').parentPort.on('message', () => nothing())`),
  ],
  ['ends without an answer', () => otherProgram(folder, 'process.exit(0)')],
])('where its program %s, the caller’s thread says it, and the log tells of it once', async (_, of) => {
  const thread = new RowEndsThread(of(), log);
  for (let i = 0; i < 3; i++) expect(await thread.ends(SAMPLE ?? [])).toEqual(SAMPLE?.map(rowEnds));
  expect(warnings).toEqual([LOST]);
  await thread.stop();
});

test('one that is lost while nobody asks is not asked any more', async () => {
  const answersOnce = `const { parentPort } = require('worker_threads');
    parentPort.once('message', () => parentPort.postMessage('answered'));`;
  const thread = new RowEndsThread(otherProgram(folder, answersOnce), log);
  expect(await thread.ends([])).toBe('answered');
  while (warnings.length === 0) await new Promise((resolve) => setImmediate(resolve));
  expect(await thread.ends(SAMPLE ?? [])).toEqual(SAMPLE?.map(rowEnds));
  expect(warnings).toEqual([LOST]);
});

test('stopped, it is no loss, and who asks is answered all the same', async () => {
  const thread = new RowEndsThread(program, log);
  await thread.ends(SAMPLE ?? []);
  const asked = thread.ends(SAMPLE ?? []);
  await thread.stop();
  expect(await asked).toEqual(SAMPLE?.map(rowEnds));
  expect(await thread.ends(SAMPLE ?? [])).toEqual(SAMPLE?.map(rowEnds));
  expect(warnings).toEqual([]);
});

test('a thread with nothing to do keeps no process from its end', async () => {
  const source = require.resolve('../../../src/audit/row-ends-thread.ts');
  const { buildSync } = await import('esbuild');
  const outfile = folder.file('row-ends-thread.js');
  buildSync({ entryPoints: [source], outfile, bundle: true, platform: 'node', format: 'cjs' });
  const script = `const { RowEndsThread } = require(${JSON.stringify(outfile)});
    new RowEndsThread(${JSON.stringify(program)}, console).ends([{ after: '', rows: [] }])
      .then((ends) => console.log(JSON.stringify(ends)));`;
  expect(execFileSync(process.execPath, ['-e', script], { encoding: 'utf8', timeout: 20_000 })).toBe(
    '[[]]\n',
  );
});
