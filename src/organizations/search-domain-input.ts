/** What a repository or view may be called and how long it may keep data. */
import { badInput } from '../kernel/domain-error';

const MAX_NAME_LENGTH = 100;
const NAME = /^[A-Za-z0-9_][A-Za-z0-9_.-]*$/;

/**
 * @throws DomainError BAD_USER_INPUT unless it is 1 to 100 letters, digits, `_`, `-` or `.`, not
 * beginning with `-` or `.`.
 */
export function checkedSearchDomainName(value: string): string {
  const name = value.trim();
  if (name === '') throw badInput('name must not be empty.');
  if (name.length > MAX_NAME_LENGTH)
    throw badInput(`name must be at most ${MAX_NAME_LENGTH} characters; it has ${name.length}.`);
  if (!NAME.test(name)) {
    throw badInput(
      'name may hold letters, digits, “_”, “-” and “.” only, and must begin with a letter, a digit or “_”.',
    );
  }
  return name;
}

/** @throws DomainError BAD_USER_INPUT unless it is absent or above zero. */
export function checkedRetention(field: string, value: number | null | undefined): number | null {
  if (value === null || value === undefined) return null;
  if (value <= 0) throw badInput(`${field} must be above zero; leave it out to keep data for ever.`);
  return value;
}

/** @throws DomainError BAD_USER_INPUT unless it is absent or 1 to 64 letters and digits. */
export function checkedChosenId(field: string, value: string | null | undefined): string | null {
  if (value === null || value === undefined) return null;
  if (!/^[A-Za-z0-9]{1,64}$/.test(value)) throw badInput(`${field} must be 1 to 64 letters and digits.`);
  return value;
}
