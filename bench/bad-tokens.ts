/** Tokens that are to be refused, as those who guess would present them. */
import { randomAlphanumeric } from '../src/kernel/ids';
import { parseTokenString } from '../src/tokens/token-secret';
import { forge } from '../test/support/forgery';

/** By what is bad about them. */
export const BAD_TOKENS: Readonly<Record<string, (good: string) => string>> = {
  junk: (good) => randomAlphanumeric(good.length),
  'an unknown id': () => wellFormed(forge()),
  'a wrong secret': (good) => wellFormed(forge(good.slice(0, good.indexOf('~')))),
};

/** One that is malformed would be refused for that, and before anything is looked up. */
function wellFormed(token: string): string {
  if (parseTokenString(token) === undefined) throw new Error('A forged token is malformed.');
  return token;
}
