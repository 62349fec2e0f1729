/** What a change of the policies does to tokens, in words. Pure. */
import type { SecurityPoliciesPreviewQuery } from '../api/operations';
import { toldToTheMinute } from '../time/spans';

type Preview = SecurityPoliciesPreviewQuery['previewTokenSecurityPolicies'];
export type Counts = Pick<Preview, 'ended' | 'shortened' | 'filtered'>;
export type Consequence = Preview['results'][number];

function tokens(count: number, one: string, many: string): string {
  return `${count.toLocaleString('en-GB')} ${count === 1 ? `token ${one}` : `tokens ${many}`}`;
}

/** Such as `3 tokens end at once and for ever, 1 token expires earlier.` */
export function toldCounts({ ended, shortened, filtered }: Counts): string {
  const parts = [
    ...(ended > 0 ? [tokens(ended, 'ends at once and for ever', 'end at once and for ever')] : []),
    ...(shortened > 0 ? [tokens(shortened, 'expires earlier', 'expire earlier')] : []),
    ...(filtered > 0 ? [tokens(filtered, 'gets an IP filter', 'get an IP filter')] : []),
  ];
  return parts.length === 0 ? 'No token that exists is affected.' : `${parts.join(', ')}.`;
}

/** @param filterName of an IP filter by its id. */
export function toldEffect(
  { effect, expireAt, ipFilterId, token }: Consequence,
  filterName: (id: string) => string,
): string {
  if (effect === 'Ended') return 'Ends at once and for ever';
  const parts: string[] = [];
  if (expireAt !== null && expireAt !== token.expireAt) {
    const was = token.expireAt === null ? 'never' : toldToTheMinute(token.expireAt);
    parts.push(`expires ${toldToTheMinute(expireAt)} (until now: ${was})`);
  }
  if (ipFilterId !== null && ipFilterId !== (token.ipFilterV2?.id ?? null))
    parts.push(`gets the IP filter “${filterName(ipFilterId)}”`);
  const text = parts.join(', ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Whether some of those that are counted are not among those that the caller may see. */
export function hidesSome({ ended, shortened, filtered, totalResults }: Preview): boolean {
  return totalResults < ended + Math.max(shortened, filtered);
}
