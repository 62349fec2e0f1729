/**
 * Has row-ends worked out in a thread of its own, so that requests are answered meanwhile. It is begun when it is asked
 * for the first time, and asked for much only.
 */
import { Worker } from 'node:worker_threads';
import type { Log } from '../kernel/log';
import type { Continuation, Ends } from './row-ends';
import { rowEndsByTurns } from './row-ends-by-turns';

interface Asked {
  readonly resolve: (ends: Ends) => void;
  readonly reject: (reason: unknown) => void;
}

export class RowEndsThread {
  private worker: Worker | null = null;
  /** Then it is done without. */
  private isGone = false;
  /** In their order, in which they are answered. */
  private readonly asked: Asked[] = [];

  /** @param program the compiled row-ends-program. */
  constructor(
    private readonly program: string,
    private readonly log: Log,
  ) {}

  /** For each continuation what {@link rowEnds} says: said by the caller's thread where the other is gone. */
  async ends(continuations: readonly Continuation[]): Promise<Ends> {
    try {
      if (!this.isGone) return await this.ask(continuations);
    } catch (error) {
      this.lose(error);
    }
    return rowEndsByTurns(continuations);
  }

  /** Whoever still asks is answered all the same. */
  async stop(): Promise<void> {
    this.isGone = true;
    await this.worker?.terminate();
  }

  private ask(continuations: readonly Continuation[]): Promise<Ends> {
    const worker = (this.worker ??= this.begun());
    return new Promise((resolve, reject) => {
      this.asked.push({ resolve, reject });
      // Until it has answered the process is not over, and else it is not kept from that.
      worker.ref();
      worker.postMessage(continuations);
    });
  }

  private begun(): Worker {
    // It needs nothing of what the process was given, secrets least of all.
    const worker = new Worker(this.program, { name: 'sealing', env: {}, argv: [], execArgv: [] });
    worker.on('message', (ends: Ends) => {
      this.asked.shift()?.resolve(ends);
      if (this.asked.length === 0) worker.unref();
    });
    worker.on('messageerror', (error) => this.lose(error));
    worker.on('error', (error) => this.lose(error));
    worker.on('exit', (code) => this.lose(new Error(`It ended with ${code}.`)));
    return worker;
  }

  private lose(reason: unknown): void {
    if (!this.isGone)
      this.log.warn(
        { err: reason },
        'The thread that seals the audit log was lost. Until the next start that is done between requests.',
      );
    this.isGone = true;
    for (const { reject } of this.asked.splice(0)) reject(reason);
  }
}
