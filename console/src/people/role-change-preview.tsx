/** What saving a role gives and takes, where, and how many it concerns. */
import { List, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { PeopleRoleQuery } from '../api/operations';
import type { Domain } from './held';
import { changesOf, type RoleDraft } from './role-change';
import { useCatalog } from './use-catalog';
import { assignedTo, counted, listed, toldWhere } from './words';

const PLACES = 6;

export interface RoleChangePreviewProps {
  readonly role: PeopleRoleQuery['role'];
  readonly before: RoleDraft;
  readonly after: RoleDraft;
}

export function RoleChangePreview({ role, before, after }: RoleChangePreviewProps): ReactNode {
  const { titleOf } = useCatalog();
  const changes = changesOf(before.permissions, after.permissions);
  return (
    <Stack gap="sm">
      {after.displayName !== before.displayName && (
        <Text size="sm" className="wrapped">
          It is called {after.displayName} then.
        </Text>
      )}
      {after.description !== before.description && <Text size="sm">What it is for is written anew.</Text>}
      {changes.length === 0 ? (
        <Text size="sm">Its permissions stay as they are.</Text>
      ) : (
        changes.map(({ domain, added, taken }) => (
          <div key={domain}>
            <Text size="sm" fw={600} className="wrapped">
              {told(role, domain)}
            </Text>
            <List size="sm" withPadding>
              {added.map((permission) => (
                <List.Item key={permission}>Adds: {titleOf(permission)}</List.Item>
              ))}
              {taken.map((permission) => (
                <List.Item key={permission}>Takes away: {titleOf(permission)}</List.Item>
              ))}
            </List>
          </div>
        ))
      )}
      <Text size="sm">
        {role.usersCount === 0
          ? 'Nobody has the role, so nobody’s permissions change.'
          : `${counted(role.usersCount, 'user has', 'users have')} the role, in ${counted(role.groups.length, 'group')}. The change holds from their next request on.`}
      </Text>
    </Stack>
  );
}

function told(role: PeopleRoleQuery['role'], domain: Domain): string {
  const places = assignedTo(role)
    .flatMap((each) => each.places)
    .filter((place) => place.domain === domain);
  if (places.length > 0)
    return `Where it is assigned: ${listed([...new Set(places.map(toldWhere))], PLACES)}:`;
  return {
    View: 'On repositories and views, though it is assigned for none that you may see:',
    Organization: 'In the organization, though it is not assigned there:',
    System: 'In the installation, though it is not assigned there:',
  }[domain];
}
