/** All tokens that one may see, of every domain, in one list. */
import { Button, Card, Stack } from '@mantine/core';
import { IconKey, IconKeyOff, IconPlus } from '@tabler/icons-react';
import { useEffect, type ReactNode } from 'react';
import { useSearchParams } from 'wouter';
import { TokensDocument } from '../api/operations';
import { useAsked } from '../api/use-asked';
import { Failure } from '../feedback/failure';
import { LinesLoading } from '../feedback/loading';
import { Nothing } from '../feedback/nothing';
import { Link } from '../shell/link';
import { Page } from '../shell/page';
import { Pager } from '../shell/pager';
import { useNow } from '../time/use-now';
import { TokenFilters } from './token-filters';
import { addressOf, isNarrowed, listingOf, PAGE_SIZE, variablesOf, type TokenListing } from './token-listing';
import { TokenTable } from './token-table';

export function TokensPage(): ReactNode {
  const [address, setAddress] = useSearchParams();
  const listing = listingOf(address);
  const now = useNow();
  const { data, error, isPending, isPlaceholderData, refetch } = useAsked(
    TokensDocument,
    variablesOf(listing, now),
    { keepsPrevious: true },
  );
  const total = data?.tokens.totalResults ?? 0;
  const pages = Math.max(1, Math.ceil(total / PAGE_SIZE));

  /** Another page is a step that one can go back; what narrows the list down is not. */
  const change = (part: Partial<TokenListing>): void => {
    const next = { ...listing, page: 1, ...part };
    setAddress(addressOf(next), { replace: part.page === undefined });
  };

  // Tokens end while one looks: the page that was the last may be gone.
  const isPast = data?.tokens.results.length === 0 && !isPlaceholderData && listing.page > 1;
  useEffect(() => {
    if (!isPast) return;
    const page = Math.min(pages, listing.page - 1);
    setAddress(addressOf({ ...listing, page }), { replace: true });
  });

  const create = (
    <Button component={Link} href="/tokens/new" leftSection={<IconPlus size={16} aria-hidden />}>
      Create a token
    </Button>
  );
  return (
    <Page
      title="Tokens"
      lead="Who holds one of these can do what it says, from where it says, until it ends."
      actions={create}
    >
      <TokenFilters listing={listing} change={change} clear={() => setAddress({})} />
      {error !== null && <Failure error={error} retry={() => void refetch()} />}
      {isPending && <LinesLoading rows={8} />}
      {data !== undefined && (
        <Stack>
          {data.tokens.results.length > 0 ? (
            <Card withBorder padding={0}>
              <TokenTable
                tokens={data.tokens.results}
                listing={listing}
                change={change}
                isOld={isPlaceholderData}
              />
            </Card>
          ) : (
            !isPast && (
              <NoTokens isNarrowed={isNarrowed(listing)} clear={() => setAddress({})} create={create} />
            )
          )}
          <Pager
            page={Math.min(listing.page, pages)}
            pageSize={PAGE_SIZE}
            total={total}
            what="tokens"
            onChange={(page) => change({ page })}
          />
        </Stack>
      )}
    </Page>
  );
}

interface NoTokensProps {
  readonly isNarrowed: boolean;
  readonly clear: () => void;
  readonly create: ReactNode;
}

function NoTokens({ isNarrowed: narrowed, clear, create }: NoTokensProps): ReactNode {
  if (narrowed)
    return (
      <Nothing
        icon={<IconKeyOff size={24} />}
        title="No token is like that"
        action={
          <Button variant="default" onClick={clear}>
            Show all that work
          </Button>
        }
      >
        Ended tokens are listed only when their state is asked for.
      </Nothing>
    );
  return (
    <Nothing icon={<IconKey size={24} />} title="There are no tokens yet" action={create}>
      With a token, a program or a service proves who it is. You see the tokens that you may manage, and your
      own.
    </Nothing>
  );
}
