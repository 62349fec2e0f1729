/**
 * The one text that a value has as JSON, so that hashes and signatures of it agree wherever they are
 * made (RFC 8785, JSON Canonicalization Scheme): no spaces, members in the order of their UTF-16 code
 * units, numbers and strings as ECMAScript writes them.
 */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** @throws TypeError for a number that JSON cannot write, and for half a character (RFC 8785, section 3.2). */
export function canonicalJson(value: Json): string {
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new TypeError(`${value} is no number of JSON.`);
  }
  if (typeof value === 'string') return quoted(value);
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (isArray(value)) return `[${value.map((item) => canonicalJson(item)).join(',')}]`;
  let members = '';
  for (const name of Object.keys(value).sort()) {
    if (members !== '') members += ',';
    members += `${quoted(name)}:${canonicalJson(value[name] ?? null)}`;
  }
  return `{${members}}`;
}

/** Texts that are written as they are, which most are. */
const PLAIN = /^[ !#-[\]-~]*$/;

function quoted(text: string): string {
  if (PLAIN.test(text)) return `"${text}"`;
  if (/\p{Cs}/u.test(text)) throw new TypeError('Half a character is no text of JSON.');
  return JSON.stringify(text);
}

function isArray(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
