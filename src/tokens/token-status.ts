/** Whether a token works. Pure: the clock's reading is an argument. */
import type { TokenEndReason } from '../audit/audit-event';

export type TokenStatus = 'active' | 'expired' | 'ended';

export interface TokenLife {
  readonly expireAt: number | null;
  readonly endedAt: number | null;
  readonly endReason: TokenEndReason | null;
}

/** A token works up to the millisecond before `expireAt`, and no longer. */
export function tokenStatus(token: TokenLife, now: number): TokenStatus {
  if (token.endedAt !== null) return token.endReason === 'expired' ? 'expired' : 'ended';
  return token.expireAt !== null && token.expireAt <= now ? 'expired' : 'active';
}
