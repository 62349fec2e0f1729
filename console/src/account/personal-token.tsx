/** The user's personal token: whether it works, and where to make or replace it. */
import { Anchor, Button, Group, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import type { AccountMineQuery } from '../api/operations';
import { Link } from '../shell/link';
import { Moment } from '../time/moment';
import { TokenStateBadge } from '../tokens/token-state-badge';

type Token = NonNullable<AccountMineQuery['viewerOpt']>['token'];

export function PersonalToken({ token }: { token: Token }): ReactNode {
  return (
    <Stack gap="sm" component="section" aria-labelledby="token">
      <Title order={2} size="h4" id="token">
        Personal token
      </Title>
      <Text size="sm">
        It acts as you, in programs and scripts: whatever you may do, it may do, and no more. You can have one
        at a time.
      </Text>
      {token === null ? (
        <Group>
          <Button component={Link} href="/tokens/new?domain=personal">
            Create personal token
          </Button>
        </Group>
      ) : (
        <>
          <Group gap="xs">
            <TokenStateBadge state={token.state} />
            <Text size="sm">
              created <Moment time={token.createdAt} />, last used <Moment time={token.lastUsedAt} />, expires{' '}
              <Moment time={token.expireAt} />
            </Text>
          </Group>
          <Group>
            <Button component={Link} href={`/tokens/${token.id}`} variant="default">
              To its page, to reset or revoke it
            </Button>
            <Anchor component={Link} href="/tokens/new?domain=personal" size="sm">
              Replace it with a new one, which ends it
            </Anchor>
          </Group>
        </>
      )}
    </Stack>
  );
}
