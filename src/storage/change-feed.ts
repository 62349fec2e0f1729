/**
 * Hears what other servers change. PostgreSQL's NOTIFY wakes it at once, and it asks by itself every
 * fifth of a second, so that a message that was lost costs no more than that: each change has a number,
 * and what is asked for is everything after the last one. A server that has had no answer for a second
 * knows that it may have missed something, and says so.
 */
import type { Client } from 'pg';
import { LocalChanges, type ChangeListener, type Changes, type ChangeScope } from '../kernel/changes';
import { elapsedMs } from '../kernel/clock';
import type { Log } from '../kernel/log';

export const CHANNEL = 'tollgate_change';
/** How old the last answer may be for what was kept to be relied on, in milliseconds. */
export const TRUST_MS = 1_000;
const ASK_EVERY_MS = 200;
const RECONNECT_AFTER_MS = 200;
/** So long without an answer, and it cannot be told what has been cleared away since. */
const FORGET_AFTER_MS = 60_000;

interface ChangeRow {
  readonly sequence: string | number;
  readonly scopes: string;
}

export class ChangeFeed implements Changes {
  private readonly local = new LocalChanges();
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();
  private wake: () => void = () => undefined;
  /** When the last question was asked that has been answered; not when the answer came. */
  private heardAt = -Infinity;
  private last = 0;

  /**
   * @param connect makes a connection, not yet connected.
   * @param now milliseconds that never go back, whatever happens to the machine's clock.
   */
  constructor(
    private readonly connect: () => Client,
    private readonly log: Log,
    private readonly now: () => number = elapsedMs,
  ) {}

  areKnown(): boolean {
    return this.lagMs() <= TRUST_MS;
  }

  /** How long ago everything was known, in milliseconds; Infinity before the first time. */
  lagMs(): number {
    return this.now() - this.heardAt;
  }

  subscribe(listener: ChangeListener): void {
    this.local.subscribe(listener);
  }

  /** For what this server has changed itself: not to wait for the way round. */
  publish(scopes: readonly ChangeScope[]): void {
    this.local.publish(scopes);
  }

  /** Resolves once it hears, or has found that it cannot for now. */
  async start(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.running = this.run(resolve);
    });
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    this.wake();
    await this.running;
  }

  private goesOn(): boolean {
    return !this.stopping.signal.aborted;
  }

  private async run(tried: () => void): Promise<void> {
    let isLost = false;
    while (this.goesOn()) {
      try {
        await this.listen(() => {
          if (isLost) this.log.info({}, 'The changes of other servers are heard again.');
          isLost = false;
          tried();
        });
      } catch (error) {
        if (!isLost && this.goesOn())
          this.log.warn(
            { err: error },
            'The changes of other servers cannot be heard; the database is asked about every request until they can.',
          );
        isLost = true;
        tried();
      }
      if (this.goesOn()) await this.pause(RECONNECT_AFTER_MS);
    }
  }

  /** Rejects when the connection is lost. */
  private async listen(hearing: () => void): Promise<void> {
    const client = this.connect();
    const lost = new Promise<never>((_resolve, reject) => {
      client.on('error', reject);
      client.on('end', () => reject(new Error('The connection of the change feed was closed.')));
    });
    lost.catch(() => undefined);
    client.on('notification', () => this.wake());
    try {
      await client.connect();
      await client.query(`LISTEN ${CHANNEL}`);
      await this.startOver(client);
      hearing();
      while (this.goesOn()) {
        await Promise.race([this.pause(ASK_EVERY_MS), lost]);
        await this.ask(client);
      }
    } finally {
      // A connection that does not answer does not answer a farewell either.
      client.connection.stream.destroy();
    }
  }

  /** What was changed while nobody listened is not told any more: nothing that was kept can be relied on. */
  private async startOver(client: Client): Promise<void> {
    const askedAt = this.now();
    const { rows } = await client.query<{ last: string | number }>(
      'SELECT coalesce(max(sequence), 0) AS last FROM change',
    );
    this.last = Number(rows[0]?.last ?? 0);
    this.local.publish(['everything']);
    this.heardAt = askedAt;
  }

  private async ask(client: Client): Promise<void> {
    if (this.lagMs() > FORGET_AFTER_MS) {
      await this.startOver(client);
      return;
    }
    const askedAt = this.now();
    const { rows } = await client.query<ChangeRow>(
      'SELECT sequence, scopes FROM change WHERE sequence > $1 ORDER BY sequence',
      [this.last],
    );
    for (const { sequence, scopes } of rows) {
      this.local.publish(JSON.parse(scopes) as ChangeScope[]);
      this.last = Number(sequence);
    }
    this.heardAt = askedAt;
  }

  /** Until the time is up or there is news. */
  private async pause(milliseconds: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
