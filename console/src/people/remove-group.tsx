/** Deletes a group, after saying what its members lose. */
import { Button, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { useLocation } from 'wouter';
import { PeopleRemoveGroupDocument, type PeopleGroupQuery } from '../api/operations';
import { useTold } from '../api/use-asked';
import { Confirmation } from '../feedback/confirmation';
import { doneState } from './done';
import { heldThroughGroups } from './held';
import { HeldSummary } from './held-summary';
import { losers } from './losers';
import { counted, listed } from './words';

const NAMED = 5;

export function RemoveGroup({ group }: { group: PeopleGroupQuery['group'] }): ReactNode {
  const [isOpen, { open, close }] = useDisclosure(false);
  const [, navigate] = useLocation();
  const remove = useTold(PeopleRemoveGroupDocument);
  const given = heldThroughGroups([group]);
  const losing = losers(group.users, group.id);
  return (
    <>
      <Button variant="light" color="red" onClick={open}>
        Delete group
      </Button>
      <Confirmation
        isOpen={isOpen}
        title={`Delete the group ${group.displayName}`}
        verb="Delete group"
        isBusy={remove.isPending}
        error={remove.error}
        onConfirm={() =>
          remove.mutate(
            { groupId: group.id },
            { onSuccess: () => navigate('/groups', doneState(`The group ${group.displayName} is deleted.`)) },
          )
        }
        onClose={() => {
          close();
          remove.reset();
        }}
      >
        <Text size="sm">
          The group ends for ever, and takes its roles from its {counted(group.users.length, 'member')}. The
          users and the roles stay.
        </Text>
        {losing.length === 0 ? (
          <Text size="sm">No member loses a permission by it.</Text>
        ) : (
          <Stack gap={4}>
            <Text size="sm">
              {listed(
                losing.map(({ displayName }) => displayName),
                NAMED,
              )}{' '}
              {losing.length === 1 ? 'loses' : 'lose'} permissions from the next request on. The group gives:
            </Text>
            <HeldSummary held={given} />
          </Stack>
        )}
      </Confirmation>
    </>
  );
}
