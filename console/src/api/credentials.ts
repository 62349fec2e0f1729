/**
 * What the page shows to the API that it may ask. A person who signed in by password has a cookie that no script can
 * read. A token that was pasted is kept here, in memory, and gone with the page: in no storage, in no URL.
 */

let pasted: string | null = null;

export function keepToken(token: string): void {
  pasted = token;
}

export function forgetToken(): void {
  pasted = null;
}

export function hasToken(): boolean {
  return pasted !== null;
}

/** The headers of each request. The first is what other sites' pages cannot send. */
export function credentialHeaders(): Record<string, string> {
  const own = { 'x-tollgate-console': '1' };
  return pasted === null ? own : { ...own, authorization: `Bearer ${pasted}` };
}
