/** The entries that the audit log shows: pages from the newest on, and where wanted what arrives after them. */
import { useInfiniteQuery, useQuery, useQueryClient, type QueryKey } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { ask } from '../api/ask';
import {
  AuditLogEntriesDocument,
  type AuditEntryFilter,
  type AuditEntryRowFragment,
} from '../api/operations';
import { merged, tailFilter, withFetched, type Arrivals, type Merged } from './tail';

const PAGE = 50;
const TAIL_PAGE = 200;
/** More than that in one go is not told one by one. */
const TAIL_PAGES = 5;
const TAIL_MS = 2_000;

export interface Entries extends Merged {
  readonly isPending: boolean;
  readonly error: Error | null;
  readonly hasOlder: boolean;
  readonly isLoadingOlder: boolean;
  readonly older: () => void;
  /** Whether more arrived at once than was fetched: what is shown has a hole. */
  readonly hasGap: boolean;
  /** Why nothing arrives at the moment; null where all is well. */
  readonly tailError: Error | null;
  /** Reads the log anew from its newest entry on. */
  readonly refresh: () => void;
}

interface Tail {
  readonly arrivals: Arrivals;
  readonly hasGap: boolean;
}

const NO_TAIL: Tail = { arrivals: new Map(), hasGap: false };

export function useEntries(filter: AuditEntryFilter, ofNoOrganization: boolean, isLive: boolean): Entries {
  const client = useQueryClient();
  // Each reading from the newest on has a tail of its own.
  const [reading, setReading] = useState(0);
  const variables = { filter, ofNoOrganization };

  const pages = useInfiniteQuery({
    queryKey: [AuditLogEntriesDocument.toString(), variables, reading],
    queryFn: ({ pageParam, signal }) =>
      ask(AuditLogEntriesDocument, { ...variables, cursor: pageParam, limit: PAGE }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ auditEntries }) => auditEntries.nextCursor,
    // What is shown stays where it is: news come by the tail, or when they are asked for.
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  const loaded = useMemo(
    () => pages.data?.pages.flatMap(({ auditEntries }) => auditEntries.entries) ?? [],
    [pages.data],
  );

  const tailKey: QueryKey = ['the audit log’s tail', variables, reading];
  const tail = useQuery({
    queryKey: tailKey,
    queryFn: async ({ signal }): Promise<Tail> => {
      const { arrivals, hasGap } = client.getQueryData<Tail>(tailKey) ?? NO_TAIL;
      const wanted = tailFilter(filter, loaded, arrivals);
      const fetched = await fetchTail(wanted, ofNoOrganization, signal);
      return {
        arrivals: withFetched(arrivals, fetched.entries, Date.now()),
        hasGap: hasGap || !fetched.isComplete,
      };
    },
    enabled: isLive && pages.isSuccess,
    refetchInterval: TAIL_MS,
    staleTime: 0,
    gcTime: 0,
    // Maps are not compared.
    structuralSharing: false,
  });
  const { arrivals, hasGap } = tail.data ?? NO_TAIL;
  const shown = useMemo(() => merged(loaded, arrivals), [loaded, arrivals]);

  return {
    ...shown,
    isPending: pages.isPending,
    error: pages.error,
    hasOlder: pages.hasNextPage,
    isLoadingOlder: pages.isFetchingNextPage,
    older: () => void pages.fetchNextPage(),
    hasGap,
    tailError: isLive ? tail.error : null,
    refresh: () => setReading((before) => before + 1),
  };
}

async function fetchTail(
  filter: AuditEntryFilter,
  ofNoOrganization: boolean,
  signal: AbortSignal,
): Promise<{ entries: readonly AuditEntryRowFragment[]; isComplete: boolean }> {
  const entries: AuditEntryRowFragment[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < TAIL_PAGES; page += 1) {
    const answer: Awaited<ReturnType<typeof askPage>> = await askPage(
      filter,
      ofNoOrganization,
      cursor,
      signal,
    );
    entries.push(...answer.entries);
    cursor = answer.nextCursor;
    if (cursor === null) return { entries, isComplete: true };
  }
  return { entries, isComplete: false };
}

async function askPage(
  filter: AuditEntryFilter,
  ofNoOrganization: boolean,
  cursor: string | null,
  signal: AbortSignal,
): Promise<{ entries: readonly AuditEntryRowFragment[]; nextCursor: string | null }> {
  const { auditEntries } = await ask(
    AuditLogEntriesDocument,
    { filter, ofNoOrganization, cursor, limit: TAIL_PAGE },
    signal,
  );
  return auditEntries;
}
