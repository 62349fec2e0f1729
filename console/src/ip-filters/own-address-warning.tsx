/** Says so where rules would lock out the one who writes them, as far as their address is known: by their token’s last use. */
import { Alert } from '@mantine/core';
import type { ReactNode } from 'react';
import { IpFilterTrialDocument, type IpFilterViewerQuery } from '../api/operations';
import { useAsked } from '../api/use-asked';

const POLICY_KINDS = {
  PersonalUserToken: 'personal',
  ViewPermissionsToken: 'repository and view',
  OrganizationPermissionsToken: 'organization',
  SystemPermissionsToken: 'system',
} as const;

export interface OwnAddressWarningProps {
  readonly viewer: IpFilterViewerQuery;
  readonly filterId: string | null;
  /** The kinds of token whose policy demands the filter. */
  readonly policies: readonly string[];
  readonly ipFilter: string;
  readonly canTry: boolean;
}

export function OwnAddressWarning(props: OwnAddressWarningProps): ReactNode {
  const { viewer, filterId, policies, ipFilter, canTry } = props;
  const token = viewer.currentToken;
  const address = token?.lastUsedAddress ?? null;
  const isLimiting =
    token !== null &&
    filterId !== null &&
    (token.ipFilterV2?.id === filterId || policies.includes(POLICY_KINDS[token.__typename]));
  const { data } = useAsked(
    IpFilterTrialDocument,
    { ipFilter, address: address ?? '' },
    { enabled: canTry && isLimiting && address !== null },
  );
  if (!canTry || data === undefined || data.testIPFilter.allowed) return null;
  return (
    <Alert color="red" role="alert" title="You would lock yourself out">
      You are signed in with a token that this filter limits, from {address}, which the new rules refuse. Once
      saved, your next request is turned away.
    </Alert>
  );
}
