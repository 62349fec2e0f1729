/** Changes what is known of a user. What is not touched stays as it is. */
import { Button, SimpleGrid, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState, type ReactNode } from 'react';
import { PeopleUpdateUserDocument, type PeopleUserQuery } from '../api/operations';
import { useTold } from '../api/use-asked';
import { Confirmation } from '../feedback/confirmation';

type User = NonNullable<PeopleUserQuery['user']>;

const FIELDS = [
  { key: 'fullName', label: 'Full name' },
  { key: 'email', label: 'Email address' },
  { key: 'firstName', label: 'First name' },
  { key: 'lastName', label: 'Last name' },
  { key: 'company', label: 'Company' },
  { key: 'countryCode', label: 'Country (two letters)' },
  { key: 'stateCode', label: 'State or region (code)' },
] as const;

type Details = Record<(typeof FIELDS)[number]['key'] | 'username', string>;

function detailsOf(user: User): Details {
  return {
    username: user.username,
    fullName: user.fullName ?? '',
    email: user.email ?? '',
    firstName: user.firstName ?? '',
    lastName: user.lastName ?? '',
    company: user.company ?? '',
    countryCode: user.countryCode ?? '',
    stateCode: user.stateCode ?? '',
  };
}

export function EditProfile({ user, onDone }: { user: User; onDone: (words: string) => void }): ReactNode {
  const [isOpen, { open, close }] = useDisclosure(false);
  const [details, setDetails] = useState(() => detailsOf(user));
  const update = useTold(PeopleUpdateUserDocument);

  function confirm(): void {
    const before = detailsOf(user);
    const changed = Object.fromEntries(
      Object.entries(details).filter(([key, value]) => before[key as keyof Details] !== value),
    );
    if (Object.keys(changed).length === 0) {
      close();
      return;
    }
    update.mutate(
      { input: { userId: user.id, ...changed } },
      {
        onSuccess: () => {
          close();
          onDone('The profile is saved.');
        },
      },
    );
  }

  return (
    <>
      <Button
        variant="default"
        onClick={() => {
          setDetails(detailsOf(user));
          update.reset();
          open();
        }}
      >
        Edit profile
      </Button>
      <Confirmation
        isOpen={isOpen}
        title={`Edit the profile of ${user.displayName}`}
        verb="Save profile"
        isDangerous={false}
        isBusy={update.isPending}
        error={update.error}
        onConfirm={confirm}
        onClose={close}
      >
        <TextInput
          label="User name"
          description="To sign in with. Changing it needs the permission ChangeUsername."
          required
          maxLength={253}
          autoComplete="off"
          data-autofocus
          value={details.username}
          onChange={(event) => setDetails({ ...details, username: event.currentTarget.value })}
        />
        <SimpleGrid cols={{ base: 1, xs: 2 }} verticalSpacing="sm">
          {FIELDS.map(({ key, label }) => (
            <TextInput
              key={key}
              label={label}
              autoComplete="off"
              maxLength={512}
              value={details[key]}
              onChange={(event) => setDetails({ ...details, [key]: event.currentTarget.value })}
            />
          ))}
        </SimpleGrid>
      </Confirmation>
    </>
  );
}
