/** Reads the Authorization header (RFC 6750, section 2.1). Bearer is the only scheme. */

export type Credentials =
  | { readonly kind: 'none' }
  | { readonly kind: 'unreadable'; readonly reason: 'unsupportedScheme' | 'malformedHeader' }
  | { readonly kind: 'bearer'; readonly token: string };

/** The scheme alone: what follows it must not go on being a scheme's name (RFC 9110, section 5.6.2). */
const BEARER_SCHEME = /^bearer(?![\w!#$%&'*+\-.^`|~])/i;
const BEARER = /^bearer +([A-Za-z0-9\-._~+/]+=*) *$/i;

export function readCredentials(authorization: string | undefined): Credentials {
  const token = authorization === undefined ? undefined : BEARER.exec(authorization)?.[1];
  if (token !== undefined) return { kind: 'bearer', token };
  const header = authorization?.trim() ?? '';
  if (header === '') return { kind: 'none' };
  if (!BEARER_SCHEME.test(header)) return { kind: 'unreadable', reason: 'unsupportedScheme' };
  const trimmed = BEARER.exec(header)?.[1];
  return trimmed === undefined
    ? { kind: 'unreadable', reason: 'malformedHeader' }
    : { kind: 'bearer', token: trimmed };
}
