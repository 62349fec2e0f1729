/** How a token has been used so far, in words. */
import { toldRelative } from '../time/spans';
import type { TokenFacts } from './token-facts';
import { times } from './usage-span';

/** Such as `Used 214 times, last 3 minutes ago from 10.0.0.1.` @param now milliseconds since the epoch. */
export function toldLastUse(
  { useCount, lastUsedAt, lastUsedAddress, previousSecret }: TokenFacts,
  now: number,
): string {
  const own =
    lastUsedAt === null
      ? 'Its present secret was never used.'
      : `Used ${times(useCount)}, last ${toldRelative(lastUsedAt, now)}${from(lastUsedAddress)}.`;
  if (typeof previousSecret?.lastUsedAt !== 'number') return own;
  const old = `${toldRelative(previousSecret.lastUsedAt, now)}${from(previousSecret.lastUsedAddress)}`;
  return `${own} The secret from before its reset was last used ${old}.`;
}

function from(address: string | null): string {
  return address === null ? ' from an unknown address' : ` from ${address}`;
}
