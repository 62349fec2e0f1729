/** Says that something was done, where it was done: read out, and focused since what was clicked may be gone. */
import { Alert, Box } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useEffect, useRef, type ReactNode } from 'react';

export function Done({ message }: { message: string | null }): ReactNode {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (message === null) return undefined;
    // After the dialog has given the focus back to the button that opened it.
    const timer = setTimeout(() => box.current?.focus(), 50);
    return () => clearTimeout(timer);
  }, [message]);
  return (
    <Box role="status" ref={box} tabIndex={-1} className="heading" hidden={message === null}>
      {message !== null && (
        <Alert
          color="teal"
          icon={<IconCheck size={18} />}
          title={message}
          variant="light"
          role="presentation"
        />
      )}
    </Box>
  );
}
