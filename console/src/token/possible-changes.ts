/** What may be done with a token by whoever looks at it, and why not where it may not. The server decides; this tells beforehand. */
import type { OfferedPermission } from '../permissions/offered-permissions';
import { END_WORDS } from './state-words';
import { someOf } from './summary';
import { DOMAIN_OF, permissionsOf, worksNow, type KindPolicy, type TokenFacts } from './token-facts';

export interface PossibleChanges {
  /** Null where it is possible, otherwise why not. */
  readonly reset: string | null;
  readonly revoke: string | null;
  readonly changePermissions: string | null;
}

/** @param policy undefined where it could not be read. @param catalog as asked for with the token's views. */
export function possibleChanges(
  token: TokenFacts,
  policy: KindPolicy | undefined,
  catalog: readonly OfferedPermission[] | undefined,
): PossibleChanges {
  if (!worksNow(token)) {
    const reason = token.endReason === null ? 'It has ended.' : END_WORDS[token.endReason].so;
    return { reset: reason, revoke: 'It has ended already.', changePermissions: reason };
  }
  return {
    reset: whyNoReset(token, catalog),
    revoke: null,
    changePermissions: whyNoChange(token, policy, catalog),
  };
}

function whyNoReset(token: TokenFacts, catalog: readonly OfferedPermission[] | undefined): string | null {
  const held = new Set(permissionsOf(token));
  const beyond = (catalog ?? []).filter(({ name, grantable }) => held.has(name) && !grantable);
  if (beyond.length === 0) return null;
  return `A reset hands you the new secret, and with it permissions that you cannot hand on yourself: ${someOf(beyond.map(({ title }) => `“${title}”`))}. Someone who holds them can reset it.`;
}

function whyNoChange(
  token: TokenFacts,
  policy: KindPolicy | undefined,
  catalog: readonly OfferedPermission[] | undefined,
): string | null {
  const domain = DOMAIN_OF[token.__typename];
  if (domain === null)
    return 'A personal token has no permissions of its own: it may do what its user may. Change the user’s groups and roles instead.';
  if (policy?.allowsChanges === false)
    return 'The security policy does not allow changing the permissions of existing tokens of this kind, which is the default. Create a new token, or have the policy changed.';
  const isAnyGrantable = catalog?.some((each) => each.domain === domain && each.grantable) ?? true;
  return isAnyGrantable ? null : 'You cannot hand on any permission to tokens of this kind.';
}
