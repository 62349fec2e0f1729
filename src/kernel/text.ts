/** Rules for the short texts that people give things: names, descriptions, reasons. */
import { badInput } from './domain-error';

/** Unicode's control characters (Cc) and line separators, which make a name lie in logs and tables. */
// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/u;

/**
 * Trims a name and checks it.
 * @throws DomainError BAD_USER_INPUT when it is empty, longer than `max` characters or holds control characters.
 */
export function checkedName(field: string, value: string, max = 253): string {
  const name = value.trim();
  if (name === '') throw badInput(`${field} must not be empty.`);
  if ([...name].length > max)
    throw badInput(`${field} must be at most ${max} characters; it has ${[...name].length}.`);
  if (CONTROL.test(name)) throw badInput(`${field} must not contain control characters or line breaks.`);
  return name;
}

/** An optional free text of at most `max` characters; blank and absent are the same. */
export function checkedOptionalText(
  field: string,
  value: string | null | undefined,
  max = 4096,
): string | null {
  if (value === null || value === undefined) return null;
  if ([...value].length > max)
    throw badInput(`${field} must be at most ${max} characters; it has ${[...value].length}.`);
  if (value.includes('\u0000')) throw badInput(`${field} must not contain NUL characters.`);
  return value;
}
