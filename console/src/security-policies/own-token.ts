/** What a draft would do to the token that one is signed in with. Pure. */
import type { SecurityPoliciesViewerQuery } from '../api/operations';
import type { Policies, PolicyKind } from './policies';
import { wouldEnd } from './policy-differences';

type OwnToken = SecurityPoliciesViewerQuery['currentToken'];

const KIND_OF: Readonly<Record<NonNullable<OwnToken>['__typename'], PolicyKind>> = {
  PersonalUserToken: 'personal',
  ViewPermissionsToken: 'view',
  OrganizationPermissionsToken: 'organization',
  SystemPermissionsToken: 'system',
};

/** @param now milliseconds since the epoch. */
export function endsOwnToken(token: OwnToken, inForce: Policies, draft: Policies, now: number): boolean {
  if (token === null) return false;
  const kind = KIND_OF[token.__typename];
  // A policy that stays as it is, is not applied anew.
  if (JSON.stringify(inForce[kind]) === JSON.stringify(draft[kind])) return false;
  return wouldEnd(draft[kind], token.createdAt, now);
}
