/** What a component asks of the API, kept for others that ask the same, and what it has the API do. */
import {
  keepPreviousData,
  QueryClient,
  useMutation,
  useQuery,
  useQueryClient,
  type UseMutationResult,
  type UseQueryResult,
} from '@tanstack/react-query';
import { mayPass } from './api-error';
import { ask } from './ask';
import type { TypedDocumentString } from './operations';

/** For how long an answer is shown without being asked for again, in milliseconds. */
const FRESH_MS = 5_000;
const RETRIES = 2;

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: FRESH_MS, retry: (failures, error) => failures < RETRIES && mayPass(error) },
      // Nobody but the person may decide that a change is made twice.
      mutations: { retry: false },
    },
  });
}

export interface Asking {
  /** False to wait with the question. */
  readonly enabled?: boolean;
  /** Shows the answer to the question before until the new one is there. */
  readonly keepsPrevious?: boolean;
  /** Asks again that often, in milliseconds, while the page is looked at. */
  readonly everyMs?: number;
}

export function useAsked<Result, Variables>(
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
  { enabled = true, keepsPrevious = false, everyMs }: Asking = {},
): UseQueryResult<Result> {
  return useQuery({
    queryKey: [document.toString(), variables],
    queryFn: ({ signal }) => ask(document, variables, signal),
    enabled,
    ...(keepsPrevious ? { placeholderData: keepPreviousData } : {}),
    ...(everyMs === undefined ? {} : { refetchInterval: everyMs }),
  });
}

/** A mutation. Once it is done, everything that is shown is asked for again: a change may show anywhere. */
export function useTold<Result, Variables>(
  document: TypedDocumentString<Result, Variables>,
): UseMutationResult<Result, Error, Variables> {
  return useChange((variables) => ask(document, variables));
}

/** The same for a change that takes more than one document to tell. */
export function useChange<Result, Variables>(
  change: (variables: Variables) => Promise<Result>,
): UseMutationResult<Result, Error, Variables> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    // A new secret is not kept for longer than it is shown.
    gcTime: 0,
    onSuccess: () => void client.invalidateQueries(),
  });
}
