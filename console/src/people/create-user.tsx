/** Creates a user, and goes to their page: there they get groups and a password. */
import { Button, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useLocation } from 'wouter';
import { PeopleAddUserDocument } from '../api/operations';
import { useTold } from '../api/use-asked';
import { Confirmation } from '../feedback/confirmation';
import { doneState } from './done';
import { nullIfEmpty } from './words';

export function CreateUser(): ReactNode {
  const [isOpen, { open, close }] = useDisclosure(false);
  const [username, setUsername] = useState('');
  const [fullName, setFullName] = useState('');
  const [email, setEmail] = useState('');
  const [, navigate] = useLocation();
  const add = useTold(PeopleAddUserDocument);

  function start(): void {
    setUsername('');
    setFullName('');
    setEmail('');
    add.reset();
    open();
  }

  function confirm(): void {
    const input = { username, fullName: nullIfEmpty(fullName), email: nullIfEmpty(email) };
    add.mutate(
      { input },
      {
        onSuccess: ({ addUserV2 }) => {
          close();
          if ('id' in addUserV2)
            navigate(
              `/people/${addUserV2.id}`,
              doneState(`${username} is created. Set a password, and add the user to a group.`),
            );
        },
      },
    );
  }

  return (
    <>
      <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={start}>
        Create user
      </Button>
      <Confirmation
        isOpen={isOpen}
        title="Create user"
        verb="Create user"
        isDangerous={false}
        isBusy={add.isPending}
        error={add.error}
        onConfirm={confirm}
        onClose={close}
      >
        <Text size="sm">
          A new user may do nothing until they are in a group that has a role, and cannot sign in until you
          set a password.
        </Text>
        <TextInput
          label="User name"
          description="What the user signs in with. It must be free in the organization."
          required
          maxLength={253}
          autoComplete="off"
          data-autofocus
          value={username}
          onChange={(event) => setUsername(event.currentTarget.value)}
        />
        <TextInput
          label="Full name"
          autoComplete="off"
          value={fullName}
          onChange={(event) => setFullName(event.currentTarget.value)}
        />
        <TextInput
          label="Email address"
          autoComplete="off"
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
      </Confirmation>
    </>
  );
}
