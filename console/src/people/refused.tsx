/** What went wrong with reading about people, and where it was refused, who can help. */
import { Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { ApiError } from '../api/api-error';
import { Failure } from '../feedback/failure';
import { useSession } from '../session/session';

export function Refused({ error, retry }: { error: unknown; retry: () => void }): ReactNode {
  const { isByToken } = useSession();
  const isForbidden = error instanceof ApiError && error.code === 'FORBIDDEN';
  return (
    <Stack gap="xs">
      <Failure error={error} retry={retry} />
      {isForbidden && (
        <Text size="sm" c="dimmed">
          {isByToken
            ? 'You are signed in with a token, and may do what the token may. Sign in with one that has the permission, or with your password.'
            : 'Somebody who manages users and roles can give it to you, by putting you into a group that has it.'}
        </Text>
      )}
    </Stack>
  );
}
