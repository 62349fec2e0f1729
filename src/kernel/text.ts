/** Rules for the short texts that people give things: names, descriptions, reasons. */
import { badInput } from './domain-error';

/** Controls, line separators and what turns the direction of text round: they make a name lie in logs and tables. */
const DECEPTIVE = /[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

/** Something that a reader can see: neither space, nor format, nor unassigned. */
const VISIBLE = /[^\p{C}\p{Z}]/u;

/** Half of a character, which no database keeps as it is. */
const LONE_SURROGATE = /\p{Cs}/u;

/** Whether no character is half of one. */
export function isWellFormed(text: string): boolean {
  return !LONE_SURROGATE.test(text);
}

/**
 * Trims a name and checks it.
 * @throws DomainError BAD_USER_INPUT when it is empty or invisible, longer than `max` characters or holds control characters.
 */
export function checkedName(field: string, value: string, max = 253): string {
  const name = value.trim();
  if (!VISIBLE.test(name)) throw badInput(`${field} must not be empty.`);
  if ([...name].length > max)
    throw badInput(`${field} must be at most ${max} characters; it has ${[...name].length}.`);
  if (DECEPTIVE.test(name)) throw badInput(`${field} must not contain control characters or line breaks.`);
  if (!isWellFormed(name)) throw badInput(`${field} must be well-formed Unicode.`);
  return name;
}

/** An optional free text of at most `max` characters, kept as it is; null where it is absent. */
export function checkedOptionalText(
  field: string,
  value: string | null | undefined,
  max = 4096,
): string | null {
  if (value === null || value === undefined) return null;
  if ([...value].length > max)
    throw badInput(`${field} must be at most ${max} characters; it has ${[...value].length}.`);
  if (!isWellFormed(value)) throw badInput(`${field} must be well-formed Unicode.`);
  if (value.includes('\u0000')) throw badInput(`${field} must not contain NUL characters.`);
  return value;
}
