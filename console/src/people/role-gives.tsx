/** What a role gives, by where it has to be assigned for it, and whether it is. */
import { Paper, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import type { PeopleRoleQuery } from '../api/operations';
import type { Domain } from './held';
import { PermissionList } from './permission-list';
import { useCatalog } from './use-catalog';
import { assignedTo, counted } from './words';

type Role = PeopleRoleQuery['role'];

const DOMAINS: readonly { domain: Domain; title: string; missing: string }[] = [
  {
    domain: 'View',
    title: 'On each repository or view that it is assigned for',
    missing: 'Nobody has this yet: no group has the role on a repository or view that you may see.',
  },
  {
    domain: 'Organization',
    title: 'In the organization, where it is assigned there',
    missing: 'Nobody has this yet: no group has the role in the organization.',
  },
  {
    domain: 'System',
    title: 'In the installation (system), where it is assigned there',
    missing: 'Nobody has this yet: no group has the role in the installation.',
  },
];

export function RoleGives({ role }: { role: Role }): ReactNode {
  const catalog = useCatalog();
  const places = new Set(assignedTo(role).flatMap(({ places: there }) => there.map(({ domain }) => domain)));
  const given = DOMAINS.map((each) => ({ ...each, permissions: permissionsIn(role, each.domain) })).filter(
    ({ permissions }) => permissions.length > 0,
  );
  if (given.length === 0)
    return (
      <Text size="sm" c="dimmed">
        Nothing yet. Edit the role to choose its permissions.
      </Text>
    );
  return (
    <>
      {given.map(({ domain, title, missing, permissions }) => (
        <Paper key={domain} withBorder p="md">
          <Stack gap="sm">
            <div>
              <Title order={3} size="h5">
                {title}
              </Title>
              <Text size="sm" c="dimmed">
                {counted(permissions.length, 'permission')}
              </Text>
            </div>
            {!places.has(domain) && <Text size="sm">{missing}</Text>}
            <PermissionList permissions={permissions} catalog={catalog} />
          </Stack>
        </Paper>
      ))}
    </>
  );
}

export function permissionsIn(
  role: Pick<Role, 'viewPermissions' | 'organizationPermissions' | 'systemPermissions'>,
  domain: Domain,
): readonly string[] {
  return {
    View: role.viewPermissions,
    Organization: role.organizationPermissions,
    System: role.systemPermissions,
  }[domain];
}
