/** Gives a group another name. */
import { Button, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState, type ReactNode } from 'react';
import { PeopleUpdateGroupDocument } from '../api/operations';
import { useTold } from '../api/use-asked';
import { Confirmation } from '../feedback/confirmation';
import type { Named } from './held';

export function RenameGroup({ group, onDone }: { group: Named; onDone: (words: string) => void }): ReactNode {
  const [isOpen, { open, close }] = useDisclosure(false);
  const [displayName, setDisplayName] = useState(group.displayName);
  const update = useTold(PeopleUpdateGroupDocument);
  return (
    <>
      <Button
        variant="default"
        onClick={() => {
          setDisplayName(group.displayName);
          update.reset();
          open();
        }}
      >
        Rename group
      </Button>
      <Confirmation
        isOpen={isOpen}
        title={`Rename ${group.displayName}`}
        verb="Rename group"
        isDangerous={false}
        isBusy={update.isPending}
        error={update.error}
        onConfirm={() =>
          update.mutate(
            { groupId: group.id, displayName },
            {
              onSuccess: () => {
                close();
                onDone(`The group is called ${displayName} now.`);
              },
            },
          )
        }
        onClose={close}
      >
        <TextInput
          label="Name of the group"
          required
          maxLength={253}
          autoComplete="off"
          data-autofocus
          value={displayName}
          onChange={(event) => setDisplayName(event.currentTarget.value)}
        />
      </Confirmation>
    </>
  );
}
