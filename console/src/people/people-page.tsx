/** Users, groups and roles: three lists, each at its own address. */
import { Button, Group, Stack } from '@mantine/core';
import { IconIdBadge2, IconUser, IconUsersGroup } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useLocation } from 'wouter';
import { Link } from '../shell/link';
import { Page } from '../shell/page';
import { CreateGroup } from './create-group';
import { CreateRole } from './create-role';
import { CreateUser } from './create-user';
import { Done, useDone } from './done';
import { GroupsList } from './groups-list';
import { RolesList } from './roles-list';
import { UsersList } from './users-list';

const LISTS = [
  { to: '/people', label: 'Users', icon: IconUser, list: UsersList, create: CreateUser },
  { to: '/groups', label: 'Groups', icon: IconUsersGroup, list: GroupsList, create: CreateGroup },
  { to: '/roles', label: 'Roles', icon: IconIdBadge2, list: RolesList, create: CreateRole },
] as const;

export function PeoplePage(): ReactNode {
  const [pathname] = useLocation();
  const here = LISTS.find(({ to }) => to === pathname) ?? LISTS[0];
  const { list: List, create: Create } = here;
  const [done, setDone] = useDone();
  return (
    <Page
      title="People and roles"
      lead="Users belong to groups; a group has roles, in the organization or on repositories and views; a role gives permissions there."
      actions={<Create key={here.to} />}
    >
      <Stack>
        <Done words={done} onClose={() => setDone(null)} />
        <Group gap="xs" component="nav" aria-label="Lists">
          {LISTS.map(({ to, label, icon: Icon }) => (
            <Button
              key={to}
              component={Link}
              href={to}
              size="sm"
              variant={to === here.to ? 'filled' : 'default'}
              aria-current={to === here.to ? 'page' : undefined}
              leftSection={<Icon size={16} aria-hidden />}
            >
              {label}
            </Button>
          ))}
        </Group>
        <List key={here.to} />
      </Stack>
    </Page>
  );
}
