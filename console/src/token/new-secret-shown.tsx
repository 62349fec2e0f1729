/** The new secret of a token that was reset, until it is put away or the page is left. */
import { Box, Button, Group, Text } from '@mantine/core';
import { useEffect, useRef, type ReactNode } from 'react';
import { ShownOnce } from '../feedback/shown-once';

export function NewSecretShown({ secret, onKept }: { secret: string; onKept: () => void }): ReactNode {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // What it answers is a promise in newer browsers, and no way to clean up.
    box.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <Box ref={box}>
      <ShownOnce token={secret}>
        <Text size="sm">
          The token was reset: this is its new secret, and this page is now about its new id. Put it wherever
          the old one is used.
        </Text>
      </ShownOnce>
      <Group justify="flex-end" mt="xs">
        <Button variant="default" size="xs" onClick={onKept}>
          I have stored it: hide the token
        </Button>
      </Group>
    </Box>
  );
}
