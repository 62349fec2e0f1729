/** What looks on while the server works, for health, metrics and traces, and what it is told of the server's state. */
import type { AuditKeeping } from './audit-keeping';
import type { Config } from './config';
import { Readiness } from './http/readiness';
import type { CacheCounts } from './kernel/cache-counts';
import type { Clock } from './kernel/clock';
import type { Log } from './kernel/log';
import { Monitors } from './monitoring/monitors';
import { answers } from './storage/answers';
import type { OpenedStore } from './storage/open-store';

export interface Watched {
  readonly store: OpenedStore;
  readonly auditKeeping: AuditKeeping;
  readonly clock: Clock;
  /** By what each keeps. */
  readonly caches: Readonly<Record<string, () => CacheCounts>>;
}

/** How long an answer of SQLite is waited for, in milliseconds; PostgreSQL has a setting. */
const TIME_LIMIT_MS = 2_000;

export class Watching {
  readonly readiness: Readiness;
  readonly monitors: Monitors;

  constructor(config: Config, { store, auditKeeping, clock, caches }: Watched, log: Log) {
    const timeLimitMs = config.postgres?.timeoutMs ?? TIME_LIMIT_MS;
    const changesAreKnown = () => store.changes.areKnown();
    this.readiness = new Readiness({ databaseAnswers: () => answers(store), changesAreKnown }, timeLimitMs);
    this.monitors = new Monitors(
      config,
      {
        clock,
        load: () => store.load(),
        changesAreKnown,
        auditBacklog: () => auditKeeping.backlog(),
        caches,
        timeLimitMs,
      },
      log,
    );
  }
}
