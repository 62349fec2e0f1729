/** Authenticates a request to Tollgate itself and keeps the audit log's account of it. */
import type { Caller, Origin, Principal } from '../access/principal';
import type { IpAddress } from '../ip-filters/ip-address';
import type { Clock } from '../kernel/clock';
import type { PendingCommit } from '../kernel/pending-commit';
import type { Authenticator } from './authenticator';
import { readCredentials } from './credentials';
import type { Verdict } from './verdict';
import type { VerdictRecords } from './verdict-records';

export class RequestAuthentication {
  constructor(
    private readonly authenticator: Pick<Authenticator, 'authenticate' | 'known'>,
    private readonly records: VerdictRecords,
    private readonly clock: Clock,
  ) {}

  /**
   * Who makes the request, where that is known and nothing has to be put on record for it; null where it
   * takes {@link authenticate} to tell.
   *
   * @param authorization the header as it was sent, if it was.
   */
  known(authorization: string | undefined, address: IpAddress | undefined): Principal | null {
    const credentials = readCredentials(authorization);
    const verdict = this.authenticator.known(credentials, address, this.clock.now());
    return verdict?.kind === 'accepted' ? verdict.principal : null;
  }

  /**
   * A refusal is on record when the promise resolves. Rejects, and so refuses, when it cannot be recorded.
   *
   * @param authorization the header as it was sent, if it was.
   */
  async authenticate(
    authorization: string | undefined,
    address: IpAddress | undefined,
    origin: Origin,
  ): Promise<Verdict> {
    const verdict = await this.authenticator.authenticate(readCredentials(authorization), address);
    if (verdict.kind === 'refused') await this.records.refused(verdict, origin);
    return verdict;
  }

  /** Counts a request without credentials for something that needs them; on record when the promise resolves. */
  recordMissingCredentials(origin: Origin, operation: string): Promise<void> {
    return this.records.missingCredentials(origin, operation);
  }

  /**
   * The same as {@link recordUse}, at once or with less to do; false and nothing recorded where neither can be.
   */
  recordUseAgain({ principal, origin }: Caller, operation: string): boolean | PendingCommit {
    return this.records.usedAgain(principal, origin, operation, this.clock.now());
  }

  /** Counts the use of a token or session for one operation; on record when the promise resolves. */
  recordUse(caller: Caller, operation: string): Promise<void> {
    return this.records.used(caller, operation);
  }
}
