/** The text of what proxies write into headers: lists, and the elements of `Forwarded` (RFC 7239, section 4). */

/** A header that came several times is one list, in the order it came (RFC 9110, section 5.3). */
export function headerText(header: string | string[] | undefined): string {
  if (header === undefined) return '';
  return withoutBlanks(typeof header === 'string' ? header : header.join(','));
}

/** The elements of a `Forwarded` header, the nearest proxy's first. */
export function forwardedElements(header: string): Generator<string> {
  return unquotedPartsFromRight(header, ',');
}

/** A parameter's value; undefined where the element has none, and where what is there cannot be relied on. */
export function forwardedParameter(element: string, name: string): string | undefined {
  let value: string | undefined;
  for (const part of unquotedPartsFromRight(element, ';')) {
    const pair = withoutBlanks(part);
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    if (equals === -1) return undefined;
    if (pair.slice(0, equals).toLowerCase() !== name) continue;
    // A parameter may occur once in an element; of two there is no telling which one the proxy wrote.
    if (value !== undefined) return undefined;
    value = unquoted(pair.slice(equals + 1));
  }
  return value;
}

/**
 * Splits at a delimiter outside quoted strings (RFC 9110, section 5.6.4), last part first. Scanning from the
 * right reads what the nearest proxy wrote as it wrote it: a quote that the client left open, further left,
 * cannot swallow it.
 */
function* unquotedPartsFromRight(text: string, delimiter: ',' | ';'): Generator<string> {
  let end = text.length;
  let quoted = false;
  for (let at = text.length - 1; at >= 0; at--) {
    const character = text[at];
    if (character === '"' && !isEscaped(text, at)) quoted = !quoted;
    if (character === delimiter && !quoted) {
      yield text.slice(at + 1, end);
      end = at;
    }
  }
  yield text.slice(0, end);
}

/** Whether an odd number of backslashes stands ahead of a quote. Each run is counted once, for one quote. */
function isEscaped(text: string, at: number): boolean {
  let start = at;
  while (text[start - 1] === '\\') start--;
  return (at - start) % 2 === 1;
}

/** The content of a quoted string; a text that is not quite one keeps a character that no address has. */
function unquoted(value: string): string {
  if (value.length < 2 || !value.startsWith('"') || !value.endsWith('"')) return value;
  return value.slice(1, -1).replace(/\\(.)/g, '$1');
}

/** Strips spaces and tabs in linear time, which a regular expression for the trailing ones does not take. */
export function withoutBlanks(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isBlank(text[start])) start++;
  while (end > start && isBlank(text[end - 1])) end--;
  return text.slice(start, end);
}

function isBlank(character: string | undefined): boolean {
  return character === ' ' || character === '\t';
}
