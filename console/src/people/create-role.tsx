/** Creates a role, and goes to its page: there it is said what it gives. */
import type { ReactNode } from 'react';
import { useLocation } from 'wouter';
import { PeopleAddRoleDocument } from '../api/operations';
import { useTold } from '../api/use-asked';
import { CreateNamed } from './create-named';
import { doneState } from './done';

export function CreateRole(): ReactNode {
  const [, navigate] = useLocation();
  const add = useTold(PeopleAddRoleDocument);
  return (
    <CreateNamed
      verb="Create role"
      lead="A new role gives nothing. You choose its permissions on its page, and assign it to groups on theirs."
      label="Name of the role"
      isBusy={add.isPending}
      error={add.error}
      onStart={() => add.reset()}
      onCreate={(displayName, close) =>
        add.mutate(
          { input: { displayName, viewPermissions: [] } },
          {
            onSuccess: ({ createRole }) => {
              close();
              navigate(`/roles/${createRole.role.id}`, doneState(`The role ${displayName} is created.`));
            },
          },
        )
      }
    />
  );
}
