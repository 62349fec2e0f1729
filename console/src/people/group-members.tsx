/** The users who are in a group. */
import { Anchor, Button, Group, Stack, Table, Text, Title, VisuallyHidden } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState, type ReactNode } from 'react';
import type { PeopleGroupQuery } from '../api/operations';
import { Link } from '../shell/link';
import { AddMembers } from './add-members';
import { TakeOut, type LeavingUser } from './take-out';
import { UserMarks } from './user-marks';
import { counted } from './words';

export interface GroupMembersProps {
  readonly group: PeopleGroupQuery['group'];
  readonly onDone: (words: string) => void;
}

export function GroupMembers({ group, onDone }: GroupMembersProps): ReactNode {
  const [isAdding, { open, close }] = useDisclosure(false);
  const [leaving, setLeaving] = useState<LeavingUser | null>(null);
  return (
    <Stack gap="sm" component="section" aria-labelledby="members">
      <Group justify="space-between">
        <Title order={2} size="h4" id="members">
          Members{' '}
          <Text span c="dimmed" size="sm">
            {counted(group.users.length, 'user')}
          </Text>
        </Title>
        <Button size="xs" variant="default" onClick={open}>
          Add members
        </Button>
      </Group>
      {group.users.length === 0 ? (
        <Text size="sm" c="dimmed">
          Nobody is in it: its roles give nobody anything yet.
        </Text>
      ) : (
        <Table.ScrollContainer minWidth={420}>
          <Table>
            <Table.Caption>
              <VisuallyHidden>Members of {group.displayName}</VisuallyHidden>
            </Table.Caption>
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">User</Table.Th>
                <Table.Th scope="col">Email address</Table.Th>
                <Table.Th scope="col">
                  <VisuallyHidden>Change</VisuallyHidden>
                </Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {group.users.map((user) => (
                <Table.Tr key={user.id}>
                  <Table.Th scope="row" fw={400} maw={320}>
                    <Group gap="xs">
                      <Anchor component={Link} href={`/people/${user.id}`} className="wrapped">
                        {user.displayName}
                      </Anchor>
                      <UserMarks user={user} />
                    </Group>
                  </Table.Th>
                  <Table.Td maw={260} className="wrapped">
                    {user.email ?? ''}
                  </Table.Td>
                  <Table.Td ta="right">
                    <Button
                      size="compact-sm"
                      variant="subtle"
                      color="red"
                      aria-label={`Take ${user.displayName} out of ${group.displayName}`}
                      onClick={() => setLeaving(user)}
                    >
                      Take out
                    </Button>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      <AddMembers isOpen={isAdding} group={group} onDone={onDone} onClose={close} />
      <TakeOut
        what={leaving === null ? null : { user: leaving, group }}
        onDone={onDone}
        onClose={() => setLeaving(null)}
      />
    </Stack>
  );
}
