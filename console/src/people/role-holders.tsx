/** The groups that have a role, where, and the users who have it through them. */
import { Anchor, Table, Text, VisuallyHidden } from '@mantine/core';
import type { ReactNode } from 'react';
import type { PeopleRoleQuery } from '../api/operations';
import { Link } from '../shell/link';
import { SomeLinks } from './some-links';
import { assignedTo, counted, listed, toldWhere } from './words';

const PLACES = 6;

export function RoleHolders({ role }: { role: PeopleRoleQuery['role'] }): ReactNode {
  if (role.groups.length === 0)
    return <Text size="sm">No group has it, so it gives nobody anything yet.</Text>;
  const counts = new Map(role.groups.map(({ id, userCount }) => [id, userCount]));
  return (
    <>
      <Table.ScrollContainer minWidth={460}>
        <Table>
          <Table.Caption>
            <VisuallyHidden>Groups that have the role {role.displayName}</VisuallyHidden>
          </Table.Caption>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">Group</Table.Th>
              <Table.Th scope="col">Where</Table.Th>
              <Table.Th scope="col">Members</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {assignedTo(role).map(({ group, places }) => (
              <Table.Tr key={group.id}>
                <Table.Th scope="row" fw={400} maw={280} className="wrapped">
                  <Anchor component={Link} href={`/groups/${group.id}`}>
                    {group.displayName}
                  </Anchor>
                </Table.Th>
                <Table.Td maw={360} className="wrapped">
                  {places.length === 0 ? 'where you may not see it' : listed(places.map(toldWhere), PLACES)}
                </Table.Td>
                <Table.Td>{counted(counts.get(group.id) ?? 0, 'user')}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {role.users.length > 0 && (
        <div>
          <Text size="sm" fw={600}>
            {counted(role.usersCount, 'user')} in all
          </Text>
          <SomeLinks
            none=""
            links={role.users.map((user) => ({
              key: user.id,
              to: `/people/${user.id}`,
              text: user.displayName,
            }))}
          />
        </div>
      )}
    </>
  );
}
