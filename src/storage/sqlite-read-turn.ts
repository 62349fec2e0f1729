/**
 * One read transaction for all that is read in a turn of the event loop: to begin and end one takes SQLite six times
 * as long as to look a token up, and when many ask, many are answered in a turn.
 *
 * What is read is what was committed when the turn's first read began. A commit of our own ends the turn's reading
 * before anybody is told of it, so whoever knows of a change reads it; and nobody else writes (the folder is locked).
 */
import type { Database, Statement } from 'better-sqlite3';

export class SqliteReadTurn {
  private readonly beginning: Statement;
  private readonly ending: Statement;
  private isOpen = false;

  constructor(private readonly database: Database) {
    this.beginning = database.prepare('BEGIN');
    this.ending = database.prepare('COMMIT');
  }

  /** To be called before each read. */
  begin(): void {
    if (this.isOpen) return;
    this.beginning.run();
    this.isOpen = true;
    setImmediate(this.end);
  }

  /** Also while there is none. SQLite itself may have ended it, where a read has failed. */
  readonly end = (): void => {
    if (!this.isOpen) return;
    this.isOpen = false;
    if (this.database.inTransaction) this.ending.run();
  };
}
