/** What rules mean, with examples to take over. */
import { Button, Code, Group, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

const EXAMPLES = [
  { title: 'Only one network', rules: 'allow 10.0.0.0/8' },
  { title: 'All but one address', rules: 'deny 192.0.2.80' },
  { title: 'A network, less one of its machines', rules: 'allow 192.168.0.0/24\ndeny 192.168.0.80' },
  { title: 'An IPv6 network', rules: 'allow 2001:db8::/32' },
] as const;

export function SyntaxHelp({ onInsert }: { onInsert?: ((rules: string) => void) | undefined }): ReactNode {
  return (
    <Stack gap="xs">
      <Title order={2} size="h4">
        How rules work
      </Title>
      <Text size="sm">
        One rule to a line: <Code>allow</Code> or <Code>deny</Code>, then an address, a network such as{' '}
        <Code>10.0.0.0/8</Code>, or <Code>all</Code>. What follows <Code>#</Code> is a comment. Their order
        does not matter: an address that a deny rule names is refused whatever else is there, and as soon as
        there is an allow rule or <Code>deny all</Code>, what no rule allows is refused.
      </Text>
      {EXAMPLES.map(({ title, rules }) => (
        <Group key={title} gap="xs" wrap="nowrap" align="flex-start" justify="space-between">
          <div>
            <Text size="sm">{title}</Text>
            <Code block>{rules}</Code>
          </div>
          {onInsert !== undefined && (
            <Button
              size="compact-xs"
              variant="default"
              aria-label={`Insert the example: ${title}`}
              onClick={() => onInsert(rules)}
            >
              Insert
            </Button>
          )}
        </Group>
      ))}
    </Stack>
  );
}
