/** An authenticator that does the same, and tells of each authentication how it ended. */
import type { Authenticates } from './monitor';
import { reasonOf, type VerdictReason } from './verdict-reason';

/** @param begin is called before each authentication; what it answers, after it. */
export function watchedAuthenticator(
  authenticator: Authenticates,
  begin: () => (reason: VerdictReason) => void,
): Authenticates {
  return {
    known(credentials, address) {
      const end = begin();
      const verdict = authenticator.known(credentials, address);
      // Who is not known is asked about with the other, which is seen then.
      if (verdict !== undefined) end(reasonOf(verdict));
      return verdict;
    },
    authenticate: async (credentials, address) => {
      const end = begin();
      let reason: VerdictReason = 'failed';
      try {
        const verdict = await authenticator.authenticate(credentials, address);
        reason = reasonOf(verdict);
        return verdict;
      } finally {
        end(reason);
      }
    },
  };
}
