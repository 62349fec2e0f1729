/** A token together with its string, which exists in the clear only here and in the answer to the caller. */
import type { Token } from './token';

export interface IssuedToken {
  readonly token: Token;
  /** `<id>~<secret>`: shown once, never stored. */
  readonly secret: string;
}
