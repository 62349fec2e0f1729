/** The organization's users, found by name. */
import { Anchor, Group, Stack, Table, Text, VisuallyHidden } from '@mantine/core';
import { IconUser } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { PeopleUsersDocument } from '../api/operations';
import { useAsked } from '../api/use-asked';
import { LinesLoading } from '../feedback/loading';
import { Nothing } from '../feedback/nothing';
import { Link } from '../shell/link';
import { Refused } from './refused';
import { PAGE_SIZE, PageTurner, SearchField, useSearched } from './searched-pages';
import { SomeLinks } from './some-links';
import { UserMarks } from './user-marks';

export function UsersList(): ReactNode {
  const searched = useSearched();
  const { search, pageNumber } = searched;
  const { data, error, isPending, refetch } = useAsked(
    PeopleUsersDocument,
    { search, pageNumber, pageSize: PAGE_SIZE },
    { keepsPrevious: true },
  );
  if (error !== null) return <Refused error={error} retry={() => void refetch()} />;
  const users = data?.usersPage;
  return (
    <Stack>
      <SearchField searched={searched} label="Search users by name or email address" />
      {isPending || users === undefined ? (
        <LinesLoading />
      ) : users.page.length === 0 ? (
        <Nothing
          icon={<IconUser size={24} />}
          title={search === '' ? 'There are no users here' : 'No user is found'}
        >
          {search === ''
            ? 'Create a user to give somebody a sign-in of their own.'
            : 'Part of the user name, full name or email address is enough. Search for less.'}
        </Nothing>
      ) : (
        <>
          <Table.ScrollContainer minWidth={560}>
            <Table>
              <Table.Caption>
                <VisuallyHidden>Users</VisuallyHidden>
              </Table.Caption>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th scope="col">User</Table.Th>
                  <Table.Th scope="col">Email address</Table.Th>
                  <Table.Th scope="col">Groups</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {users.page.map((user) => (
                  <Table.Tr key={user.id}>
                    <Table.Th scope="row" fw={400} maw={320}>
                      <Group gap="xs">
                        <Anchor component={Link} href={`/people/${user.id}`} className="wrapped">
                          {user.displayName}
                        </Anchor>
                        <UserMarks user={user} />
                      </Group>
                      {user.displayName !== user.username && (
                        <Text size="xs" c="dimmed" className="wrapped">
                          {user.username}
                        </Text>
                      )}
                    </Table.Th>
                    <Table.Td className="wrapped" maw={260}>
                      {user.email ?? (
                        <Text c="dimmed" size="sm">
                          none
                        </Text>
                      )}
                    </Table.Td>
                    <Table.Td maw={320}>
                      <SomeLinks
                        none="no group"
                        links={user.groups.map((group) => ({
                          key: group.id,
                          to: `/groups/${group.id}`,
                          text: group.displayName,
                        }))}
                      />
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
          <PageTurner searched={searched} pageInfo={users.pageInfo} what="users" />
        </>
      )}
    </Stack>
  );
}
