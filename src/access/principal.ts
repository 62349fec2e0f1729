/**
 * Who asks. A principal comes out of the authenticator and from nowhere else; no argument of any
 * operation can name one.
 */
import type { Grants } from './grants';

/** The kinds of token that carry permissions of their own. A personal token acts as its user instead. */
export type ScopedTokenKind = 'view' | 'organization' | 'system';
export type TokenKind = ScopedTokenKind | 'personal';

interface PrincipalBase {
  readonly organizationId: string;
  /** The id that the token had before its reset, where it is the secret from then that was presented. */
  readonly previousTokenId?: string;
  readonly grants: Grants;
}

export interface UserPrincipal extends PrincipalBase {
  readonly kind: 'user';
  readonly userId: string;
  readonly username: string;
  readonly isRoot: boolean;
  readonly isOrganizationRoot: boolean;
  /** What the user proved themself with. */
  readonly credential:
    | { readonly kind: 'personalToken'; readonly tokenId: string }
    | { readonly kind: 'session'; readonly sessionId: string };
}

export interface TokenPrincipal extends PrincipalBase {
  readonly kind: 'token';
  readonly tokenKind: ScopedTokenKind;
  readonly tokenId: string;
  readonly tokenName: string;
}

export type Principal = UserPrincipal | TokenPrincipal;

/** Where a request came from, as far as the audit log wants to know. */
export interface Origin {
  readonly requestId: string;
  /** The client's address in canonical form; null where it cannot be known. */
  readonly clientAddress: string | null;
  readonly userAgent: string | null;
}

/** A principal together with the request it makes: what every service method takes first. */
export interface Caller {
  readonly principal: Principal;
  readonly origin: Origin;
}

/** The id of the API token that made the request, where one did. */
export function tokenIdOf(principal: Principal): string | null {
  if (principal.kind === 'token') return principal.tokenId;
  return principal.credential.kind === 'personalToken' ? principal.credential.tokenId : null;
}

export function describePrincipal(principal: Principal): string {
  return principal.kind === 'user'
    ? `the user “${principal.username}”`
    : `the ${principal.tokenKind} token “${principal.tokenName}”`;
}
