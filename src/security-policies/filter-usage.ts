/** Which policies enforce an IP filter: a reason why the filter cannot be deleted. */
import type { EntityManager } from 'typeorm';
import { can } from '../access/authorize';
import type { Principal } from '../access/principal';
import { TokenSecurityPolicyEntity } from './token-security-policies.entity';

export async function filterUsageByPolicies(manager: EntityManager, principal: Principal, filterId: string) {
  const policies = await manager.findBy(TokenSecurityPolicyEntity, { enforcedIpFilterId: filterId });
  const phrases = policies.map((policy) => `the security policy for ${policy.kind} tokens`);
  return can(principal, 'securityPolicies.read') ? { visible: phrases, hidden: 0 } : { visible: [], hidden: phrases.length };
}
