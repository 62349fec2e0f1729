/**
 * Where rows are measured: starts what they need, one after the other in turn, and ends whatever a row has
 * started when it is over.
 */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PostgresCluster } from '../test/support/postgres-cluster';
import { Child, CORES, PROJECT, type ChildOptions } from './harness/child';
import type { Stint } from './harness/contestant';
import type { GroupResult, Load, LoadResult } from './harness/load';
import { PROBE, TollgateProcess } from './harness/tollgate-process';
import type { Series } from './statistics';

export interface Pace {
  readonly quick: boolean;
  /** How many samples a figure has. */
  readonly rounds: number;
  /** How long one takes. */
  readonly seconds: number;
  /** How long before each: what is done once a minute for each token is to be done before counting begins. */
  readonly leadInSeconds: number;
  /** How long each is kept busy beforehand, until it is as fast as it gets. */
  readonly warmUpSeconds: number;
}

/** On a machine that others use as well, what waits for the database is to be answered and not given up. */
const PATIENCE_MS = '20000';
const COMPILED = path.join(PROJECT, 'dist/bench/bench');

/** A server in a process that can be asked what it has used. */
export interface Served {
  readonly port: number;
  readonly child: Child;
}

export interface Costed extends GroupResult {
  /** Microseconds of processor time, the kernel's for it included. */
  readonly microsEach: number;
}

/** How many are open to a server that is to be busy. */
export const CONNECTIONS = 64;

export class Stand {
  private readonly ends: (() => Promise<unknown>)[] = [];
  private generator: Child | null = null;

  constructor(readonly pace: Pace) {}

  /** Something to be ended with the row. */
  keep<T extends { end: () => Promise<unknown> }>(thing: T): T {
    this.ends.push(() => thing.end());
    return thing;
  }

  folder(): string {
    const folder = mkdtempSync(path.join(tmpdir(), 'tollgate-bench-'));
    this.ends.push(() => rm(folder, { recursive: true, force: true }));
    return folder;
  }

  /** A PostgreSQL that is as careful as one that is relied upon. */
  async cluster(): Promise<PostgresCluster> {
    const cluster = await PostgresCluster.start({
      fsync: 'on',
      synchronous_commit: 'on',
      full_page_writes: 'on',
      shared_buffers: '256MB',
    });
    this.ends.push(() => cluster.stop());
    return cluster;
  }

  async tollgate(
    settings: Readonly<Record<string, string>> = {},
    dataDirectory = path.join(this.folder(), 'data'),
    nodeOptions: readonly string[] = [],
    program?: string,
  ): Promise<TollgateProcess> {
    const all = { TOLLGATE_DATABASE_TIMEOUT_MS: PATIENCE_MS, ...settings };
    return this.keep(await TollgateProcess.start(dataDirectory, all, nodeOptions, program));
  }

  /** A server that Tollgate is measured against, with what it says of itself. */
  async peer<Ready extends { port: number }>(script: string, options: object = {}): Promise<Ready & Served> {
    const program = [path.join(PROJECT, 'bench/peers', script), JSON.stringify(options)];
    const child = this.keep(this.child(program, { core: CORES.measured, nodeOptions: ['--require', PROBE] }));
    return { ...(await child.ready<Ready>()), child };
  }

  /** Something that measures, and so has the other core. */
  async helper(script: string): Promise<Child> {
    const program = [path.join(PROJECT, 'bench/peers', script)];
    const child = this.keep(this.child(program, { core: CORES.measuring }));
    await child.ready();
    return child;
  }

  /** @param module below bench/peers, or compiled from below bench/. */
  async contestant(module: string, options: object = {}): Promise<Child> {
    const file = module.endsWith('.mjs')
      ? path.join(PROJECT, 'bench/peers', module)
      : path.join(COMPILED, module);
    // Too much for a command line.
    const optionsFile = path.join(this.folder(), 'options.json');
    writeFileSync(optionsFile, JSON.stringify(options));
    const program = [path.join(COMPILED, 'harness/contestant.js'), file, optionsFile];
    const child = this.keep(
      this.child(program, { core: CORES.measured, nodeOptions: ['--require', 'reflect-metadata'] }),
    );
    await child.ready();
    return child;
  }

  /** Times a second. */
  async stint(contestant: Child, what: string, seconds: number, before = 0): Promise<number> {
    const stint: Stint = { what, milliseconds: seconds * 1_000, before };
    return contestant.ask<number>(stint);
  }

  async load(
    groups: Load['groups'],
    seconds: number,
    ratePerSecond: number | null = null,
    leadInSeconds = this.pace.leadInSeconds,
  ): Promise<LoadResult> {
    this.generator ??= this.child([path.join(COMPILED, 'harness/generator.js')], { core: CORES.measuring });
    await this.generator.ready();
    const load: Load = { groups, seconds, leadInSeconds, ratePerSecond };
    const result = await this.generator.ask<LoadResult>(load);
    for (const { unexpected, count } of result.groups)
      if (count === 0 || Object.keys(unexpected).length > 0)
        throw new Error(`Of ${count} answers some had another status: ${JSON.stringify(unexpected)}`);
    return result;
  }

  /** As `load` with one group; what most rows need. */
  async loadOne(
    group: Load['groups'][number],
    seconds: number,
    leadInSeconds?: number,
  ): Promise<GroupResult> {
    const [result] = (await this.load([group], seconds, null, leadInSeconds)).groups;
    if (result === undefined) throw new Error('The load generator has measured nothing.');
    return result;
  }

  /** The same, and what each answer cost the server. */
  async loadAndCost({ port, child }: Served, requests: readonly string[], seconds: number): Promise<Costed> {
    const micros = async () => {
      const { user, system } = await child.ask<NodeJS.CpuUsage>('cpu');
      return user + system;
    };
    const before = await micros();
    const group = { ports: [port], connections: CONNECTIONS, requests, expect: 200 };
    const result = await this.loadOne(group, seconds);
    return { ...result, microsEach: ((await micros()) - before) / result.answered };
  }

  /** Each once unheeded, to be warm; then all in turn, so that whatever slows the machine slows all. */
  async inTurn<Name extends string, Result>(
    contenders: Readonly<Record<Name, (seconds: number) => Promise<Result>>>,
  ): Promise<Record<Name, Result[]>> {
    const names = Object.keys(contenders) as Name[];
    const results = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Name, Result[]>;
    for (const name of names) await contenders[name](this.pace.warmUpSeconds);
    for (let round = 0; round < this.pace.rounds; round++)
      for (const name of names) results[name].push(await contenders[name](this.pace.seconds));
    return results;
  }

  async endRow(): Promise<void> {
    for (const end of this.ends.splice(0).reverse()) await end();
  }

  async end(): Promise<void> {
    await this.endRow();
    await this.generator?.end();
  }

  private child(program: readonly string[], options: ChildOptions = { core: CORES.measured }): Child {
    return new Child(program, options);
  }
}

export function series<Result>(
  results: readonly Result[],
  value: (result: Result) => number,
  unit: string,
): Series {
  return { unit, values: results.map(value) };
}

export const perSecond = (values: readonly number[]): Series => ({ unit: '/s', values });
