/**
 * JSON in which no object has a name twice. What such an object means is open (RFC 8259, section 4): where
 * `{"active":false,"active":true}` is read in one way here and in another there, somebody is let through
 * whom nobody meant.
 */

const STRINGS_AND_BRACKETS = /"(?:[^"\\]|\\.)*"(\s*:)?|[{}]/g;

/** @throws SyntaxError if the text is no JSON, or ambiguous. */
export function parseUnambiguousJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  const names: Set<string>[] = [];
  for (const [found, colon] of text.matchAll(STRINGS_AND_BRACKETS)) {
    if (found === '{') names.push(new Set());
    else if (found === '}') names.pop();
    else if (colon !== undefined) {
      // A name may be written in more than one way.
      const name = JSON.parse(found.slice(0, -colon.length)) as string;
      const inObject = names.at(-1);
      if (inObject?.has(name)) throw new SyntaxError('A name stands twice in one object.');
      inObject?.add(name);
    }
  }
  return value;
}
