/**
 * What the authenticator says of a request. A value and no exception, since a refusal is an expected
 * answer: whoever carries it back chooses the words, and the reason goes to the audit log alone.
 */
import type { Principal } from '../access/principal';

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
  | 'addressRefused';

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

export type Verdict =
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'accepted'; readonly principal: Principal }
  | RefusedVerdict;
