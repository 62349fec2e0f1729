/** Loads and saves the policies of an organization; kinds without a row have the defaults. */
import type { EntityManager } from 'typeorm';
import type { TokenKind } from '../access/principal';
import { GIVEN, PreparedQuery } from '../kernel/prepared-query';
import { DEFAULT_TOKEN_POLICY, TOKEN_KINDS, type TokenPolicies, type TokenPolicy } from './token-policy';
import { TokenSecurityPolicyEntity } from './token-security-policies.entity';

interface PolicyRow {
  readonly kind: TokenKind;
  readonly enabled: boolean | number;
  readonly maximumLifetimeMs: number | null;
  readonly enforcedIpFilterId: string | null;
  readonly allowPermissionUpdates: boolean | number;
  readonly maximumOverlapMs: number;
}

/** Asked for each token that is made. */
const POLICIES = new PreparedQuery<PolicyRow>((manager) =>
  manager
    .createQueryBuilder(TokenSecurityPolicyEntity, 'policy')
    .select('policy.kind', 'kind')
    .addSelect('policy.enabled', 'enabled')
    .addSelect('policy.maximumLifetimeMs', 'maximumLifetimeMs')
    .addSelect('policy.enforcedIpFilterId', 'enforcedIpFilterId')
    .addSelect('policy.allowPermissionUpdates', 'allowPermissionUpdates')
    .addSelect('policy.maximumOverlapMs', 'maximumOverlapMs')
    .where('policy.organizationId = :organizationId', { organizationId: GIVEN }),
);

export async function loadPolicies(manager: EntityManager, organizationId: string): Promise<TokenPolicies> {
  const rows = await POLICIES.rows(manager, [organizationId]);
  const policyOf = (kind: TokenKind): TokenPolicy => {
    const row = rows.find((candidate) => candidate.kind === kind);
    if (row === undefined) return DEFAULT_TOKEN_POLICY;
    const { enabled, maximumLifetimeMs, enforcedIpFilterId, allowPermissionUpdates, maximumOverlapMs } = row;
    return {
      enabled: Boolean(enabled),
      maximumLifetimeMs,
      enforcedIpFilterId,
      allowPermissionUpdates: Boolean(allowPermissionUpdates),
      maximumOverlapMs,
    };
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
