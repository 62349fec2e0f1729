/** What a filter limits, by name, with the ways there. */
import { Anchor, List, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { Failure } from '../feedback/failure';
import { LinesLoading } from '../feedback/loading';
import { Link } from '../shell/link';
import { KIND_NAMES } from '../tokens/token-kind';
import type { FilterUsers } from './use-filter-users';

export function FilterUsersList({ users }: { users: FilterUsers }): ReactNode {
  const { tokens, policies, error } = users;
  return (
    <Stack gap="xs">
      <Title order={2} size="h4">
        What uses it
      </Title>
      {error !== null ? (
        <Failure error={error} />
      ) : tokens === undefined ? (
        <LinesLoading rows={2} />
      ) : tokens.totalResults === 0 && policies.length === 0 ? (
        <Text size="sm">Nothing that you may see. It can be deleted.</Text>
      ) : (
        <List size="sm">
          {policies.map((kind) => (
            <List.Item key={kind}>
              <Anchor component={Link} href="/security-policies" inherit>
                The security policy for {kind} tokens
              </Anchor>
            </List.Item>
          ))}
          {tokens.results.map((token) => (
            <List.Item key={token.id} className="wrapped">
              <Anchor component={Link} href={`/tokens/${token.id}`} inherit>
                {token.name}
              </Anchor>{' '}
              ({KIND_NAMES[token.__typename].toLowerCase()})
            </List.Item>
          ))}
          {tokens.totalResults > tokens.results.length && (
            <List.Item>and {tokens.totalResults - tokens.results.length} more tokens</List.Item>
          )}
        </List>
      )}
    </Stack>
  );
}
