/**
 * Transactions one after the other, in the order of asking, and one commit for all that are there when it
 * comes to committing: waiting for the disk is what a small transaction costs. Each is told that it stands
 * after that commit, and not before. One that throws is undone by itself and takes none of the others with
 * it; what they read of each other is committed with them or not at all.
 */
import { AsyncLocalStorage, AsyncResource } from 'node:async_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import type { EntityManager } from 'typeorm';
import type { ChangeScope } from '../kernel/changes';
import { DatabaseUnavailableError, isConnectionLoss, isWorthRetrying } from './database-unavailable';
import type { GroupTransaction } from './group-transaction';
import { WaitingTransaction } from './waiting-transaction';

/** Few enough that none of them waits long for the commit. */
const GREATEST_GROUP = 128;
const LONGEST_GROUP_MS = 50;
/** How often in all a transaction is begun that the database gives up in favour of another. */
const ATTEMPTS = 4;
const PAUSE_MS = 10;

export interface GroupCommitSettings {
  /** @param isCautious whether what its members write must not be sent together, so that each fails by itself. */
  readonly begin: (isCautious: boolean) => Promise<GroupTransaction>;
  /** What the manager's transaction has touched since this was last asked. */
  readonly touchedBy: (manager: EntityManager) => readonly ChangeScope[];
  /** Lets those ask who are about to. Must not take time where there is nobody. */
  readonly gather?: () => Promise<void>;
  /** After which who still waits is turned away, in milliseconds. */
  readonly patienceMs?: number;
  /** Milliseconds that never go back. */
  readonly now: () => number;
}

interface Finished {
  readonly one: WaitingTransaction;
  readonly scopes: readonly ChangeScope[];
  /** Tells the caller how it went; called once it stands. */
  readonly tell: () => void;
}

/** Within whose transactions the running code is. One for all: Node asks each that there is for each promise that is made. */
const held = new AsyncLocalStorage<ReadonlySet<GroupCommit>>();
/** How many are committing. */
let busy = 0;

export class GroupCommit {
  private readonly waiting: WaitingTransaction[] = [];
  private isBusy = false;
  private readonly whenIdle: (() => void)[] = [];

  constructor(private readonly settings: GroupCommitSettings) {}

  /** How many wait. */
  get length(): number {
    return this.waiting.length;
  }

  /**
   * @throws DatabaseUnavailableError when the turn does not come in time, and Error where it is asked for
   * within another transaction; `work` is then never run.
   *
   * @param isLeaf whether `work` asks for no other, and need not be watched for that.
   */
  async transact<T>(work: (manager: EntityManager) => Promise<T>, isLeaf = false): Promise<T> {
    const around = held.getStore();
    if (around?.has(this) === true)
      throw new Error('A transaction was begun within another: it would wait for itself.');
    return new Promise<T>((resolve, reject) => {
      const context = new AsyncResource('Transaction');
      const holding = new Set(around).add(this);
      const one = new WaitingTransaction(
        // As the caller: whose traces and requests these are is no business of whoever committed before.
        async (manager) => {
          const answer = await context.runInAsyncScope(() =>
            isLeaf ? work(manager) : held.run(holding, () => work(manager)),
          );
          return () => resolve(answer);
        },
        reject,
      );
      one.waitAtMost(this.settings.patienceMs ?? Infinity, () => {
        this.waiting.splice(this.waiting.indexOf(one), 1);
        reject(new DatabaseUnavailableError('The turn to write did not come in time.'));
      });
      this.waiting.push(one);
      if (!this.isBusy) void this.commitWaiting();
    });
  }

  /** Resolves once nobody works and nobody waits. */
  async idle(): Promise<void> {
    if (this.isBusy) await new Promise<void>((resolve) => this.whenIdle.push(resolve));
  }

  private async commitWaiting(): Promise<void> {
    this.isBusy = true;
    busy += 1;
    while (this.waiting.length > 0) {
      await this.settings.gather?.();
      await this.commitGroup();
    }
    this.isBusy = false;
    busy -= 1;
    // Node 20 would go on to keep account of every promise of the process, also of those who only read.
    if (busy === 0) held.disable();
    for (const resolve of this.whenIdle.splice(0)) resolve();
  }

