/** Under a token's name: its kind, whether it works, and its id. */
import { Code, Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Copy } from '../feedback/shown-once';
import { useNow } from '../time/use-now';
import { KIND_NAMES } from '../tokens/token-kind';
import { TokenStateBadge } from '../tokens/token-state-badge';
import { toldState } from './state-words';
import type { TokenFacts } from './token-facts';

export function TokenLead({ token }: { token: TokenFacts }): ReactNode {
  const now = useNow();
  return (
    <Group gap="xs" mt={4}>
      <TokenStateBadge state={token.state} />
      <Text size="sm" component="span" data-testid="state">
        {KIND_NAMES[token.__typename]} token. {toldState(token, now)}.
      </Text>
      <Group gap={4} wrap="nowrap" miw={0}>
        <Text size="sm" component="span">
          Id
        </Text>
        <Code className="secret">{token.id}</Code>
        <Copy value={token.id} label="Copy the id" />
      </Group>
    </Group>
  );
}
