/** Sets the password of another user, who is signed out everywhere by it. */
import { Button, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState, type ReactNode } from 'react';
import { isUsable, NewPasswordFields, NO_PASSWORD } from '../account/new-password';
import { PeopleSetPasswordDocument } from '../api/operations';
import { useTold } from '../api/use-asked';
import { Confirmation } from '../feedback/confirmation';

export interface SetPasswordProps {
  readonly name: string;
  readonly userId: string;
  readonly onDone: (words: string) => void;
}

export function SetPassword({ name, userId, onDone }: SetPasswordProps): ReactNode {
  const [isOpen, { open, close }] = useDisclosure(false);
  const [value, setValue] = useState(NO_PASSWORD);
  const [isTried, setIsTried] = useState(false);
  const set = useTold(PeopleSetPasswordDocument);

  function end(): void {
    close();
    setValue(NO_PASSWORD);
    setIsTried(false);
    set.reset();
  }

  return (
    <>
      <Button variant="default" onClick={open}>
        Set password
      </Button>
      <Confirmation
        isOpen={isOpen}
        title={`Set a password for ${name}`}
        verb="Set password"
        isBusy={set.isPending}
        error={set.error}
        onConfirm={() => {
          setIsTried(true);
          if (!isUsable(value)) return;
          set.mutate(
            { userId, newPassword: value.password },
            {
              onSuccess: () => {
                end();
                onDone(`The password is set. ${name} is signed out everywhere, and signs in with it.`);
              },
            },
          );
        }}
        onClose={end}
      >
        <Text size="sm">
          All sessions of {name} end at once; their personal token goes on working. Tell them the password in
          a safe way, and have them change it under “My account”.
        </Text>
        <NewPasswordFields value={value} isTried={isTried} onChange={setValue} />
      </Confirmation>
    </>
  );
}
