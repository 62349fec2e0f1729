/**
 * What a refused request is told, in LogScale's words (LogScale: security-apitokens-using,
 * security-apitokens-ipfilter) and RFC 6750's header. The same for every reason that a bearer could
 * learn something from.
 */
import type { RefusalReason } from './verdict';

export interface RefusalAnswer {
  readonly status: 401 | 403;
  /** Plain text: LogScale's clients print the body and do not parse it. */
  readonly body: string;
  /** The WWW-Authenticate header (RFC 6750, section 3). */
  readonly challenge: string | null;
}

/**
 * A challenge of the Bearer scheme (RFC 6750, section 3), with the realm that it must not come without.
 *
 * @param told nothing where no credentials were sent; of error codes those of section 3.1.
 */
export function challenge(
  told: { readonly error?: 'invalid_token' | 'insufficient_scope'; readonly scope?: string } = {},
): string {
  const attributes = Object.entries({ realm: 'Tollgate', ...told });
  return `Bearer ${attributes.map(([name, value]) => `${name}="${value}"`).join(', ')}`;
}

export const CREDENTIALS_MISSING: RefusalAnswer = {
  status: 401,
  body: 'The resource requires authentication, which was not supplied with the request',
  challenge: challenge(),
};

export const CREDENTIALS_INVALID: RefusalAnswer = {
  status: 401,
  body: 'The supplied authentication is invalid',
  challenge: challenge({ error: 'invalid_token' }),
};

const ADDRESS_REFUSED: RefusalAnswer = {
  status: 403,
  body: 'Tokens can only be used from IP addresses accepted by the IP filter set for them if any.',
  challenge: null,
};

export function refusalAnswer(reason: RefusalReason): RefusalAnswer {
  return reason === 'addressRefused' ? ADDRESS_REFUSED : CREDENTIALS_INVALID;
}
