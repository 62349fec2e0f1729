/**
 * What the authenticator says of a request. A value and no exception, since a refusal is an expected
 * answer: whoever carries it back chooses the words, and the reason goes to the audit log alone.
 */
import type { Principal } from '../access/principal';
import type { LoadedToken } from './loaded-token';

export type RefusalReason =
  | 'unsupportedScheme'
  | 'malformedHeader'
  | 'malformedToken'
  | 'unknownToken'
  | 'wrongSecret'
  | 'ended'
  | 'expired'
  | 'kindDisabled'
  | 'lifetimeExceeded'
  | 'userRemoved'
  | 'organizationRemoved'
  | 'addressRefused'
  /** A session, where only tokens serve. */
  | 'session'
  /** A token that works, but not for the organization that asks. */
  | 'otherOrganization';

export interface RefusedVerdict {
  readonly kind: 'refused';
  readonly reason: RefusalReason;
  /** The token in question, once its secret has been proved or its id at least exists. */
  readonly tokenId: string | null;
  readonly organizationId: string | null;
  /** The token or session; null where nothing of the presented id exists. */
  readonly credentialId: string | null;
  /** More for the audit log: which filter and rule, and the address that was seen. */
  readonly detail: string | null;
}

/** The token that made a request. */
export interface AcceptedToken {
  readonly loaded: LoadedToken;
  /** When it stops working unless something changes, milliseconds since the epoch; null for never. */
  readonly expireAt: number | null;
  /** Who it speaks for. */
  readonly principal: Principal;
}

interface Accepted<Token> {
  readonly kind: 'accepted';
  readonly principal: Principal;
  /** Null for a session. */
  readonly token: Token;
}

export type AcceptedVerdict = Accepted<AcceptedToken> | Accepted<null>;

export type Verdict = { readonly kind: 'anonymous' } | AcceptedVerdict | RefusedVerdict;
