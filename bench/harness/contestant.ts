/**
 * A process in which something is done over and over without a network: `contestant.js MODULE FILE`, with
 * options in the file. The module's `prepare(options)` answers what it can do, by name, each as a function that does it so many times.
 */
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

export type Repeated = (times: number) => void | Promise<void>;
export type Prepare = (options: never) => Promise<Record<string, Repeated>>;

export interface Stint {
  readonly what: string;
  readonly milliseconds: number;
  /** How often it is done beforehand, uncounted: so that what is done once a minute is done. */
  readonly before: number;
}

/** How long a round between two looks at the clock is to take, in milliseconds. */
const ROUND_MS = 10;

const rounds = new Map<string, number>();

async function work(doing: Repeated, { what, milliseconds, before: uncounted }: Stint): Promise<number> {
  await doing(uncounted);
  let times = rounds.get(what) ?? 1;
  let done = 0;
  const startedAt = performance.now();
  let elapsed = 0;
  while (elapsed < milliseconds) {
    const before = elapsed;
    await doing(times);
    done += times;
    elapsed = performance.now() - startedAt;
    if (elapsed - before < ROUND_MS / 2) times *= 2;
    else if (elapsed - before > ROUND_MS * 2) times = Math.max(1, Math.floor(times / 2));
  }
  rounds.set(what, times);
  return done / (elapsed / 1_000);
}

async function main(): Promise<void> {
  const [module = '', file = ''] = process.argv.slice(2);
  const { prepare } = (await import(pathToFileURL(module).href)) as { prepare: Prepare };
  const able = await prepare(JSON.parse(readFileSync(file, 'utf8')) as never);
  process.on('message', ({ id, ask }: { id: number; ask: Stint }) => {
    const doing = able[ask.what];
    if (doing === undefined) throw new Error(`Nothing is called ${ask.what}.`);
    work(doing, ask).then(
      (answer) => process.send?.({ id, answer }),
      (error: unknown) => process.send?.({ id, error: error instanceof Error ? error.stack : String(error) }),
    );
  });
  process.send?.({ ready: Object.keys(able) });
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
});
