/** Which entries of the audit log are looked for: those that fit all that is given. */
import type { AuditOutcome } from './audit-entry.entity';

type Optional<T> = T | null | undefined;

export interface AuditEntryFilter {
  /** From this moment on, milliseconds since the epoch. */
  readonly from?: Optional<number>;
  /** Before this moment, milliseconds since the epoch. */
  readonly to?: Optional<number>;
  readonly type?: Optional<string>;
  readonly outcome?: Optional<AuditOutcome>;
  readonly actorUserId?: Optional<string>;
  readonly actorTokenId?: Optional<string>;
  readonly targetId?: Optional<string>;
  readonly clientAddress?: Optional<string>;
}
