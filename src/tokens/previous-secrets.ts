/** The secrets that resets have replaced and that still work. */
import { In, type EntityManager } from 'typeorm';
import type { Clock } from '../kernel/clock';
import type { Store } from '../kernel/store';
import { loadPolicies } from '../security-policies/token-policies-store';
import { overlapEnd, type TokenPolicies } from '../security-policies/token-policy';
import { TokenEntity } from './token.entity';

/** Moments are milliseconds since the epoch. */
export interface PreviousTokenSecret {
  /** The token's id before its last reset. */
  readonly id: string;
  readonly createdAt: number;
  /** As far as the policy decides; the token's expiry may come before. */
  readonly worksUntil: number;
}

export class PreviousSecrets {
  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
  ) {}

  /** Those that still work, of the ids that tokens had before their last reset. */
  async byIds(previousIds: readonly string[]): Promise<PreviousTokenSecret[]> {
    const { read } = this.store;
    const now = this.clock.now();
    const rows = await read.findBy(TokenEntity, { id: In([...previousIds]) });
    const policies = new Map<string, TokenPolicies>();
    const working: PreviousTokenSecret[] = [];
    for (const { id, organizationId, kind, secretCreatedAt, endedAt, overlapUntil } of rows) {
      if (overlapUntil === null || endedAt === null || overlapUntil <= now) continue;
      const policy = (await policiesOf(read, organizationId, policies))[kind];
      const worksUntil = overlapEnd(policy, { until: overlapUntil, resetAt: endedAt });
      if (worksUntil > now) working.push({ id, createdAt: secretCreatedAt, worksUntil });
    }
    return working;
  }
}

/** Once for each organization: a listing is of one. */
async function policiesOf(
  manager: EntityManager,
  organizationId: string,
  known: Map<string, TokenPolicies>,
): Promise<TokenPolicies> {
  const policies = known.get(organizationId) ?? (await loadPolicies(manager, organizationId));
  known.set(organizationId, policies);
  return policies;
}
