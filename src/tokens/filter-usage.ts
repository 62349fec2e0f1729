/** Which living tokens use an IP filter: the reason why the filter cannot be deleted. */
import { IsNull, type EntityManager } from 'typeorm';
import type { Principal } from '../access/principal';
import type { Clock } from '../kernel/clock';
import type { FilterUsage } from '../ip-filters/ip-filters.service';
import { completeTokens } from './complete-tokens';
import { seesToken } from './token-management';
import { tokenStatus } from './token-status';
import { TokenEntity } from './token.entity';

/** A message names this many at most; the rest is counted. */
const MAX_NAMED = 10;

export function filterUsageByTokens(clock: Clock): FilterUsage {
  return async (manager: EntityManager, principal: Principal, filterId: string) => {
    const rows = await manager.findBy(TokenEntity, { ipFilterId: filterId, endedAt: IsNull() });
    const tokens = await completeTokens(
      manager,
      rows.filter((row) => tokenStatus(row, clock.now()) === 'active'),
    );
    const visible = tokens.filter((token) => seesToken(principal, token));
    const named = visible
      .slice(0, MAX_NAMED)
      .map((token) => `the ${token.kind} token “${token.name}” (${token.id})`);
    const unnamed = visible.length - named.length;
    return {
      visible: unnamed === 0 ? named : [...named, `${unnamed} more tokens`],
      hidden: tokens.length - visible.length,
    };
  };
}
