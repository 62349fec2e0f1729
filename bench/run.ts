/**
 * `npm run bench [-- [quick] [ROW…] [--json FILE] [--markdown] [--check]]`: how fast Tollgate decides about tokens,
 * beside what else there is, on this machine. docs/performance.md says what each row means.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { MODES } from './modes';
import { conditions, isReached, markdown, table } from './report';
import type { Line, Row } from './row';
import { ROWS } from './rows';
import { Stand, type Pace } from './stand';
import { median } from './statistics';

const FULL: Pace = { quick: false, rounds: 7, seconds: 2, leadInSeconds: 0.3, warmUpSeconds: 4 };
const QUICK: Pace = { quick: true, rounds: 3, seconds: 0.3, leadInSeconds: 0.1, warmUpSeconds: 0.8 };

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      json: { type: 'string' },
      markdown: { type: 'boolean', default: false },
      check: { type: 'boolean', default: false },
    },
  });
  const pace = positionals.includes('quick') ? QUICK : FULL;
  const names = positionals.filter((name) => name !== 'quick');
  const mode = MODES[names[0] ?? ''];
  if (mode !== undefined) return mode(pace, names.slice(1), say);
  const unknown = names.find((name) => !ROWS.some((row) => row.name === name));
  if (unknown !== undefined) {
    const known = [...ROWS.map((row) => row.name), ...Object.keys(MODES)];
    throw new Error(`There is no ${unknown}. There are: quick, ${known.join(', ')}.`);
  }

  const begunAt = performance.now();
  const stand = new Stand(pace);
  const lines: Line[] = [];
  const failed: string[] = [];
  conditions().forEach(say);
  say('Medians of interleaved samples (least–most); ratios are of samples taken side by side.\n');
  for (const row of chosen(names, pace)) {
    const startedAt = performance.now();
    try {
      const measured = await row.run(stand);
      lines.push(...measured);
      say(`${row.title} (${((performance.now() - startedAt) / 1_000).toFixed(0)} s)`);
      say(`${table(measured)}\n`);
    } catch (error) {
      failed.push(row.name);
      say(`${row.title}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    } finally {
      await stand.endRow();
    }
  }
  await stand.end();
  if (values.markdown) say(markdown(lines));
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(asJson(lines), null, 2)}\n`);
  const missed = lines.filter((line) => isReached(line) === false).length;
  const minutes = (performance.now() - begunAt) / 60_000;
  const failures = failed.length === 0 ? '' : `, could not be measured: ${failed.join(', ')}`;
  say(`${lines.length} figures in ${minutes.toFixed(1)} minutes, ${missed} targets missed${failures}`);
  if (failed.length > 0 || (values.check && missed > 0)) process.exitCode = 1;
}

/** What says nothing of Tollgate is left out of a quick run that does not ask for it. */
function chosen(names: readonly string[], { quick }: Pace): Row[] {
  return ROWS.filter(({ name }) =>
    names.length === 0 ? !quick || name !== 'ceiling' : names.includes(name),
  );
}

function asJson(lines: readonly Line[]): object {
  return {
    conditions: conditions(),
    lines: lines.map((line) => ({
      ...line,
      median: median(line.figure.values),
      reached: isReached(line),
    })),
  };
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
