/** An audit log with two chains, sealed, in a database of its own. */
import Database from 'better-sqlite3';
import { actedBySystem } from '../../../src/audit/actor';
import { AuditLog } from '../../../src/audit/audit-log';
import type { SignedCheckpoint } from '../../../src/audit/checkpoint';
import { verifyDatabase, type Verification } from '../../../src/audit/log-verifier';
import { Sealer } from '../../../src/audit/sealer';
import { TemporaryStore } from '../../storage/temporary-store';
import { AUDIT_KEY } from '../../support/audit-key';
import { TestClock } from '../../support/clock';

export class SealedLog {
  readonly clock = new TestClock();
  /** What was kept outside the database. */
  readonly kept: SignedCheckpoint[] = [];
  readonly logged: string[] = [];
  readonly auditLog: AuditLog;
  readonly sealer: Sealer;

  private constructor(readonly temporary: TemporaryStore) {
    this.auditLog = new AuditLog(temporary.store, this.clock, AUDIT_KEY);
    const note = (_details: object, message: string) => void this.logged.push(message);
    this.sealer = new Sealer(
      temporary.store,
      this.clock,
      AUDIT_KEY,
      (checkpoints) => Promise.resolve(void this.kept.push(...checkpoints)),
      { info: note, warn: note, error: note },
    );
  }

  static async open(): Promise<SealedLog> {
    return new SealedLog(await TemporaryStore.open());
  }

  get file(): string {
    return this.temporary.file;
  }

  /** Writes entries about users, unsealed. */
  async write(organizationId: string | null, ...userNames: string[]): Promise<void> {
    for (const userName of userNames) {
      this.clock.advance(1_000);
      await this.temporary.store.transact((manager) =>
        this.auditLog.record(manager, actedBySystem(organizationId), {
          type: 'user.delete',
          userId: `user-${userName}`,
          userName,
        }),
      );
    }
  }

  /** As who holds the database alone, and not the key. */
  tamper(sql: string, ...values: unknown[]): void {
    const database = new Database(this.file);
    try {
      database.prepare(sql).run(...values);
    } finally {
      database.close();
    }
  }

  verify(kept: readonly SignedCheckpoint[] = this.kept): Promise<Verification> {
    return this.temporary.store.transact((manager) => verifyDatabase(manager, AUDIT_KEY, kept));
  }

  async remove(): Promise<void> {
    await this.temporary.remove();
  }
}
