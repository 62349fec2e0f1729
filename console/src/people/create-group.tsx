/** Creates a group, and goes to its page: there it gets members and roles. */
import type { ReactNode } from 'react';
import { useLocation } from 'wouter';
import { PeopleAddGroupDocument } from '../api/operations';
import { useTold } from '../api/use-asked';
import { CreateNamed } from './create-named';
import { doneState } from './done';

export function CreateGroup(): ReactNode {
  const [, navigate] = useLocation();
  const add = useTold(PeopleAddGroupDocument);
  return (
    <CreateNamed
      verb="Create group"
      lead="A new group has no members and no roles. You give it both on its page."
      label="Name of the group"
      isBusy={add.isPending}
      error={add.error}
      onStart={() => add.reset()}
      onCreate={(displayName, close) =>
        add.mutate(
          { displayName },
          {
            onSuccess: ({ addGroup }) => {
              close();
              navigate(`/groups/${addGroup.group.id}`, doneState(`The group ${displayName} is created.`));
            },
          },
        )
      }
    />
  );
}
