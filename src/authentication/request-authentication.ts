/** Authenticates a request to Tollgate itself and keeps the audit log's account of it. */
import type { Caller, Origin } from '../access/principal';
import type { IpAddress } from '../ip-filters/ip-address';
import type { Authenticator } from './authenticator';
import { readCredentials } from './credentials';
import type { Verdict } from './verdict';
import type { VerdictRecords } from './verdict-records';

export class RequestAuthentication {
  constructor(
    private readonly authenticator: Pick<Authenticator, 'authenticate'>,
    private readonly records: VerdictRecords,
  ) {}

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

  /** Counts the use of a token or session for one operation; on record when the promise resolves. */
  recordUse(caller: Caller, operation: string): Promise<void> {
    return this.records.used(caller, operation);
  }
}
