/** Answers what a change of the security policies would do, without doing it. */
import type { Caller } from '../access/principal';
import type { Clock } from '../kernel/clock';
import { badInput } from '../kernel/domain-error';
import type { Store } from '../kernel/store';
import type { TokenPoliciesChange } from '../security-policies/policies-change';
import type { SecurityPoliciesService } from '../security-policies/security-policies.service';
import { affectedTokens, type AffectedToken } from './policy-consequences';
import { seesToken } from './token-management';
import { DEFAULT_PAGE_SIZE, GREATEST_PAGE_SIZE } from './token-search';

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
  async preview(
    caller: Caller,
    change: TokenPoliciesChange,
    paging: { skip?: number | null | undefined; limit?: number | null | undefined },
  ): Promise<PolicyPreview> {
    const { principal } = caller;
    const skip = paging.skip ?? 0;
    const limit = paging.limit ?? DEFAULT_PAGE_SIZE;
    if (skip < 0) throw badInput('skip must not be negative.');
    if (limit < 1 || limit > GREATEST_PAGE_SIZE)
      throw badInput(`limit must be between 1 and ${GREATEST_PAGE_SIZE}.`);

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
      if (counts.visible >= skip && page.length < limit) page.push(affected);
      counts.visible += 1;
    }
    return { ...counts, page };
  }
}
