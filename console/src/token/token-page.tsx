/** One token: what it may do, how it was used, why it was refused, and how to end or reset it. */
import { useState, type ReactNode } from 'react';
import { useLocation, useParams } from 'wouter';
import type { IssuedToken } from './token-changes';
import { TokenView } from './token-view';

interface NewSecret extends IssuedToken {
  /** The id that the token had before. */
  readonly from: string;
}

export function TokenPage(): ReactNode {
  const { id } = useParams<{ id: string }>();
  const [, navigate] = useLocation();
  // Only here, and only for as long as the page of its token is shown.
  const [secret, setSecret] = useState<NewSecret | null>(null);
  if (secret !== null && id !== secret.id && id !== secret.from) setSecret(null);

  return (
    <TokenView
      key={id}
      id={id}
      secret={secret?.id === id ? secret : null}
      onReset={(issued) => {
        setSecret({ ...issued, from: id });
        // The old id's page has nothing to go back to.
        navigate(`/tokens/${encodeURIComponent(issued.id)}`, { replace: true });
      }}
      onSecretKept={() => setSecret(null)}
    />
  );
}
