/** Puts a user into a group, after saying what that gives them. */
import { Stack, Text } from '@mantine/core';
import { useMemo, useState, type ReactNode } from 'react';
import { PeopleAddToGroupDocument, type PeopleGroupGivesFragment } from '../api/operations';
import { useTold } from '../api/use-asked';
import { Confirmation } from '../feedback/confirmation';
import { GroupChoice } from './group-choice';
import { lostWithout, type KnownUser } from './held';
import { HeldSummary } from './held-summary';

export interface AddToGroupProps {
  readonly isOpen: boolean;
  readonly name: string;
  readonly userId: string;
  readonly user: KnownUser;
  /** Left to be chosen where null. */
  readonly group: PeopleGroupGivesFragment | null;
  readonly onDone: (words: string) => void;
  readonly onClose: () => void;
}

export function AddToGroup({
  isOpen,
  name,
  userId,
  user,
  group,
  onDone,
  onClose,
}: AddToGroupProps): ReactNode {
  const add = useTold(PeopleAddToGroupDocument);
  const [picked, setPicked] = useState<PeopleGroupGivesFragment | null>(null);
  const chosen = group ?? picked;
  const gained = useMemo(
    () => (chosen === null ? [] : lostWithout([...user.groups, chosen], chosen.id)),
    [user.groups, chosen],
  );

  function close(): void {
    add.reset();
    setPicked(null);
    onClose();
  }

  return (
    <Confirmation
      isOpen={isOpen}
      title={group === null ? `Add ${name} to a group` : `Add ${name} to ${group.displayName}`}
      verb="Add to group"
      isDangerous={false}
      isBusy={add.isPending}
      error={add.error}
      onConfirm={() => {
        if (chosen === null) return;
        add.mutate(
          { groupId: chosen.id, userIds: [userId] },
          {
            onSuccess: () => {
              onDone(`${name} is in ${chosen.displayName} now, from the next request on.`);
              close();
            },
          },
        );
      }}
      onClose={close}
    >
      {group === null && (
        <GroupChoice without={user.groups.map(({ id }) => id)} value={picked} onChange={setPicked} />
      )}
      {chosen !== null &&
        (gained.length === 0 ? (
          <Text size="sm">This gives {name} nothing that they do not hold already.</Text>
        ) : (
          <Stack gap={4}>
            <Text size="sm">From the next request on, {name} may also do this:</Text>
            <HeldSummary held={gained} />
          </Stack>
        ))}
    </Confirmation>
  );
}
