/** Tells the states of tokens by the server's clock and its idea of what is soon. */
import type { Clock } from '../kernel/clock';
import { tokenEnd, tokenState, type TokenEnd, type TokenState } from './token-state';
import type { TokenLife } from './token-status';

export class TokenStates {
  /** @param expiringSoonMs how long before its expiry a token expires soon, in milliseconds. */
  constructor(
    private readonly clock: Clock,
    private readonly expiringSoonMs: number,
  ) {}

  stateOf(token: TokenLife): TokenState {
    return tokenState(token, this.clock.now(), this.expiringSoonMs);
  }

  endOf(token: TokenLife): TokenEnd | null {
    return tokenEnd(token, this.clock.now());
  }
}