  private async commitGroup(): Promise<void> {
    const first = this.next();
    if (first === undefined) return;
    let group: GroupTransaction;
    try {
      group = await this.settings.begin(first.isCautious);
    } catch (error) {
      await this.fail([first], error);
      return;
    }
    const finished = await this.runAll(group, first);
    if (finished.length === 0) return;
    try {
      await group.commit(finished.map(({ scopes }) => scopes));
    } catch (error) {
      const ones = finished.map(({ one }) => one);
      const failed = group.failed ?? null;
      await (failed === null ? this.fail(ones, error) : this.failTogether(ones, failed.reason));
      return;
    }
    for (const { tell } of finished) tell();
  }

  /** Answers those to commit and to tell; where there are none everything has been undone, and all have been told. */
  private async runAll(group: GroupTransaction, first: WaitingTransaction): Promise<Finished[]> {
    const { manager } = group;
    const endsAt = this.settings.now() + LONGEST_GROUP_MS;
    const finished: Finished[] = [];
    for (let one: WaitingTransaction | undefined = first; one !== undefined; one = this.next()) {
      // The first needs no mark: nothing was done before it that would have to be kept.
      const isAlone = finished.length === 0;
      try {
        if (!isAlone) await group.mark();
      } catch (error) {
        await this.abandon(group, finished, error);
        await this.fail([one], error);
        return [];
      }
      try {
        const tell = await one.run(manager);
        finished.push({ one, scopes: this.settings.touchedBy(manager), tell });
      } catch (error) {
        // What is undone has touched nothing.
        this.settings.touchedBy(manager);
        const failed = group.failed ?? null;
        if (failed !== null) {
          await group.rollBack();
          await this.failTogether([...finished.map((other) => other.one), one], failed.reason);
          return [];
        }
        if (isAlone) {
          await group.rollBack();
          await this.fail([one], error);
          return [];
        }
        try {
          await group.undo();
        } catch (lost) {
          await this.abandon(group, finished, isConnectionLoss(error) ? error : lost);
          await this.fail([one], error);
          return [];
        }
        if (isWorthRetrying(error)) {
          await this.fail([one], error);
          break;
        }
        // Not before the commit: the reason may be what another of the group has done.
        finished.push({ one, scopes: [], tell: () => one.reject(error) });
      }
      if (finished.length === GREATEST_GROUP || this.settings.now() >= endsAt) break;
    }
    return finished;
  }

  private next(): WaitingTransaction | undefined {
    const next = this.waiting.shift();
    next?.stopWaiting();
    return next;
  }

  /** Nothing of these was committed, though they had come to their end. */
  private async abandon(
    group: GroupTransaction,
    finished: readonly Finished[],
    cause: unknown,
  ): Promise<void> {
    await group.rollBack();
    const error = new DatabaseUnavailableError('The database undid what was to be committed together.', {
      cause,
    });
    for (const { one } of finished) one.reject(error);
  }

  /**
   * What was sent at once for all of these has failed, which need not be the fault of more than one: they begin
   * again, and what each sends then is its own.
   */
  private async failTogether(ones: readonly WaitingTransaction[], reason: unknown): Promise<void> {
    if (isConnectionLoss(reason) || isWorthRetrying(reason)) {
      await this.fail(ones, reason);
      return;
    }
    for (const one of ones) one.isCautious = true;
    this.waiting.unshift(...ones);
  }

  /** Has those begin again, in their order and before all others, that may fare better, and tells the others. */
  private async fail(ones: readonly WaitingTransaction[], error: unknown): Promise<void> {
    const again = isWorthRetrying(error) ? ones.filter((one) => one.attempts < ATTEMPTS) : [];
    for (const one of ones) if (!again.includes(one)) one.reject(error);
    if (again.length === 0) return;
    this.waiting.unshift(...again);
    await wait(Math.max(...again.map(({ attempts }) => attempts)) * PAUSE_MS);
  }
}
