/** What a caller is told who is not let through (RFC 6750, section 3). */
import type { TollgateUnavailableError } from './tollgate-unavailable-error';

export interface RefusalResponse {
  readonly status: 401 | 403 | 503;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON. */
  readonly body: string;
}

/** @throws TypeError if a realm cannot stand in a header in quotes. */
export function assertRealm(realm: string): void {
  if (!/^[\x20\x21\x23-\x5b\x5d-\x7e]+$/.test(realm))
    throw new TypeError('The realm must be printable ASCII without quotes and backslashes.');
}

/** Nothing was presented, so nothing is said to be wrong. */
export function credentialsMissing(realm: string): RefusalResponse {
  const message = 'A Bearer token is needed in the Authorization header.';
  return response(401, { 'www-authenticate': challenge({ realm }) }, { error_description: message });
}

export function tokenInvalid(realm: string): RefusalResponse {
  const error = 'invalid_token';
  const message = 'The token is not valid, or not from where it is used.';
  return response(
    401,
    { 'www-authenticate': challenge({ realm, error }) },
    { error, error_description: message },
  );
}

/** @param scope the permission that the token lacks. */
export function scopeInsufficient(realm: string, scope: string): RefusalResponse {
  const error = 'insufficient_scope';
  const message = `The token lacks the permission ${scope}.`;
  return response(
    403,
    { 'www-authenticate': challenge({ realm, error, scope }) },
    { error, error_description: message },
  );
}

/** The reason is the service's own matter: its callers learn that it cannot be known who they are. */
export function unavailable({ retryAfterSeconds }: TollgateUnavailableError): RefusalResponse {
  const headers = retryAfterSeconds === null ? {} : { 'retry-after': String(retryAfterSeconds) };
  return response(503, headers, {
    error: 'temporarily_unavailable',
    error_description: 'Tokens cannot be checked at the moment.',
  });
}

function response(
  status: RefusalResponse['status'],
  headers: Readonly<Record<string, string>>,
  body: Readonly<Record<string, string>>,
): RefusalResponse {
  return {
    status,
    headers: { ...headers, 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
    body: JSON.stringify(body),
  };
}

function challenge(parameters: Readonly<Record<string, string>>): string {
  return `Bearer ${Object.entries(parameters)
    .map(([name, value]) => `${name}="${value}"`)
    .join(', ')}`;
}
