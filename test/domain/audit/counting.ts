/** What the tests of counted entries count, and a database that can be made to fail or to wait. */
import type { EntityManager } from 'typeorm';
import { actedBy, actedByNobody, type ActedFrom } from '../../../src/audit/actor';
import { AuditEntryEntity, type AuditOutcome } from '../../../src/audit/audit-entry.entity';
import type { AuditEvent } from '../../../src/audit/audit-event';
import { AuditLog } from '../../../src/audit/audit-log';
import { CountedEntries } from '../../../src/audit/counted-entries';
import { TemporaryStore } from '../../storage/temporary-store';
import { AUDIT_KEY } from '../../support/audit-key';
import { TestClock } from '../../support/clock';
import { PassingStore } from '../../support/passing-store';
import { token } from '../access/principals';

export interface Occurrence {
  readonly by: ActedFrom;
  readonly outcome: AuditOutcome;
  readonly event: AuditEvent;
  readonly key: readonly string[];
  readonly join?: (before: AuditEvent) => AuditEvent;
}

function origin(clientAddress: string | null) {
  return { requestId: 'request-1', clientAddress, userAgent: 'curl/8' };
}

export function use(
  operation = 'query users',
  address: string | null = '198.51.100.7',
  tokenId = 'token-1',
): Occurrence {
  return {
    by: actedBy({ principal: token('view', undefined, { tokenId }), origin: origin(address) }),
    outcome: 'succeeded',
    event: { type: 'hashedtokens.use', operation },
    key: [tokenId, operation],
  };
}

export function refusal(reason: string, address = '198.51.100.7'): Occurrence {
  return {
    by: actedByNobody(origin(address)),
    outcome: 'refused',
    event: { type: 'authentication.refused', reason, tokenId: null, detail: null },
    key: [reason, ''],
  };
}

/** Passes transactions on, unless told to fail them or to keep them waiting. */
export class FickleStore extends PassingStore {
  /** How many of the next transactions fail. */
  failures = 0;
  transactions = 0;
  private gate: Promise<void> = Promise.resolve();

  /** Keeps transactions waiting until the answer is called. */
  hold(): () => void {
    let release = (): void => undefined;
    this.gate = new Promise((resolve) => {
      release = resolve;
    });
    return release;
  }

  override async transact<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    this.transactions += 1;
    await this.gate;
    if (this.failures > 0) {
      this.failures -= 1;
      throw new Error('The disk is full.');
    }
    return super.transact(work);
  }
}

/** Counted entries over a real database. */
export class Counting {
  readonly clock = new TestClock();
  readonly store: FickleStore;
  readonly counted: CountedEntries;
  /** What the operator’s log was told. */
  readonly logged: string[] = [];

  private constructor(
    private readonly temporary: TemporaryStore,
    mostKeys: number | undefined,
  ) {
    this.store = new FickleStore(temporary.store);
    const note = (_details: object, message: string) => void this.logged.push(message);
    const auditLog = new AuditLog(this.store, this.clock, AUDIT_KEY);
    const log = { info: note, warn: note, error: note };
    this.counted = new CountedEntries(this.store, auditLog, this.clock, log, mostKeys);
  }

  static async start(mostKeys?: number): Promise<Counting> {
    return new Counting(await TemporaryStore.open(), mostKeys);
  }

  async count({ by, outcome, event, key, join }: Occurrence): Promise<void> {
    await this.counted.count(by, outcome, event, key, join);
  }

  async times(times: number, occurrence: Occurrence): Promise<void> {
    for (let i = 0; i < times; i++) await this.count(occurrence);
  }

  /** The committed entries, oldest first. */
  entries(): Promise<AuditEntryEntity[]> {
    return this.store.read.find(AuditEntryEntity, { order: { time: 'ASC', count: 'DESC' } });
  }

  async counts(): Promise<number[]> {
    return (await this.entries()).map((entry) => entry.count);
  }

  async stop(): Promise<void> {
    await this.counted.close();
    await this.temporary.remove();
  }
}
