/** What stands where there is nothing to show: why, and what to do about it. */
import { Stack, Text, ThemeIcon } from '@mantine/core';
import type { ReactNode } from 'react';

export interface NothingProps {
  readonly icon: ReactNode;
  readonly title: string;
  readonly children?: ReactNode;
  /** A button or a link. */
  readonly action?: ReactNode;
}

export function Nothing({ icon, title, children, action }: NothingProps): ReactNode {
  return (
    <Stack align="center" gap="xs" py={48} px="md" ta="center">
      <ThemeIcon size={48} radius="xl" variant="light" color="gray" aria-hidden>
        {icon}
      </ThemeIcon>
      <Text fw={600}>{title}</Text>
      {children !== undefined && (
        <Text size="sm" c="dimmed" maw={480}>
          {children}
        </Text>
      )}
      {action}
    </Stack>
  );
}
