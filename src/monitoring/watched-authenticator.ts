/** An authenticator that does the same, and tells of each authentication how it ended. */
import type { Verdict } from '../authentication/verdict';
import type { Authenticates } from './monitor';
import { reasonOf, type VerdictReason } from './verdict-reason';

/** @param begin is called before each authentication; what it answers, after it. */
export function watchedAuthenticator(
  authenticator: Authenticates,
  begin: () => (reason: VerdictReason) => void,
): Authenticates {
  async function watched(authenticate: () => Verdict | Promise<Verdict>): Promise<Verdict> {
    const end = begin();
    let reason: VerdictReason = 'failed';
    try {
      const verdict = await authenticate();
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
    authenticate: (credentials, address) => watched(() => authenticator.authenticate(credentials, address)),
    authenticateUnknown: (credentials, address) =>
      watched(() => authenticator.authenticateUnknown(credentials, address)),
  };
}
