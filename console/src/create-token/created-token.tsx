/** A token that has just been created: its secret, this once. */
import { Button, Group, Stack, Text } from '@mantine/core';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { Confirmation } from '../feedback/confirmation';
import { ShownOnce } from '../feedback/shown-once';
import { Link } from '../shell/link';
import type { Created } from './use-creation';
import { useLeaveGuard } from '../shell/use-leave-guard';

export function CreatedToken({ created, summary }: { created: Created; summary: string }): ReactNode {
  const [isCopied, setIsCopied] = useState(false);
  const guard = useLeaveGuard(!isCopied);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.focus(), []);
  return (
    <Stack>
      <div ref={place} tabIndex={-1} className="heading" onCopy={() => setIsCopied(true)}>
        <div role="status">
          <Text fw={600}>The token “{created.name}” is created.</Text>
        </div>
        <Text size="sm" mb="sm">
          {summary}
        </Text>
        <ShownOnce token={created.secret} onCopied={() => setIsCopied(true)} />
      </div>
      <Group>
        <Button component={Link} href={`/tokens/${created.id}`}>
          To the token’s page
        </Button>
        <Button component={Link} href="/tokens" variant="default">
          To all tokens
        </Button>
      </Group>
      <Confirmation
        isOpen={guard.isAsking}
        title="Leave without the token?"
        verb="Leave without it"
        isBusy={false}
        error={null}
        onClose={guard.stay}
        onConfirm={guard.leave}
      >
        <Text size="sm">
          You have not copied the token, and it is not shown again. Without it you would have to reset the
          token to get another secret.
        </Text>
      </Confirmation>
    </Stack>
  );
}
