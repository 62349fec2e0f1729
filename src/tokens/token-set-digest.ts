/** Names a set of tokens, so that whoever names it must have seen exactly these. Pure. */
import { createHash } from 'node:crypto';

/** SHA-256 in hex over the ids, sorted, one a line. */
export function tokenSetDigest(tokenIds: Iterable<string>): string {
  return createHash('sha256')
    .update([...tokenIds].sort().join('\n'))
    .digest('hex');
}
