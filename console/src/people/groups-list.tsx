/** The organization's groups: who is in them, which roles they have. */
import { Anchor, Stack, Table, VisuallyHidden } from '@mantine/core';
import { IconUsersGroup } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { PeopleGroupsDocument, type PeopleGroupsQuery } from '../api/operations';
import { useAsked } from '../api/use-asked';
import { LinesLoading } from '../feedback/loading';
import { Nothing } from '../feedback/nothing';
import { Link } from '../shell/link';
import { Refused } from './refused';
import { PAGE_SIZE, PageTurner, SearchField, useSearched } from './searched-pages';
import { SomeLinks, type SomeLink } from './some-links';
import { counted, toldWhere } from './words';

type Row = PeopleGroupsQuery['groupsPage']['page'][number];

export function GroupsList(): ReactNode {
  const searched = useSearched();
  const { search, pageNumber } = searched;
  const { data, error, isPending, refetch } = useAsked(
    PeopleGroupsDocument,
    { search, pageNumber, pageSize: PAGE_SIZE },
    { keepsPrevious: true },
  );
  if (error !== null) return <Refused error={error} retry={() => void refetch()} />;
  const groups = data?.groupsPage;
  return (
    <Stack>
      <SearchField searched={searched} label="Search groups by name" />
      {isPending || groups === undefined ? (
        <LinesLoading />
      ) : groups.page.length === 0 ? (
        <Nothing
          icon={<IconUsersGroup size={24} />}
          title={search === '' ? 'There are no groups yet' : 'No group is found'}
        >
          {search === ''
            ? 'Users get permissions through groups. Create one, give it a role, and put users into it.'
            : 'Part of the name is enough. Search for less.'}
        </Nothing>
      ) : (
        <>
          <Table.ScrollContainer minWidth={520}>
            <Table>
              <Table.Caption>
                <VisuallyHidden>Groups</VisuallyHidden>
              </Table.Caption>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th scope="col">Group</Table.Th>
                  <Table.Th scope="col">Members</Table.Th>
                  <Table.Th scope="col">Roles</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {groups.page.map((group) => (
                  <Table.Tr key={group.id}>
                    <Table.Th scope="row" fw={400} maw={300} className="wrapped">
                      <Anchor component={Link} href={`/groups/${group.id}`}>
                        {group.displayName}
                      </Anchor>
                    </Table.Th>
                    <Table.Td>{counted(group.userCount, 'user')}</Table.Td>
                    <Table.Td maw={420}>
                      <SomeLinks links={rolesOf(group)} none="no role: being in it gives nothing" />
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
          <PageTurner searched={searched} pageInfo={groups.pageInfo} what="groups" />
        </>
      )}
    </Stack>
  );
}

function rolesOf(group: Row): SomeLink[] {
  const link = (role: { id: string; displayName: string }, where: string) => ({
    key: `${role.id} ${where}`,
    to: `/roles/${role.id}`,
    text: role.displayName,
    after: where,
  });
  return [
    ...group.organizationRoles.map(({ role }) => link(role, toldWhere({ domain: 'Organization' }))),
    ...group.systemRoles.map(({ role }) => link(role, toldWhere({ domain: 'System' }))),
    ...group.roles.map(({ role, searchDomain }) =>
      link(role, toldWhere({ domain: 'View', view: searchDomain })),
    ),
  ];
}
