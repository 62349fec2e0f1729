/**
 * The one error type that domain code throws, and the closed list of its codes.
 *
 * The message is written for the caller: it says what was wrong and what to do, and never holds a
 * secret. What only the operator should know goes into `refusal`, which reaches the audit log and
 * nothing else.
 */

/** Each code with the sentence that `docs/errors.md` prints for it. */
export const ERROR_CODES = {
  BAD_USER_INPUT:
    'A value in the request is not acceptable; the message names the field and what was expected.',
  UNAUTHENTICATED: 'The request carries no credentials and the field needs them.',
  FORBIDDEN:
    'The credentials are good but do not hold the permission that the field needs; the message names it.',
  NOT_FOUND: 'There is no such thing, or the caller may not see it: the two are not told apart.',
  CONFLICT: 'The change collides with what exists, such as a name already taken or a filter still in use.',
  NOT_A_USER: 'The field speaks of the calling user, and the token that made the request is no user’s.',
  POLICY_VIOLATION: 'The organization’s token security policy forbids it; the message states the limit.',
  TOO_MANY_REQUESTS: 'Too many failed attempts; wait as long as the message says.',
} as const;

export type ErrorCode = keyof typeof ERROR_CODES;

/** Why a request was turned away, for the audit log alone. */
export interface Refusal {
  /** What was attempted, in the vocabulary of `access/actions`. */
  readonly action: string;
  /** The full reason, which may say more than the caller is told. */
  readonly reason: string;
}

export class DomainError extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly refusal?: Refusal,
  ) {
    super(message);
    this.name = 'DomainError';
  }
}

export function badInput(message: string): DomainError {
  return new DomainError('BAD_USER_INPUT', message);
}

export function notFound(what: string): DomainError {
  return new DomainError('NOT_FOUND', `${what} was not found.`);
}

/** For what exists but may not be seen: the caller reads what they would read if it were missing. */
export function concealed(what: string, refusal: Refusal): DomainError {
  return new DomainError('NOT_FOUND', `${what} was not found.`, refusal);
}

export function conflict(message: string): DomainError {
  return new DomainError('CONFLICT', message);
}
