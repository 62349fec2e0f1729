/** How long an answer may be kept, by its Cache-Control header (RFC 9111, section 5.2). */

/** A directive's name, and its argument as a token or in quotes; then a comma or the end. */
const DIRECTIVE =
  /[ \t]*(?:([!#$%&'*+\-.^`|~\w]+)(?:=(?:([!#$%&'*+\-.^`|~\w]+)|"((?:[^"\\]|\\.)*)"))?)?[ \t]*(?:,|$)/gy;
const SECONDS = /^\d{1,9}$/;

/**
 * Milliseconds, counted from when the answer was asked for. 0, do not keep it, unless the header says clearly
 * how long: with `no-store` or `no-cache`, without a `max-age`, with two that differ or one that is no number
 * of seconds, and where the header as a whole cannot be read.
 */
export function cacheLifetimeMs(cacheControl: string | null): number {
  if (cacheControl === null) return 0;
  let seconds: number | undefined;
  let end = 0;
  for (const [text, name, token, quoted] of cacheControl.matchAll(DIRECTIVE)) {
    end += text.length;
    const directive = name?.toLowerCase();
    if (directive === 'no-store' || directive === 'no-cache') return 0;
    if (directive !== 'max-age') continue;
    const argument = token ?? quoted ?? '';
    if (!SECONDS.test(argument)) return 0;
    if (seconds !== undefined && seconds !== Number(argument)) return 0;
    seconds = Number(argument);
  }
  return end === cacheControl.length ? (seconds ?? 0) * 1_000 : 0;
}
