/** A change of one of several kinds of token: like useTold, for what is more than one document. */
import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';

export function useDone<Result, Variables>(
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
