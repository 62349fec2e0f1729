/** An authenticator that does the same, and tells of each authentication how it ended. */
import type { Authenticates } from './monitor';
import { reasonOf, type VerdictReason } from './verdict-reason';

/** @param begin is called before each authentication; what it answers, after it. */
export function watchedAuthenticator(
  authenticator: Authenticates,
  begin: () => (reason: VerdictReason) => void,
): Authenticates {
  return {
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
