/** The built server as its operator runs it, in production mode, with a probe that answers what only it can know. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { GraphQLClient } from '../../test/support/graphql-client';
import { Seed } from '../../test/support/seed';
import { freePort } from '../../test/support/free-port';
import { Child, CORES, PROJECT } from './child';

export const PROBE = path.join(PROJECT, 'bench/harness/probe.cjs');
const MAIN = path.join(PROJECT, 'dist/src/main.js');
/** The same server as modules in files of their own, by which a profile can tell them apart. */
export const MODULES = path.join(PROJECT, 'dist/src/serve.js');
const PATIENCE_MS = 60_000;
const LOOK_EVERY_MS = 5;

export interface Memory {
  readonly rss: number;
  readonly heapUsed: number;
  readonly external: number;
}

export class TollgateProcess {
  private constructor(
    readonly child: Child,
    readonly dataDirectory: string,
    readonly port: number,
    /** Milliseconds from starting the process to its first answer that it is ready. */
    readonly startMs: number,
  ) {}

  static async start(
    dataDirectory: string,
    settings: Readonly<Record<string, string>> = {},
    nodeOptions: readonly string[] = [],
    program = MAIN,
  ): Promise<TollgateProcess> {
    const port = await freePort('127.0.0.1');
    const startedAt = performance.now();
    const child = new Child([program], {
      core: CORES.measured,
      nodeOptions: ['--require', PROBE, ...nodeOptions],
      environment: {
        HOST: '127.0.0.1',
        PORT: String(port),
        TOLLGATE_DATA: dataDirectory,
        TOLLGATE_LOG_LEVEL: 'warn',
        ...settings,
      },
    });
    try {
      await isReady(port, child);
      return new TollgateProcess(child, dataDirectory, port, performance.now() - startedAt);
    } catch (error) {
      await child.end();
      throw error;
    }
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get rootToken(): string {
    return readFileSync(path.join(this.dataDirectory, 'local-admin-token.txt'), 'utf8').trim();
  }

  get root(): GraphQLClient {
    return new GraphQLClient(this.url, this.rootToken);
  }

  get seed(): Seed {
    return new Seed(this.root);
  }

  memory(): Promise<Memory> {
    return this.child.ask('memory');
  }

  /** Microseconds of processor time so far, the kernel's for it included. */
  async cpuMicros(): Promise<number> {
    const { user, system } = await this.child.ask<NodeJS.CpuUsage>('cpu');
    return user + system;
  }

  async end(): Promise<void> {
    await this.child.end('SIGTERM');
  }
}

async function isReady(port: number, child: Child): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  while (performance.now() < deadline && child.process.exitCode === null) {
    const status = await fetch(`http://127.0.0.1:${port}/health/ready`).then(
      (response) => response.status,
      () => 0,
    );
    if (status === 200) return;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  throw new Error(`The server did not get ready: ${child.text}`);
}
