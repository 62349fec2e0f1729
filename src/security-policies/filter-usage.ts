/** Which policies enforce an IP filter: a reason why the filter cannot be deleted. */
import { can } from '../access/authorize';
import type { FilterUsage } from '../ip-filters/ip-filters.service';
import { TokenSecurityPolicyEntity } from './token-security-policies.entity';

export const filterUsageByPolicies: FilterUsage = async (manager, principal, filterId) => {
  const policies = await manager.findBy(TokenSecurityPolicyEntity, { enforcedIpFilterId: filterId });
  const phrases = policies.map((policy) => `the security policy for ${policy.kind} tokens`);
  return can(principal, 'securityPolicies.read')
    ? { visible: phrases, hidden: 0 }
    : { visible: [], hidden: phrases.length };
};
