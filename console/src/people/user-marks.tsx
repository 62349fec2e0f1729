/** What sets a user above groups and roles, in a word, with what it means. */
import { Badge, Group } from '@mantine/core';
import type { ReactNode } from 'react';

export function UserMarks({ user }: { user: { isRoot: boolean; isOrgRoot: boolean } }): ReactNode {
  if (!user.isRoot && !user.isOrgRoot) return null;
  return (
    <Group gap={4} component="span" display="inline-flex">
      {user.isRoot && (
        <Badge color="red" title="Holds every permission of the installation">
          Root
        </Badge>
      )}
      {user.isOrgRoot && (
        <Badge
          color="orange"
          title="Holds every permission of the organization and its repositories and views"
        >
          Owner
        </Badge>
      )}
    </Group>
  );
}
