/** What rows start from: tokens as an operator would have made them, limited in every way there is. */
import type { TollgateProcess } from './harness/tollgate-process';

export const PERMISSION = 'ViewUsage';

export interface Seeded {
  /** Of an organization token that may introspect. */
  readonly service: string;
  /** Organization tokens with an expiry, an IP filter of their own and one that the policy enforces. */
  readonly tokens: readonly string[];
}

const IN_A_YEAR_MS = 365 * 24 * 3_600_000;

export async function seedTokens({ seed }: TollgateProcess, count: number): Promise<Seeded> {
  const own = await seed.ipFilter('allow 127.0.0.0/8\nallow 10.0.0.0/8\ndeny all', 'own');
  const enforced = await seed.ipFilter('deny 10.1.0.0/16\nallow all', 'enforced');
  await seed.policies({
    organizationPermissionTokensEnforceExpirationAfterMs: 2 * IN_A_YEAR_MS,
    organizationPermissionTokensEnforceIpFilterId: enforced.id,
  });
  const limits = { expireAt: Date.now() + IN_A_YEAR_MS, ipFilterId: own.id };
  const service = await seed.organizationToken('IntrospectTokens', limits);
  const tokens: string[] = [];
  for (let i = 0; i < count; i++) {
    const name = `token ${String(i).padStart(4, '0')}`;
    tokens.push((await seed.organizationToken(PERMISSION, { ...limits, name })).token);
  }
  return { service: service.token, tokens };
}
