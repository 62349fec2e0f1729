/** Every way in which an authentication can end: the closed list by which they are counted. */
import type { RefusalReason, Verdict } from '../authentication/verdict';

export type VerdictReason = RefusalReason | 'accepted' | 'anonymous' | 'failed';

/** A record and no list, so that a reason that is missing is an error of types. */
const REASONS: Readonly<Record<VerdictReason, true>> = {
  accepted: true,
  anonymous: true,
  unsupportedScheme: true,
  malformedHeader: true,
  malformedToken: true,
  unknownToken: true,
  wrongSecret: true,
  ended: true,
  expired: true,
  kindDisabled: true,
  lifetimeExceeded: true,
  userRemoved: true,
  organizationRemoved: true,
  addressRefused: true,
  session: true,
  otherOrganization: true,
  // No verdict: the database could not be asked.
  failed: true,
};

export const VERDICT_REASONS = Object.keys(REASONS) as readonly VerdictReason[];

export function reasonOf(verdict: Verdict): VerdictReason {
  return verdict.kind === 'refused' ? verdict.reason : verdict.kind;
}
