/** Why a token is revoked, as people give it; kept in the audit log. */
import { checkedOptionalText } from '../kernel/text';

const MAX_LENGTH = 1_000;

/** @throws DomainError BAD_USER_INPUT for more than 1,000 characters, or what no database keeps. */
export function checkedRevocationReason(reason: string | null | undefined): string | null {
  return checkedOptionalText('reason', reason, MAX_LENGTH);
}
