/**
 * The load generator: a process of its own that keeps connections busy and counts, told what to send over
 * IPC (see load.ts). Requests are bytes made beforehand and answers are read no further than they must be,
 * so that its ceiling is far above that of any HTTP server in Node on one core: autocannon, the well-kept
 * library, stops at a rate that a bare `node:http` server comes near to, and would be what is measured.
 * `npm run bench -- ceiling` shows both.
 */
import { connect, type Socket } from 'node:net';
import { createHistogram, type RecordableHistogram } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import type { Group, GroupResult, Load, LoadResult } from './load';

const HEAD_END = Buffer.from('\r\n\r\n');
const LENGTH = /\r\ncontent-length: *(\d+)/i;
const LONGER_SECONDS = 0.1;
const LONGEST_SECONDS = 20;
const NO_BODY = new Set([204, 304]);

/** What one group of connections has done so far. */
class Tally {
  private count = 0;
  private answered = 0;
  private readonly unexpected = new Map<number, number>();
  private readonly micros: RecordableHistogram = createHistogram();

  constructor(private readonly group: Group) {}

  get isFew(): boolean {
    return this.count < this.group.connections;
  }

  add(status: number, milliseconds: number): void {
    this.count += 1;
    this.answered += 1;
    if (status !== this.group.expect) this.unexpected.set(status, (this.unexpected.get(status) ?? 0) + 1);
    this.micros.record(Math.max(1, Math.round(milliseconds * 1_000)));
  }

  forget(): void {
    this.count = 0;
    this.micros.reset();
  }

  result(seconds: number): GroupResult {
    const at = (share: number) => this.micros.percentile(share) / 1_000;
    return {
      rate: this.count / seconds,
      count: this.count,
      answered: this.answered,
      p50: at(50),
      p99: at(99),
      unexpected: Object.fromEntries(this.unexpected),
    };
  }
}

/** One connection that stays open and has one request under way at a time. */
class Connection {
  private socket!: Socket;
  private received: Buffer | null = null;
  private sentAt = 0;

  constructor(
    private readonly next: () => Buffer,
    private readonly tally: Tally,
    private readonly whenAnswered: (connection: Connection) => void,
    private readonly fail: (error: Error) => void,
  ) {}

  open(port: number, host: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.socket = connect({ port, host, noDelay: true }, resolve);
      this.socket.once('error', reject);
      this.socket.on('error', this.fail);
      this.socket.on('close', () => this.fail(new Error('The server closed a connection.')));
      this.socket.on('data', (chunk) => this.read(chunk));
    });
  }

  send(at = performance.now()): void {
    this.sentAt = at;
    this.socket.write(this.next());
  }

  close(): void {
    this.socket.removeAllListeners('close');
    this.socket.destroy();
  }

  private read(chunk: Buffer): void {
    const received = this.received === null ? chunk : Buffer.concat([this.received, chunk]);
    const headEnd = received.indexOf(HEAD_END);
    const head = headEnd < 0 ? '' : received.toString('latin1', 0, headEnd);
    const status = Number(head.slice(9, 12));
    const length = NO_BODY.has(status) ? 0 : Number(LENGTH.exec(head)?.[1] ?? NaN);
    if (headEnd >= 0 && Number.isNaN(length)) {
      this.fail(new Error(`An answer does not say how long it is: ${head}`));
      return;
    }
    if (headEnd < 0 || received.length < headEnd + HEAD_END.length + length) {
      this.received = received;
      return;
    }
    this.received = null;
    this.tally.add(status, performance.now() - this.sentAt);
    this.whenAnswered(this);
  }
}

/** A request goes out as soon as the one before it is answered, or, at a rate, when its moment has come. */
async function run({ groups, seconds, leadInSeconds, ratePerSecond }: Load): Promise<LoadResult> {
  const tallied = groups.map((group) => ({ group, tally: new Tally(group) }));
  const tallies = tallied.map(({ tally }) => tally);
  let pace: Pace | null = null;
  let over = false;
  const { promise: failed, reject } = withReject();
  const fail = (error: Error): void => {
    if (!over) reject(error);
  };
  const answered = (connection: Connection): void => {
    if (over) return;
    if (pace === null) connection.send();
    else pace.offer(connection);
  };
  const connections = tallied.flatMap(({ group, tally }) => {
    const next = inTurn(group);
    return Array.from({ length: group.connections }, (_, n) => ({
      port: group.ports[n % group.ports.length] ?? 0,
      connection: new Connection(next, tally, answered, fail),
    }));
  });
  await Promise.all(connections.map(({ connection, port }) => connection.open(port, '127.0.0.1')));
  const all = connections.map(({ connection }) => connection);
  if (ratePerSecond === null) for (const connection of all) connection.send();
  else pace = new Pace(ratePerSecond, all);
  const passes = (time: number) => Promise.race([wait(time * 1_000), failed]);
  try {
    await passes(leadInSeconds);
    for (const tally of tallies) tally.forget();
    const startedAt = performance.now();
    const cpu = process.cpuUsage();
    await passes(seconds);
    // A sample of a few answers tells nothing: where they are slow it takes longer.
    for (let more = 0; more < LONGEST_SECONDS && tallies.some((tally) => tally.isFew); more += LONGER_SECONDS)
      await passes(LONGER_SECONDS);
    const elapsed = (performance.now() - startedAt) / 1_000;
    const { user, system } = process.cpuUsage(cpu);
    return {
      groups: tallies.map((tally) => tally.result(elapsed)),
      ownCore: (user + system) / 1e6 / elapsed,
    };
  } finally {
    over = true;
    pace?.stop();
    for (const { connection } of connections) connection.close();
  }
}

/** Sends what is due; a request that finds no connection free counts from when it was due. */
class Pace {
  private readonly startedAt = performance.now();
  private readonly idle: Connection[] = [];
  private readonly timer: NodeJS.Timeout;
  private sent = 0;

  constructor(
    private readonly ratePerSecond: number,
    connections: readonly Connection[],
  ) {
    this.idle.push(...connections);
    this.timer = setInterval(() => this.sendDue(), 1);
  }

  /** The connection is free: what is late goes out on it at once. */
  offer(connection: Connection): void {
    this.idle.push(connection);
    this.sendDue();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private sendDue(): void {
    const due = ((performance.now() - this.startedAt) / 1_000) * this.ratePerSecond;
    while (this.sent + 1 <= due) {
      const connection = this.idle.pop();
      if (connection === undefined) return;
      this.sent += 1;
      connection.send(this.startedAt + (this.sent / this.ratePerSecond) * 1_000);
    }
  }
}

function inTurn({ requests }: Group): () => Buffer {
  const buffers = requests.map((request) => Buffer.from(request, 'latin1'));
  let turn = 0;
  return () => buffers[turn++ % buffers.length] as Buffer;
}

function withReject(): { promise: Promise<never>; reject: (error: Error) => void } {
  let reject: (error: Error) => void = () => undefined;
  const promise = new Promise<never>((_, rejected) => (reject = rejected));
  promise.catch(() => undefined);
  return { promise, reject };
}

process.on('message', ({ id, ask }: { id: number; ask: Load }) => {
  run(ask).then(
    (answer) => process.send?.({ id, answer }),
    (error: unknown) => process.send?.({ id, error: String(error) }),
  );
});
process.send?.({ ready: true });
