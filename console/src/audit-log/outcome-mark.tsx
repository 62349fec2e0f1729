/** Whether what an entry tells of was done or refused, by an icon and a word. */
import { Badge } from '@mantine/core';
import { IconBan, IconCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { AuditOutcome } from '../api/operations';

export function OutcomeMark({ outcome }: { outcome: AuditOutcome }): ReactNode {
  return outcome === 'refused' ? (
    <Badge color="red" variant="light" tt="none" leftSection={<IconBan size={12} aria-hidden />}>
      Refused
    </Badge>
  ) : (
    <Badge color="gray" variant="light" tt="none" leftSection={<IconCheck size={12} aria-hidden />}>
      Done
    </Badge>
  );
}
