/** Signing in and out. A password is exchanged for a cookie that only the server reads; a token is kept in memory. */
import { ApiError } from '../api/api-error';
import { credentialHeaders, forgetToken, hasToken, keepToken } from '../api/credentials';
import { request } from '../api/request';

const SESSION = '/api/v1/session';

/** @throws ApiError UNAUTHENTICATED where the name or the password is wrong, TOO_MANY_REQUESTS. */
export async function signInByPassword(login: string, password: string): Promise<void> {
  forgetToken();
  const answer = await request(SESSION, {
    method: 'POST',
    headers: { ...credentialHeaders(), 'content-type': 'application/json' },
    body: JSON.stringify({ login, password }),
  });
  // Until it is read, the browser holds the connection.
  await answer.text();
}

/** Whether it works shows at the first question. @throws ApiError where it cannot be a token. */
export function signInByToken(text: string): void {
  const token = text.trim().replace(/^bearer +/i, '');
  // Anything else cannot be sent as a header (RFC 6750, section 2.1).
  if (!/^[A-Za-z0-9\-._~+/]+=*$/.test(token))
    throw new ApiError(
      'BAD_USER_INPUT',
      'This is no token: a token is one word of letters, digits and a ~.',
      null,
    );
  keepToken(token);
}

/** A pasted token goes on working elsewhere: only the page forgets it. */
export async function signOut(): Promise<void> {
  if (hasToken()) {
    forgetToken();
    return;
  }
  await request(SESSION, { method: 'DELETE', headers: credentialHeaders() });
}
