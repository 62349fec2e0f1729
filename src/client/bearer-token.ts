/** Reads the Authorization header (RFC 6750, section 2.1), by the grammar that Tollgate itself reads it by. */

export type Credentials =
  /** No header, or a scheme other than Bearer: nothing was presented that could be wrong (RFC 6750, section 3.1). */
  | { readonly kind: 'none' }
  /** Bearer, and then no token. */
  | { readonly kind: 'malformed' }
  | { readonly kind: 'bearer'; readonly token: string };

const TOKEN = '[A-Za-z0-9\\-._~+/]+=*';
/** The scheme alone: what follows it must not go on being a scheme's name (RFC 9110, section 5.6.2). */
const BEARER_SCHEME = /^bearer(?![\w!#$%&'*+\-.^`|~])/i;
const BEARER = new RegExp(`^bearer +(${TOKEN}) *$`, 'i');
const WHOLE_TOKEN = new RegExp(`^${TOKEN}$`);

export function readBearerToken(authorization: string | undefined): Credentials {
  const header = authorization?.trim() ?? '';
  if (!BEARER_SCHEME.test(header)) return { kind: 'none' };
  const token = BEARER.exec(header)?.[1];
  return token === undefined ? { kind: 'malformed' } : { kind: 'bearer', token };
}

/** Whether a text can be sent as a Bearer token at all. */
export function isBearerToken(text: string): boolean {
  return WHOLE_TOKEN.test(text);
}
