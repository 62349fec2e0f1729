/** Loads and saves the policies of an organization; kinds without a row have the defaults. */
import type { EntityManager } from 'typeorm';
import type { TokenKind } from '../access/principal';
import { DEFAULT_TOKEN_POLICY, TOKEN_KINDS, type TokenPolicies, type TokenPolicy } from './token-policy';
import { TokenSecurityPolicyEntity } from './token-security-policies.entity';

export async function loadPolicies(manager: EntityManager, organizationId: string): Promise<TokenPolicies> {
  const rows = await manager.findBy(TokenSecurityPolicyEntity, { organizationId });
  const policyOf = (kind: TokenKind): TokenPolicy => {
    const row = rows.find((candidate) => candidate.kind === kind);
    if (row === undefined) return DEFAULT_TOKEN_POLICY;
    const { enabled, maximumLifetimeMs, enforcedIpFilterId, allowPermissionUpdates, maximumOverlapMs } = row;
    return { enabled, maximumLifetimeMs, enforcedIpFilterId, allowPermissionUpdates, maximumOverlapMs };
  };
  return {
    personal: policyOf('personal'),
    view: policyOf('view'),
    organization: policyOf('organization'),
    system: policyOf('system'),
  };
}

export async function savePolicies(
  manager: EntityManager,
  organizationId: string,
  policies: TokenPolicies,
): Promise<void> {
  await manager.upsert(
    TokenSecurityPolicyEntity,
    TOKEN_KINDS.map((kind) => ({ organizationId, kind, ...policies[kind] })),
    ['organizationId', 'kind'],
  );
}
