/** What a filter limits: the tokens that have it, and the security policies that demand it. */
import {
  IpFilterPoliciesDocument,
  IpFilterTokensDocument,
  type IpFilterTokensQuery,
} from '../api/operations';
import { useAsked } from '../api/use-asked';

export interface FilterUsers {
  /** Undefined until they are known, or where they may not be seen. */
  readonly tokens: IpFilterTokensQuery['tokens'] | undefined;
  /** The kinds of token whose policy demands the filter. */
  readonly policies: readonly string[];
  readonly error: Error | null;
}

/** @param limit how many tokens to name. */
export function useFilterUsers(id: string | null, limit: number): FilterUsers {
  const tokens = useAsked(IpFilterTokensDocument, { id: id ?? '', limit }, { enabled: id !== null });
  const policies = useAsked(IpFilterPoliciesDocument, {}, { enabled: id !== null });
  const of = policies.data?.organization.configs.tokens;
  const kinds = [
    ['personal', of?.personalUserTokensEnforceIpFilter],
    ['repository and view', of?.viewPermissionTokensEnforceIpFilter],
    ['organization', of?.organizationPermissionTokensEnforceIpFilter],
    ['system', of?.systemPermissionTokensEnforceIpFilter],
  ] as const;
  return {
    tokens: tokens.data?.tokens,
    policies: kinds.filter(([, filter]) => filter?.id === id).map(([kind]) => kind),
    error: tokens.error ?? policies.error,
  };
}

/** Such as `3 tokens, 1 policy`. */
export function toldUsers({ tokens, policies }: FilterUsers): string {
  const count = tokens?.totalResults;
  const parts = [
    ...(count === undefined ? [] : [`${count} ${count === 1 ? 'token' : 'tokens'}`]),
    ...(policies.length === 0 ? [] : [`${policies.length} ${policies.length === 1 ? 'policy' : 'policies'}`]),
  ];
  return parts.join(', ');
}
