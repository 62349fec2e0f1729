/** Which web pages may call the API from a browser. Never all of them. */

const ANY_PORT = ':*';

type OriginAnswer = (error: Error | null, origin: boolean) => void;

/**
 * Matches whole origins without regard to case; an entry that ends in `:*` matches its host with
 * every port and with none. A page that does not match gets no CORS headers, so its browser keeps the
 * answer from it.
 */
export function originMatcher(
  allowed: readonly string[],
): (origin: string | undefined, answer: OriginAnswer) => void {
  const exact = new Set(
    allowed.filter((entry) => !entry.endsWith(ANY_PORT)).map((entry) => entry.toLowerCase()),
  );
  const anyPort = new Set(
    allowed
      .filter((entry) => entry.endsWith(ANY_PORT))
      .map((entry) => entry.slice(0, -ANY_PORT.length).toLowerCase()),
  );
  return function matchOrigin(origin, answer) {
    const given = origin?.toLowerCase();
    answer(null, given !== undefined && (exact.has(given) || anyPort.has(given.replace(/:\d+$/, ''))));
  };
}
