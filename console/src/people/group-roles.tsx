/** The roles that a group has, and where. */
import { Anchor, Button, Group, Stack, Table, Text, Title, VisuallyHidden } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState, type ReactNode } from 'react';
import type { PeopleGroupQuery } from '../api/operations';
import { Link } from '../shell/link';
import { AssignRole } from './assign-role';
import { assignmentsOf, placeKey, type Assignment } from './held';
import { UnassignRole } from './unassign-role';
import { useCatalog } from './use-catalog';
import { listed, toldWhere } from './words';

export interface GroupRolesProps {
  readonly group: PeopleGroupQuery['group'];
  readonly onDone: (words: string) => void;
}

const NAMED = 4;

export function GroupRoles({ group, onDone }: GroupRolesProps): ReactNode {
  const [isAssigning, { open, close }] = useDisclosure(false);
  const [ending, setEnding] = useState<Assignment | null>(null);
  const { titleOf } = useCatalog();
  const assignments = assignmentsOf([group]);
  return (
    <Stack gap="sm" component="section" aria-labelledby="roles">
      <Group justify="space-between">
        <Title order={2} size="h4" id="roles">
          Roles
        </Title>
        <Button size="xs" variant="default" onClick={open}>
          Assign a role
        </Button>
      </Group>
      {assignments.length === 0 ? (
        <Text size="sm" c="dimmed">
          It has no role, or only on repositories and views that you may not see: being in it gives nothing
          here.
        </Text>
      ) : (
        <Table.ScrollContainer minWidth={520}>
          <Table>
            <Table.Caption>
              <VisuallyHidden>Roles of {group.displayName}</VisuallyHidden>
            </Table.Caption>
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">Role</Table.Th>
                <Table.Th scope="col">Where</Table.Th>
                <Table.Th scope="col">What it gives there</Table.Th>
                <Table.Th scope="col">
                  <VisuallyHidden>Change</VisuallyHidden>
                </Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {assignments.map((assignment) => {
                const { role, place, permissions } = assignment;
                return (
                  <Table.Tr key={`${role.id} ${placeKey(place)}`}>
                    <Table.Th scope="row" fw={400} maw={220} className="wrapped">
                      <Anchor component={Link} href={`/roles/${role.id}`}>
                        {role.displayName}
                      </Anchor>
                    </Table.Th>
                    <Table.Td maw={260} className="wrapped">
                      {toldWhere(place)}
                    </Table.Td>
                    <Table.Td maw={380}>
                      {permissions.length === 0 ? (
                        <Text size="sm">Nothing: the role has no permissions of that kind.</Text>
                      ) : (
                        <Text size="sm">{listed(permissions.map(titleOf), NAMED)}</Text>
                      )}
                    </Table.Td>
                    <Table.Td ta="right">
                      <Button
                        size="compact-sm"
                        variant="subtle"
                        color="red"
                        aria-label={`Take the role ${role.displayName} ${toldWhere(place)} away`}
                        onClick={() => setEnding(assignment)}
                      >
                        Take away
                      </Button>
                    </Table.Td>
                  </Table.Tr>
                );
              })}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      <AssignRole isOpen={isAssigning} group={group} onDone={onDone} onClose={close} />
      <UnassignRole group={group} what={ending} onDone={onDone} onClose={() => setEnding(null)} />
    </Stack>
  );
}
