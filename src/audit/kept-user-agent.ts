import { ownText } from '../kernel/own-text';

/** A client chooses it, so it is cut to what the column holds. */
const MAX_LENGTH = 512;

/** What entries say of the client's `User-Agent`. It is kept for as long as the entry is counted in. */
export function keptUserAgent(userAgent: string | null | undefined): string | null {
  return userAgent === null || userAgent === undefined ? null : ownText(userAgent.slice(0, MAX_LENGTH));
}
