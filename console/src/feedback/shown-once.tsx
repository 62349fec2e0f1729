/** A secret that is shown this once: to be copied, and to be tried at once. */
import { ActionIcon, Alert, Button, Code, CopyButton, Group, Stack, Text, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy, IconKey } from '@tabler/icons-react';
import type { ReactNode } from 'react';

export function Copy({ value, label }: { value: string; label: string }): ReactNode {
  return (
    <CopyButton value={value} timeout={2_000}>
      {({ copied, copy }) => (
        <Tooltip label={copied ? 'Copied' : label}>
          <ActionIcon
            variant="subtle"
            color={copied ? 'teal' : 'gray'}
            onClick={copy}
            aria-label={copied ? 'Copied' : label}
          >
            {copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
          </ActionIcon>
        </Tooltip>
      )}
    </CopyButton>
  );
}

/** A line for a terminal that asks the API with the token. */
export function curlLine(token: string, origin: string): string {
  return `curl -sS ${origin}/graphql -H 'Authorization: Bearer ${token}' -H 'Content-Type: application/json' -d '{"query":"{ currentToken { name expireAt } }"}'`;
}

export interface ShownOnceProps {
  readonly token: string;
  readonly children?: ReactNode;
  /** Is called when the token has been put on the clipboard. */
  readonly onCopied?: () => void;
}

export function ShownOnce({ token, children, onCopied }: ShownOnceProps): ReactNode {
  const curl = curlLine(token, window.location.origin);
  return (
    <Alert color="teal" icon={<IconKey size={18} />} title="Copy the token now: it is not shown again">
      <Stack gap="sm">
        {children}
        <Group wrap="nowrap" gap="xs" align="center">
          <Code block data-testid="secret" className="secret">
            {token}
          </Code>
          <CopyButton value={token} timeout={2_000}>
            {({ copied, copy }) => (
              <Button
                size="xs"
                color="teal"
                variant={copied ? 'light' : 'filled'}
                onClick={() => {
                  copy();
                  // Over plain HTTP browsers have no clipboard: it is to be copied by hand.
                  if (window.isSecureContext) onCopied?.();
                }}
                leftSection={copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
              >
                {copied ? 'Copied' : 'Copy token'}
              </Button>
            )}
          </CopyButton>
        </Group>
        <Text size="sm">Try it in a terminal:</Text>
        <Group wrap="nowrap" gap="xs" align="flex-start">
          <Code block className="secret">
            {curl}
          </Code>
          <Copy value={curl} label="Copy the curl line" />
        </Group>
      </Stack>
    </Alert>
  );
}
