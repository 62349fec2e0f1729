/** The token that the service itself asks with: one with the organization permission IntrospectTokens. */
import { readFile } from 'node:fs/promises';
import { isBearerToken } from './bearer-token';
import { TollgateUnavailableError } from './tollgate-unavailable-error';

/**
 * The token, a function that gives it, or the file that it is in. Function and file are asked anew for each
 * question to Tollgate, so that a token can be exchanged while the service runs.
 */
export type ServiceToken = string | (() => string | Promise<string>) | { readonly file: string };

/** Answers the token, or rejects with a TollgateUnavailableError that does not show what was found instead. */
export type ReadServiceToken = () => Promise<string>;

/** @throws TypeError if a token given as text is none. */
export function serviceTokenReader(source: ServiceToken): ReadServiceToken {
  if (typeof source === 'string') {
    if (!isBearerToken(source)) throw new TypeError('The service’s own token is no Bearer token.');
    return () => Promise.resolve(source);
  }
  const read = typeof source === 'function' ? source : () => readFile(source.file, 'utf8');
  return async () => {
    let token: unknown;
    try {
      token = await read();
    } catch (error) {
      throw new TollgateUnavailableError(
        'service_token',
        'The service’s own token cannot be read.',
        null,
        error,
      );
    }
    const trimmed = typeof token === 'string' ? token.trim() : '';
    if (!isBearerToken(trimmed))
      throw new TollgateUnavailableError(
        'service_token',
        'What was read as the service’s own token is none.',
      );
    return trimmed;
  };
}
