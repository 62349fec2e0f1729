/** Takes a role away from a group, after saying whom it concerns and what they lose. */
import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { PeopleGroupQuery } from '../api/operations';
import { Confirmation } from '../feedback/confirmation';
import type { Assignment } from './held';
import { useAssigning } from './use-assigning';
import { useCatalog } from './use-catalog';
import { counted, listed, toldWhere } from './words';

const NAMED = 8;

export interface UnassignRoleProps {
  readonly group: PeopleGroupQuery['group'];
  /** Closed where null. */
  readonly what: Assignment | null;
  readonly onDone: (words: string) => void;
  readonly onClose: () => void;
}

export function UnassignRole({ group, what, onDone, onClose }: UnassignRoleProps): ReactNode {
  const { titleOf } = useCatalog();
  const assigning = useAssigning();
  const role = what?.role.displayName ?? '';
  const where = what === null ? '' : toldWhere(what.place);

  function close(): void {
    assigning.reset();
    onClose();
  }

  return (
    <Confirmation
      isOpen={what !== null}
      title={`Take the role ${role} ${where} away from ${group.displayName}`}
      verb="Take role away"
      isBusy={assigning.isPending}
      error={assigning.error}
      onConfirm={() => {
        if (what === null) return;
        assigning.unassign(group.id, what.role.id, what.place, () => {
          onDone(`${group.displayName} has the role ${role} ${where} no longer.`);
          close();
        });
      }}
      onClose={close}
    >
      {what === null || what.permissions.length === 0 ? (
        <Text size="sm">Nobody loses anything: the role gives nothing there.</Text>
      ) : (
        <Text size="sm">
          From the next request on, {counted(group.users.length, 'member')}, their sessions and their personal
          tokens may no longer do this {where}, unless another group or role gives it to them:{' '}
          {listed(what.permissions.map(titleOf), NAMED)}.
        </Text>
      )}
    </Confirmation>
  );
}
