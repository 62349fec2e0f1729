/** A process of the bench's own that answers questions over IPC, pinned to a core where the machine can do that. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';

/** Where npm runs everything. */
export const PROJECT = process.cwd();

const ENDS_WITH_PARENT = path.join(PROJECT, 'bench/harness/ends-with-parent.cjs');

/** What is measured has a core to itself; what measures it has the other. */
export const CORES = { measured: 0, measuring: 1 } as const;

export const taskset: boolean =
  availableParallelism() > 1 &&
  (process.env['PATH'] ?? '').split(path.delimiter).some((folder) => {
    try {
      accessSync(path.join(folder, 'taskset'), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });

export interface ChildOptions {
  readonly core: number | null;
  readonly environment?: Readonly<Record<string, string>>;
  /** Of Node's own, such as `--expose-gc`. */
  readonly nodeOptions?: readonly string[];
}

interface Answer {
  readonly id?: number;
  readonly answer?: unknown;
  readonly error?: string;
  readonly ready?: unknown;
}

export class Child {
  private readonly asked = new Map<number, (answer: Answer) => void>();
  private questions = 0;
  private output = '';
  private over = false;
  private readonly exit: Promise<unknown>;
  private readonly readiness: Promise<unknown>;

  constructor(program: readonly string[], { core, environment = {}, nodeOptions = [] }: ChildOptions) {
    const node = [process.execPath, '--require', ENDS_WITH_PARENT, ...nodeOptions, ...program];
    const [command = '', ...rest] =
      core === null || !taskset ? node : ['taskset', '-c', String(core), ...node];
    this.process = spawn(command, rest, {
      cwd: PROJECT,
      env: { PATH: process.env['PATH'], NODE_ENV: 'production', ...environment },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    for (const stream of [this.process.stdout, this.process.stderr])
      stream?.on('data', (chunk: Buffer) => (this.output = (this.output + chunk.toString()).slice(-20_000)));
    this.exit = once(this.process, 'exit').then(() => {
      this.over = true;
      for (const answer of this.asked.values()) answer({ error: `The process has ended: ${this.output}` });
      this.asked.clear();
    });
    this.readiness = new Promise((resolve, reject) => {
      this.process.on('message', (message: Answer) => {
        if (message.ready !== undefined) resolve(message.ready);
        if (message.id === undefined) return;
        this.asked.get(message.id)?.(message);
        this.asked.delete(message.id);
      });
      void this.exit.then(() => reject(new Error(`A process did not start: ${this.output}`)));
    });
    this.readiness.catch(() => undefined);
  }

  readonly process: ChildProcess;

  /** What it says of itself when it can be asked. */
  ready<T>(): Promise<T> {
    return this.readiness as Promise<T>;
  }

  async ask<T>(question: unknown): Promise<T> {
    const id = ++this.questions;
    const { answer, error } = await new Promise<Answer>((resolve) => {
      this.asked.set(id, resolve);
      if (this.over) resolve({ error: `The process has ended: ${this.output}` });
      else this.process.send({ id, ask: question });
    });
    if (error !== undefined) throw new Error(error);
    return answer as T;
  }

  get text(): string {
    return this.output;
  }

  async end(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    if (!this.over) this.process.kill(signal);
    await this.exit;
  }
}
