/** What stands where something is on its way. */
import { Center, Loader, Skeleton, Stack, VisuallyHidden } from '@mantine/core';
import type { ReactNode } from 'react';

export function PageLoading(): ReactNode {
  return (
    <Center mih="60vh" role="status">
      <Loader aria-hidden />
      <VisuallyHidden>Loading</VisuallyHidden>
    </Center>
  );
}

/** @param rows about how many lines there will be. */
export function LinesLoading({ rows = 5 }: { rows?: number }): ReactNode {
  return (
    <Stack gap="xs" role="status">
      <VisuallyHidden>Loading</VisuallyHidden>
      {Array.from({ length: rows }, (_, row) => (
        <Skeleton key={row} height={36} radius="sm" />
      ))}
    </Stack>
  );
}
