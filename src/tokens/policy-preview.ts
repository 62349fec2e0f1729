/** Answers what a change of the security policies would do, without doing it. */
import type { Caller } from '../access/principal';
import type { Clock } from '../kernel/clock';
import { checkedSlice, type SliceRequest } from '../kernel/paging';
import type { Store } from '../kernel/store';
import type { TokenPoliciesChange } from '../security-policies/policies-change';
import type { SecurityPoliciesService } from '../security-policies/security-policies.service';
import { affectedTokens, type AffectedToken } from './policy-consequences';
import { seesToken } from './token-management';

export interface PolicyPreview {
  readonly ended: number;
  readonly shortened: number;
  readonly filtered: number;
  /** One page of the affected tokens that the caller may see. */
  readonly page: readonly AffectedToken[];
  /** How many of the affected tokens the caller may see. */
  readonly visible: number;
}

export class PolicyPreviewService {
  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
    private readonly policies: SecurityPoliciesService,
  ) {}

  /** @throws what SecurityPoliciesService.change would. */
  async preview(caller: Caller, change: TokenPoliciesChange, paging: SliceRequest): Promise<PolicyPreview> {
    const { principal } = caller;
    const { skip, take } = checkedSlice(paging);

    const { after, changed } = await this.policies.resolve(this.store.read, principal, change);
    const counts = { ended: 0, shortened: 0, filtered: 0, visible: 0 };
    const page: AffectedToken[] = [];
    if (changed.length === 0) return { ...counts, page };
    for await (const affected of affectedTokens(
      this.store.read,
      principal.organizationId,
      changed,
      after,
      this.clock.now(),
    )) {
      const { token, consequence } = affected;
      if (consequence.kind === 'end') counts.ended += 1;
      else {
        if (consequence.expireAt !== token.expireAt) counts.shortened += 1;
        if (consequence.ipFilterId !== token.ipFilterId) counts.filtered += 1;
      }
      if (!seesToken(principal, token)) continue;
      if (counts.visible >= skip && page.length < take) page.push(affected);
      counts.visible += 1;
    }
    return { ...counts, page };
  }
}
