/** Asks before a page with changes that are not saved is left. */
import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Confirmation } from '../feedback/confirmation';
import { useLeaveGuard } from '../shell/use-leave-guard';

/** The draft goes with the page, whatever stands behind its path. */
const isElsewhere = (path: string): boolean => path !== '/security-policies';

export function LeaveGuard({ isNeeded }: { isNeeded: boolean }): ReactNode {
  const { isAsking, stay, leave } = useLeaveGuard(isNeeded, isElsewhere);
  return (
    <Confirmation
      isOpen={isAsking}
      title="Leave without saving?"
      verb="Leave and lose the draft"
      isBusy={false}
      error={null}
      onClose={stay}
      onConfirm={leave}
    >
      <Text size="sm">The policies stay as they are in force. What you have changed here is lost.</Text>
    </Confirmation>
  );
}
