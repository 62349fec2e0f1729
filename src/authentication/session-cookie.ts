/**
 * The cookie of the console's sessions, and which credentials a request carries where that cookie counts.
 *
 * A browser sends cookies with requests that a foreign page has it make. So one counts only in a request with a
 * header that no foreign page can set without being asked by a preflight, which CORS answers with a refusal; and
 * not where the browser says that the request comes from elsewhere. docs/decisions/0015 has the reasons.
 */
import { parseCookie, stringifySetCookie } from 'cookie';
import { parseTokenString } from '../tokens/token-secret';

/** As Node gives them: names in lower case. */
type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** The credentials of a request, as an Authorization header would have them; undefined where there are none. */
export type CredentialsOf = (headers: Headers) => string | undefined;

/** The header that the console sends with each request. */
export const CONSOLE_HEADER = 'x-tollgate-console';

const PLAIN_NAME = 'tollgate-session';
/** Which browsers take only over TLS, from the host itself and for all of it. */
const SECURE_NAME = `__Host-${PLAIN_NAME}`;

/** Whether the console's own page made the request, as far as a browser can be made to tell. */
export function isOfConsole(headers: Headers): boolean {
  const site = headers['sec-fetch-site'];
  // Browsers leave it out where they do not take the server's origin for trustworthy, such as http in a LAN.
  return headers[CONSOLE_HEADER] !== undefined && (site === undefined || site === 'same-origin');
}

/** What the cookie holds, as an Authorization header would; undefined where it does not count or holds no session. */
export const cookieCredentials: CredentialsOf = (headers) => {
  const { cookie } = headers;
  if (typeof cookie !== 'string' || !isOfConsole(headers)) return undefined;
  const cookies = parseCookie(cookie, { decode: (value) => value });
  const session = parseTokenString(cookies[SECURE_NAME] ?? cookies[PLAIN_NAME] ?? '');
  return session?.kind === 'session' ? `Bearer ${session.text}` : undefined;
};

/** The Authorization header, whatever stands in it; and the cookie only where there is none. */
export const headerOrCookieCredentials: CredentialsOf = (headers) =>
  headerCredentials(headers) ?? cookieCredentials(headers);

/** The Authorization header alone. */
export const headerCredentials: CredentialsOf = ({ authorization }) =>
  // Node keeps the first of several; what is no text of one is no credentials that could be read.
  typeof authorization === 'object' ? authorization.join(',') : authorization;

/**
 * Set-Cookie for a session that has been opened. It says how long the session lasts and not until when: the
 * browser's clock may be wrong.
 *
 * @param lifetimeMs how long the session lasts, in milliseconds.
 * @param isSecure whether the request came over TLS.
 */
export function sessionCookie(session: string, lifetimeMs: number, isSecure: boolean): string {
  return setCookie(isSecure ? SECURE_NAME : PLAIN_NAME, session, Math.floor(lifetimeMs / 1_000), isSecure);
}

/** Set-Cookie that removes the session's cookie, under each name that the browser may have it and let go of it. */
export function clearedSessionCookies(isSecure: boolean): string[] {
  const plain = setCookie(PLAIN_NAME, '', 0, isSecure);
  return isSecure ? [setCookie(SECURE_NAME, '', 0, true), plain] : [plain];
}

/** @param maxAge in seconds; 0 removes the cookie. */
function setCookie(name: string, value: string, maxAge: number, secure: boolean): string {
  return stringifySetCookie({
    name,
    value,
    path: '/',
    httpOnly: true,
    sameSite: 'strict',
    maxAge,
    secure,
  });
}
