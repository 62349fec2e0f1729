/** Everything that the verdict on a token rests on, but for the secret, the address and the time of the request. */
import type { Principal, TokenKind } from '../access/principal';
import type { IpFilter } from '../ip-filters/ip-filter-matcher';
import type { LimitedToken, Overlap, TokenPolicy } from '../security-policies/token-policy';
import type { HashedSecret } from '../tokens/secret-hasher';
import type { TokenLife } from '../tokens/token-status';

export interface LoadedFilter {
  readonly id: string;
  readonly name: string;
  /** Null where the filter does not exist. */
  readonly rules: IpFilter | null;
}

/** The token's row, as far as a verdict asks for it. Moments are milliseconds since the epoch. */
export interface LoadedRow extends TokenLife, LimitedToken, HashedSecret {
  readonly id: string;
  readonly organizationId: string;
  readonly kind: TokenKind;
  readonly userId: string | null;
  readonly name: string;
  readonly secretCreatedAt: number;
}

/** A secret that a reset has replaced, while it may still open the token. */
export interface PreviousSecret extends HashedSecret, Overlap {
  /** The id of the token before the reset. */
  readonly id: string;
  /** The id of the token that it opens. */
  readonly successorId: string;
}

export interface LoadedToken {
  readonly row: LoadedRow;
  readonly organizationLives: boolean;
  readonly policy: TokenPolicy;
  /** The token's own; null where it has none. */
  readonly ipFilter: LoadedFilter | null;
  /** The one that the security policy enforces; null where it enforces none. */
  readonly enforcedIpFilter: LoadedFilter | null;
  /** Who the token speaks for; null where its user is no more. */
  readonly principal: Principal | null;
}
