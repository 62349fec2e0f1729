/** Who is signed in, for everything below. */
import { useQueryClient } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useMemo, type ReactNode } from 'react';
import { ApiError } from '../api/api-error';
import { forgetToken, hasToken } from '../api/credentials';
import { MeDocument, type MeQuery } from '../api/operations';
import { onSignedOut } from '../api/request';
import { useAsked } from '../api/use-asked';
import { Failure } from '../feedback/failure';
import { PageLoading } from '../feedback/loading';
import { signOut } from './sign-in';

export interface Session {
  readonly me: MeQuery;
  /** As shown: a user's name or a token's. */
  readonly name: string;
  /** Whether a pasted token asks, which a reload of the page forgets. */
  readonly isByToken: boolean;
  readonly end: () => Promise<void>;
}

const Current = createContext<Session | null>(null);

/** @throws outside of a {@link SessionProvider} that shows its children. */
export function useSession(): Session {
  const session = useContext(Current);
  if (session === null) throw new Error('Nobody is signed in here.');
  return session;
}

/** @param signIn is shown where nobody is signed in. */
export function SessionProvider({ signIn, children }: { signIn: ReactNode; children: ReactNode }): ReactNode {
  const client = useQueryClient();
  const { data: me, error, isPending, refetch } = useAsked(MeDocument, {});

  useEffect(
    () =>
      onSignedOut(() => {
        forgetToken();
        // What was shown to whoever was signed in is nothing for who comes next.
        client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== MeDocument.toString() });
        if (client.getQueryData([MeDocument.toString(), {}]) !== undefined)
          void client.resetQueries({ queryKey: [MeDocument.toString()] });
      }),
    [client],
  );

  const session = useMemo<Session | null>(
    () =>
      me === undefined
        ? null
        : {
            me,
            name: me.viewerOpt?.fullName ?? me.viewerOpt?.username ?? me.currentToken?.name ?? 'Token',
            isByToken: hasToken(),
            async end() {
              await signOut();
              client.clear();
              await client.resetQueries();
              // Nothing that a page still holds in memory stays behind.
              window.location.assign('/');
            },
          },
    [me, client],
  );

  if (isPending) return <PageLoading />;
  if (error instanceof ApiError && error.code === 'UNAUTHENTICATED') return signIn;
  if (error !== null) return <Failure error={error} retry={() => void refetch()} />;
  return <Current value={session}>{children}</Current>;
}
