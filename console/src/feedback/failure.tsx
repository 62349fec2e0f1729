/** What went wrong, in words, with what can be done about it. */
import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconLock, IconPlugConnectedX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { ApiError, mayPass } from '../api/api-error';

const TITLES: Readonly<Record<string, string>> = {
  UNREACHABLE: 'No connection',
  SERVICE_UNAVAILABLE: 'Not available at the moment',
  FORBIDDEN: 'You may not do this',
  NOT_FOUND: 'Not found',
  POLICY_VIOLATION: 'The security policy forbids this',
  CONFLICT: 'This collides with what is there',
  BAD_USER_INPUT: 'Not accepted',
  TOO_MANY_REQUESTS: 'Too many attempts',
};

export function Failure({ error, retry }: { error: unknown; retry?: () => void }): ReactNode {
  const known = error instanceof ApiError ? error : null;
  const icon =
    known?.code === 'FORBIDDEN' ? (
      <IconLock size={18} />
    ) : known?.code === 'UNREACHABLE' ? (
      <IconPlugConnectedX size={18} />
    ) : (
      <IconAlertTriangle size={18} />
    );
  return (
    <Alert
      color={known?.code === 'FORBIDDEN' || known?.code === 'NOT_FOUND' ? 'yellow' : 'red'}
      role="alert"
      icon={icon}
      title={TITLES[known?.code ?? ''] ?? 'This did not work'}
    >
      <Stack gap="xs" align="flex-start">
        <Text size="sm">
          {known?.message ?? 'Something went wrong in this page. Reload it, and try again.'}
        </Text>
        {typeof known?.requestId === 'string' && (
          <Text size="xs" c="dimmed">
            Request {known.requestId}
          </Text>
        )}
        {retry !== undefined && (known === null || mayPass(known)) && (
          <Group>
            <Button size="xs" variant="default" onClick={retry}>
              Try again
            </Button>
          </Group>
        )}
      </Stack>
    </Alert>
  );
}
