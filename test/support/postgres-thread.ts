/** PostgreSQL for tests that read what it holds between two lines: the answer is there when the call returns. */
import path from 'node:path';
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import type { Statement } from './database';

interface Answer {
  readonly id: number;
  readonly rows?: string;
  readonly error?: string;
}

/** Longer than the statement's own, so that it is PostgreSQL that says what it waited for. */
const PATIENCE_MS = 20_000;

export class PostgresThread {
  private readonly port;
  private readonly answered = new Int32Array(new SharedArrayBuffer(4));
  private readonly worker: Worker;
  private asked = 0;

  constructor() {
    const { port1, port2 } = new MessageChannel();
    this.port = port1;
    this.worker = new Worker(path.join(__dirname, 'postgres-worker.mjs'), {
      workerData: { port: port2, answered: this.answered },
      transferList: [port2],
    });
    // Tests that have come to their end are not to wait for it.
    this.worker.unref();
    this.port.unref();
  }

  /** The rows of each statement; several are run together or not at all. */
  run(url: string, statements: readonly Statement[]): unknown[][] {
    const id = ++this.asked;
    this.port.postMessage({ id, url, statements });
    const deadline = performance.now() + PATIENCE_MS;
    while (performance.now() < deadline) {
      const seen = Atomics.load(this.answered, 0);
      for (
        let got = receiveMessageOnPort(this.port);
        got !== undefined;
        got = receiveMessageOnPort(this.port)
      ) {
        const answer = got.message;
        if (answer.id === id) return rowsOf(answer);
      }
      Atomics.wait(this.answered, 0, seen, 1_000);
    }
    throw new Error('PostgreSQL does not answer.');
  }

  /** Closes the connection to a database that is no longer needed. */
  forget(url: string): void {
    this.port.postMessage({ forget: url });
  }

  /** Its connections are closed with it. */
  async end(): Promise<void> {
    this.port.close();
    await this.worker.terminate();
  }
}

function rowsOf({ rows, error }: Answer): unknown[][] {
  if (error !== undefined) throw new Error(error);
  return JSON.parse(rows ?? '[]') as unknown[][];
}
