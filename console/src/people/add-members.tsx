/** Puts users into a group, one after the other or several at once, after saying what it gives them. */
import { CloseButton, Group, Pill, Stack, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import {
  PeopleAddToGroupDocument,
  PeopleUserChoiceDocument,
  type PeopleGroupQuery,
  type PeopleUserRowFragment,
} from '../api/operations';
import { useAsked, useTold } from '../api/use-asked';
import { Confirmation } from '../feedback/confirmation';
import { Failure } from '../feedback/failure';
import { heldThroughGroups } from './held';
import { HeldSummary } from './held-summary';
import { SearchedChoice } from './searched-choice';
import { counted, listed } from './words';

export interface AddMembersProps {
  readonly isOpen: boolean;
  readonly group: PeopleGroupQuery['group'];
  readonly onDone: (words: string) => void;
  readonly onClose: () => void;
}

export function AddMembers({ isOpen, group, onDone, onClose }: AddMembersProps): ReactNode {
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState<readonly PeopleUserRowFragment[]>([]);
  const { data, error } = useAsked(
    PeopleUserChoiceDocument,
    { search },
    { enabled: isOpen, keepsPrevious: true },
  );
  const add = useTold(PeopleAddToGroupDocument);
  const isIn = new Set([...group.users, ...chosen].map(({ id }) => id));
  const found = (data?.usersPage.page ?? []).filter(({ id }) => !isIn.has(id));
  const given = heldThroughGroups([group]);

  function close(): void {
    add.reset();
    setChosen([]);
    setSearch('');
    onClose();
  }

  return (
    <Confirmation
      isOpen={isOpen}
      title={`Add members to ${group.displayName}`}
      verb={chosen.length === 0 ? 'Add members' : `Add ${counted(chosen.length, 'member')}`}
      isDangerous={false}
      isBusy={add.isPending}
      error={add.error}
      onConfirm={() => {
        if (chosen.length === 0) return;
        add.mutate(
          { groupId: group.id, userIds: chosen.map(({ id }) => id) },
          {
            onSuccess: () => {
              const names = listed(
                chosen.map(({ displayName }) => displayName),
                3,
              );
              onDone(`${names} ${chosen.length === 1 ? 'is' : 'are'} in ${group.displayName} now.`);
              close();
            },
          },
        );
      }}
      onClose={close}
    >
      {error !== null ? (
        <Failure error={error} />
      ) : (
        <SearchedChoice
          // Anew for each, so that the field is empty again.
          key={chosen.length}
          label="User"
          description="Part of a name or email address. Choose as many as you like, one after the other."
          isRequired={chosen.length === 0}
          nothingFound="No other user is found"
          found={found.map((user) => ({
            id: user.id,
            label:
              user.displayName === user.username ? user.username : `${user.displayName} (${user.username})`,
          }))}
          value={null}
          onSearch={setSearch}
          onChange={(id) => {
            const user = found.find((each) => each.id === id);
            if (user === undefined) return;
            setChosen([...chosen, user]);
            setSearch('');
          }}
        />
      )}
      {chosen.length > 0 && (
        <Group gap="xs" component="ul" m={0} p={0} aria-label="To be added">
          {chosen.map((user) => (
            <Pill key={user.id} component="li" size="md" maw="100%">
              <Group gap={4} wrap="nowrap" component="span">
                <span>{user.displayName}</span>
                <CloseButton
                  size="xs"
                  aria-label={`Do not add ${user.displayName}`}
                  onClick={() => setChosen(chosen.filter(({ id }) => id !== user.id))}
                />
              </Group>
            </Pill>
          ))}
        </Group>
      )}
      {given.length === 0 ? (
        <Text size="sm">The group has no role that gives anything, so being in it gives nothing yet.</Text>
      ) : (
        <Stack gap={4}>
          <Text size="sm">From the next request on, they may do this:</Text>
          <HeldSummary held={given} />
        </Stack>
      )}
    </Confirmation>
  );
}
