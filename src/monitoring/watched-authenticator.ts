/** An authenticator that does the same, and tells of each authentication how it ended. */
import type { Verdict } from '../authentication/verdict';
import type { Authenticates } from './monitor';
import { reasonOf, type VerdictReason } from './verdict-reason';

/** @param begin is called before each authentication; what it answers, after it. */
export function watchedAuthenticator(
  authenticator: Authenticates,
  begin: () => (reason: VerdictReason) => void,
): Authenticates {
  async function ended(verifying: Promise<Verdict>, end: (reason: VerdictReason) => void): Promise<Verdict> {
    let reason: VerdictReason = 'failed';
    try {
      const verdict = await verifying;
      reason = reasonOf(verdict);
      return verdict;
    } finally {
      end(reason);
    }
  }
  return {
    known(credentials, address, now) {
      const end = begin();
      const verdict = authenticator.known(credentials, address, now);
      // Who is not known is asked about in another way, and that is seen.
      if (verdict !== undefined) end(reasonOf(verdict));
      return verdict;
    },
    authenticate(credentials, address, now) {
      const end = begin();
      let verdict: Verdict | Promise<Verdict>;
      try {
        verdict = authenticator.authenticate(credentials, address, now);
      } catch (error) {
        end('failed');
        throw error;
      }
      if (verdict instanceof Promise) return ended(verdict, end);
      end(reasonOf(verdict));
      return verdict;
    },
  };
}
