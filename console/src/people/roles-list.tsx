/** The organization's roles: what each gives, and where it is assigned. */
import { Anchor, Stack, Table, Text, VisuallyHidden } from '@mantine/core';
import { IconIdBadge2 } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { PeopleRolesDocument } from '../api/operations';
import { useAsked } from '../api/use-asked';
import { LinesLoading } from '../feedback/loading';
import { Nothing } from '../feedback/nothing';
import { Link } from '../shell/link';
import { placeKey } from './held';
import { Refused } from './refused';
import { PAGE_SIZE, PageTurner, SearchField, useSearched } from './searched-pages';
import { SomeLinks } from './some-links';
import { useCatalog } from './use-catalog';
import { assignedTo, toldGives, toldWhere } from './words';

export function RolesList(): ReactNode {
  const searched = useSearched();
  const { search, pageNumber } = searched;
  const { titleOf } = useCatalog();
  const { data, error, isPending, refetch } = useAsked(
    PeopleRolesDocument,
    { search, pageNumber, pageSize: PAGE_SIZE },
    { keepsPrevious: true },
  );
  if (error !== null) return <Refused error={error} retry={() => void refetch()} />;
  const roles = data?.rolesPage;
  return (
    <Stack>
      <SearchField searched={searched} label="Search roles by name" />
      {isPending || roles === undefined ? (
        <LinesLoading />
      ) : roles.page.length === 0 ? (
        <Nothing
          icon={<IconIdBadge2 size={24} />}
          title={search === '' ? 'There are no roles yet' : 'No role is found'}
        >
          {search === ''
            ? 'A role is a set of permissions with a name. Create one, and assign it to a group.'
            : 'Part of the name is enough. Search for less.'}
        </Nothing>
      ) : (
        <>
          <Table.ScrollContainer minWidth={560}>
            <Table>
              <Table.Caption>
                <VisuallyHidden>Roles</VisuallyHidden>
              </Table.Caption>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th scope="col">Role</Table.Th>
                  <Table.Th scope="col">What it gives</Table.Th>
                  <Table.Th scope="col">Who has it</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {roles.page.map((role) => (
                  <Table.Tr key={role.id}>
                    <Table.Th scope="row" fw={400} maw={260} className="wrapped">
                      <Anchor component={Link} href={`/roles/${role.id}`}>
                        {role.displayName}
                      </Anchor>
                    </Table.Th>
                    <Table.Td maw={420}>
                      <Text size="sm">{toldGives(role, titleOf)}</Text>
                    </Table.Td>
                    <Table.Td maw={320}>
                      <SomeLinks
                        none="no group: it gives nobody anything"
                        links={assignedTo(role).flatMap(({ group, places }) =>
                          places.map((place) => ({
                            key: `${group.id} ${placeKey(place)}`,
                            to: `/groups/${group.id}`,
                            text: group.displayName,
                            after: toldWhere(place),
                          })),
                        )}
                      />
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
          <PageTurner searched={searched} pageInfo={roles.pageInfo} what="roles" />
        </>
      )}
    </Stack>
  );
}
