/** What the audit log has of a token: what was done to it, and what was done with it. */
import { Anchor, Button, Group, SegmentedControl, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useSearchParams } from 'wouter';
import { ApiError } from '../api/api-error';
import { ask } from '../api/ask';
import { TokenPageEntriesDocument } from '../api/operations';
import { Failure } from '../feedback/failure';
import { LinesLoading } from '../feedback/loading';
import { Link } from '../shell/link';
import { EntriesTable } from './entries-table';
import { Section } from './section';
import type { TokenFacts } from './token-facts';

const PAGE = 20;

/** As in the URL, with the filter of the audit log. */
const SIDES = {
  about: { label: 'About the token', filter: 'targetId' },
  by: { label: 'Done with the token', filter: 'actorTokenId' },
} as const;

export function EntriesSection({ token }: { token: TokenFacts }): ReactNode {
  const [params, setParams] = useSearchParams();
  const side = params.get('entries') === 'by' ? 'by' : 'about';
  const filter = { [SIDES[side].filter]: token.id };
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = useInfiniteQuery({
    queryKey: [TokenPageEntriesDocument.toString(), filter],
    queryFn: ({ pageParam, signal }) =>
      ask(TokenPageEntriesDocument, { filter, cursor: pageParam, limit: PAGE }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.auditEntries.nextCursor,
  });
  const entries = data?.pages.flatMap((page) => page.auditEntries.entries);
  const isForbidden = error instanceof ApiError && error.code === 'FORBIDDEN';

  return (
    <Section
      id="entries"
      title="What the audit log has of it"
      lead="Newest first. A reset begins a new id, so what was before has the old one."
      actions={
        <SegmentedControl
          size="xs"
          aria-label="Which entries"
          data={Object.entries(SIDES).map(([value, { label }]) => ({ value, label }))}
          value={side}
          onChange={(value) =>
            setParams(
              (before) => {
                const next = new URLSearchParams(before);
                if (value === 'by') next.set('entries', 'by');
                else next.delete('entries');
                return next;
              },
              { replace: true },
            )
          }
        />
      }
    >
      {isForbidden && (
        <Text size="sm">
          You may not read the audit log: that takes the permission “Read the audit log” in the organization.
          Whoever manages roles can give it to you.
        </Text>
      )}
      {error !== null && !isForbidden && <Failure error={error} retry={() => void refetch()} />}
      {entries === undefined && error === null && <LinesLoading rows={5} />}
      {entries?.length === 0 && (
        <Text size="sm">
          {side === 'about'
            ? 'Nothing: the entries from when it was made may have been removed by age.'
            : 'Nothing: nobody has done anything with it under this id.'}
        </Text>
      )}
      {entries !== undefined && entries.length > 0 && <EntriesTable entries={entries} />}
      <Group>
        {hasNextPage && (
          <Button
            variant="default"
            size="xs"
            loading={isFetchingNextPage}
            onClick={() => void fetchNextPage()}
          >
            Show older entries
          </Button>
        )}
        {!isForbidden && (
          <Anchor
            component={Link}
            href={`/audit-log?${SIDES[side].filter}=${encodeURIComponent(token.id)}`}
            size="sm"
            underline="always"
          >
            Open in the audit log
          </Anchor>
        )}
      </Group>
    </Section>
  );
}
