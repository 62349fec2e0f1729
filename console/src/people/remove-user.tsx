/** Removes a user, after saying what ends with them. */
import { Button, List, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { useLocation } from 'wouter';
import { PeopleRemoveUserDocument } from '../api/operations';
import { useTold } from '../api/use-asked';
import { Confirmation } from '../feedback/confirmation';
import { useSession } from '../session/session';
import { doneState } from './done';
import { counted } from './words';

export interface RemoveUserProps {
  readonly name: string;
  readonly username: string;
  readonly userId: string;
  readonly groupCount: number;
}

export function RemoveUser({ name, username, userId, groupCount }: RemoveUserProps): ReactNode {
  const [isOpen, { open, close }] = useDisclosure(false);
  const [, navigate] = useLocation();
  const { me } = useSession();
  const remove = useTold(PeopleRemoveUserDocument);

  return (
    <>
      <Button variant="light" color="red" onClick={open}>
        Remove user
      </Button>
      <Confirmation
        isOpen={isOpen}
        title={`Remove ${name}`}
        verb="Remove user"
        isBusy={remove.isPending}
        error={remove.error}
        onConfirm={() =>
          remove.mutate(
            { id: userId },
            { onSuccess: () => navigate('/people', doneState(`${name} (${username}) is removed.`)) },
          )
        }
        onClose={() => {
          close();
          remove.reset();
        }}
      >
        {me.viewerOpt?.id === userId && (
          <Text size="sm" fw={600}>
            This is you. You are signed out at once, and cannot come back.
          </Text>
        )}
        <Text size="sm">From the next request on, and for ever:</Text>
        <List size="sm" spacing={2}>
          <List.Item>all sessions of {name} end</List.Item>
          <List.Item>their personal token stops working, and whatever runs with it</List.Item>
          <List.Item>they leave {counted(groupCount, 'group')}</List.Item>
        </List>
        <Text size="sm">
          Tokens of repositories, views, the organization and the system that {name} has made go on working:
          they belong to the organization. The audit log keeps what {name} did.
        </Text>
      </Confirmation>
    </>
  );
}
