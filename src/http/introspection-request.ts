/** Reads what introspection is asked for (RFC 7662, section 2.1): the same members in a form and in a batch. */
import type { Presented } from '../authentication/token-verification.service';
import { requirementOf } from '../authentication/token-requirement';
import { parseSocketAddress } from '../ip-filters/ip-address';
import { badInput } from '../kernel/domain-error';

/**
 * A parameter of a form; null where it is left out or empty, which is the same (RFC 6749, section 3.1).
 *
 * @throws DomainError BAD_USER_INPUT where it is given more than once or is no text.
 */
export function parameterOf(parameters: unknown, name: string): string | null {
  const value =
    typeof parameters === 'object' && parameters !== null && Object.hasOwn(parameters, name)
      ? (parameters as Record<string, unknown>)[name]
      : undefined;
  if (value === undefined || value === null || value === '') return null;
  if (Array.isArray(value)) throw badInput(`${name} must be given once.`);
  if (typeof value !== 'string') throw badInput(`${name} must be a text.`);
  return value;
}

/** @throws DomainError BAD_USER_INPUT. */
export function requiredTokenOf(parameters: unknown): string {
  const token = parameterOf(parameters, 'token');
  if (token === null) throw badInput('token is missing.');
  return token;
}

/** @throws DomainError BAD_USER_INPUT. */
export function presentedOf(parameters: unknown): Presented {
  const token = requiredTokenOf(parameters);
  // No type of token but one is issued here, so the hint says nothing; it must be well-formed all the same.
  parameterOf(parameters, 'token_type_hint');
  const address = parameterOf(parameters, 'address');
  const parsed = address === null ? undefined : parseSocketAddress(address);
  if (address !== null && parsed === undefined) throw badInput('address must be an IP address.');
  return {
    credentials: { kind: 'bearer', token },
    address: parsed,
    requirement: requirementOf(parameterOf(parameters, 'permission'), parameterOf(parameters, 'view')),
  };
}
