/**
 * What the members of a group ask and write, on its way to their one transaction of the database. Rows of the
 * tables that most changes add to wait here and are inserted together, those of all members with one
 * statement for each table; what several ask alike is asked once. Before any other statement everything that
 * waits is sent, and the mark that its own member can be undone to: so each reads what it would have read.
 */
import { LRUCache } from 'lru-cache';
import { DomainError } from '../kernel/domain-error';
import { together } from '../kernel/together';
import { INSERTED_TOGETHER, WRITTEN_ALONG } from './entities';
import type { GroupFailure } from './group-transaction';
import { PendingRows } from './pending-rows';
import type { RowInsertion } from './row-insertion';

type Rows = readonly (readonly unknown[])[];

/** Of what there may be more than the database knows. */
const OF_WAITING_ROWS = new RegExp(`\\b(${[...INSERTED_TOGETHER, ...WRITTEN_ALONG].join('|')})\\b`);

/** Of more, those asked longest ago are looked through anew: lists of ids can be of any length. */
const MOST_STATEMENTS = 200;

/** By statement. */
const isKept = new LRUCache<string, boolean>({ max: MOST_STATEMENTS });

/** How a group's statements reach its database. */
export interface GroupConnection {
  insert(insertion: RowInsertion, rows: Rows): void | Promise<void>;
  query(sql: string, parameters: readonly unknown[]): Promise<unknown[]>;
  /** Sets the mark, in the place of the one before where there is one. */
  setMark(isFirst: boolean): void | Promise<void>;
  /** Undoes what was sent since the mark. */
  backToMark(): void | Promise<void>;
}

export class GroupStatements {
  private readonly pending = new PendingRows(INSERTED_TOGETHER);
  /** By statement and parameters; forgotten when anything is sent that could make the answer another. */
  private readonly answers = new Map<string, Map<string, Promise<unknown[]>>>();
  /** Whether the running member is one that can be undone by itself and has not had its mark sent yet. */
  private isMarkDue = false;
  private hasMark = false;
  private sending: Promise<void> | null = null;
  private failure: GroupFailure | null = null;

  /**
   * @param isCautious nothing waits and nothing is remembered: whoever sends what the database refuses is told
   * so at once.
   */
  constructor(
    private readonly connection: GroupConnection,
    private readonly isCautious: boolean,
  ) {}

  /** Why nothing of the whole can stand, whoever has been told so. */
  get failed(): GroupFailure | null {
    return this.failure;
  }

  /** What comes from here on is another member's. */
  mark(): void {
    this.pending.mark();
    this.isMarkDue = true;
  }

  /** Undoes what the running member has done. */
  async undo(): Promise<void> {
    this.pending.undo();
    // It has sent nothing, but for what only reads.
    if (this.isMarkDue) return;
    this.answers.clear();
    await this.connection.backToMark();
  }

  /** To be called before any statement that is sent past this; null where it need not wait. */
  ready(): Promise<void> | null {
    this.answers.clear();
    if (this.sending !== null) return this.sending;
    if (!this.isMarkDue && this.pending.isEmpty) return null;
    return this.send();
  }

  /** Null where whoever inserts need not wait. */
  insert(insertion: RowInsertion, rows: Rows): Promise<void> | null {
    if (this.isCautious || !INSERTED_TOGETHER.includes(insertion.tableName))
      return this.insertAtOnce(insertion, rows);
    this.pending.add(insertion, rows);
    return this.pending.isFull ? this.ready() : null;
  }

  /** Null for what must be asked anew each time. */
  ask(sql: string, parameters: readonly unknown[]): Promise<unknown[]> | null {
    if (this.isCautious || !canBeKept(sql)) return null;
    let answers = this.answers.get(sql);
    if (answers === undefined) this.answers.set(sql, (answers = new Map<string, Promise<unknown[]>>()));
    const key = JSON.stringify(parameters);
    let answer = answers.get(key);
    if (answer === undefined) answers.set(key, (answer = this.askFirst(sql, parameters)));
    return answer;
  }

  /** Everything that still waits; before the commit. */
  async sendAll(): Promise<void> {
    if (this.sending !== null) await this.sending;
    // Also where whoever was told of it has kept it to themselves.
    if (this.failure !== null)
      throw new Error('What was sent together has failed.', { cause: this.failure.reason });
    if (!this.pending.isEmpty) await this.guarded(() => this.insertAll(this.pending.takeAll()));
  }

  private async insertAtOnce(insertion: RowInsertion, rows: Rows): Promise<void> {
    const ready = this.ready();
    if (ready !== null) await ready;
    await this.connection.insert(insertion, rows);
  }

  private async askFirst(sql: string, parameters: readonly unknown[]): Promise<unknown[]> {
    try {
      return await this.connection.query(sql, parameters);
    } catch (error) {
      // It has no mark that could be gone back to, unless it was refused before it was sent.
      if (!(error instanceof DomainError)) this.failure ??= { reason: error };
      throw error;
    }
  }

  private send(): Promise<void> {
    const sending = this.guarded(async () => {
      if (this.isMarkDue) {
        this.isMarkDue = false;
        await this.insertAll(this.pending.takeEarlier());
        await this.connection.setMark(!this.hasMark);
        this.hasMark = true;
      }
      await this.insertAll(this.pending.takeAll());
    }).finally(() => (this.sending = null));
    this.sending = sending;
    return sending;
  }

  /** Whose rows they were that failed is not known here. */
  private async guarded(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.failure ??= { reason: error };
      throw error;
    }
  }

  private async insertAll(pending: ReturnType<PendingRows['takeAll']>): Promise<void> {
    await together(...pending.map(async ({ insertion, rows }) => this.connection.insert(insertion, rows)));
  }
}

/** Whether no row that waits could be of its answer. */
function canBeKept(sql: string): boolean {
  let kept = isKept.get(sql);
  if (kept === undefined) isKept.set(sql, (kept = sql.startsWith('SELECT') && !OF_WAITING_ROWS.test(sql)));
  return kept;
}
