/** Deletes a role, after saying who loses what. */
import { Button, List, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { useLocation } from 'wouter';
import { PeopleRemoveRoleDocument, type PeopleRoleQuery } from '../api/operations';
import { useTold } from '../api/use-asked';
import { Confirmation } from '../feedback/confirmation';
import { doneState } from './done';
import { assignedTo, counted, listed, toldWhere } from './words';

const PLACES = 4;

export function RemoveRole({ role }: { role: PeopleRoleQuery['role'] }): ReactNode {
  const [isOpen, { open, close }] = useDisclosure(false);
  const [, navigate] = useLocation();
  const remove = useTold(PeopleRemoveRoleDocument);
  return (
    <>
      <Button variant="light" color="red" onClick={open}>
        Delete role
      </Button>
      <Confirmation
        isOpen={isOpen}
        title={`Delete the role ${role.displayName}`}
        verb="Delete role"
        isBusy={remove.isPending}
        error={remove.error}
        onConfirm={() =>
          remove.mutate(
            { roleId: role.id },
            { onSuccess: () => navigate('/roles', doneState(`The role ${role.displayName} is deleted.`)) },
          )
        }
        onClose={() => {
          close();
          remove.reset();
        }}
      >
        {role.groups.length === 0 ? (
          <Text size="sm">No group has it, so nobody loses anything. It ends for ever.</Text>
        ) : (
          <>
            <Text size="sm">
              It ends for ever. From the next request on, {counted(role.usersCount, 'user')} in{' '}
              {counted(role.groups.length, 'group')} may no longer do what it gives, unless another role gives
              it to them:
            </Text>
            <List size="sm" withPadding>
              {assignedTo(role).map(({ group, places }) => (
                <List.Item key={group.id} className="wrapped">
                  {group.displayName}
                  {places.length > 0 && `, ${listed(places.map(toldWhere), PLACES)}`}
                </List.Item>
              ))}
            </List>
          </>
        )}
      </Confirmation>
    </>
  );
}
