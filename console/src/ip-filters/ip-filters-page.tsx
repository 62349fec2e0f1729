/** All IP filters, with what each limits. */
import { Anchor, Button, Skeleton, Table, Text } from '@mantine/core';
import { IconFilter, IconPlus } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { IpFiltersDocument, IpFilterViewerDocument, type IpFilterRowFragment } from '../api/operations';
import { useAsked } from '../api/use-asked';
import { Failure } from '../feedback/failure';
import { LinesLoading } from '../feedback/loading';
import { Nothing } from '../feedback/nothing';
import { Link } from '../shell/link';
import { Page } from '../shell/page';
import { countRules } from './rule-text';
import { toldUsers, useFilterUsers } from './use-filter-users';

export function IpFiltersPage(): ReactNode {
  const { data, error, refetch } = useAsked(IpFiltersDocument, {});
  const viewer = useAsked(IpFilterViewerDocument, {}).data;
  const mayChange = viewer?.viewerPermissions.organizationPermissions.includes('ChangeIPFilters') ?? false;
  const create = mayChange ? (
    <Button component={Link} href="/ip-filters/new" leftSection={<IconPlus size={16} />}>
      Create IP filter
    </Button>
  ) : undefined;
  return (
    <Page
      title="IP filters"
      lead="Each says from which addresses the tokens that have it may be used."
      actions={create}
    >
      {error !== null ? (
        <Failure error={error} retry={() => void refetch()} />
      ) : data === undefined ? (
        <LinesLoading />
      ) : data.ipFilters.length === 0 ? (
        <Nothing icon={<IconFilter size={24} />} title="No IP filter yet" action={create}>
          Without one, tokens work from anywhere. Create a filter, then give it to tokens as you create them,
          or have a security policy demand it.
          {viewer !== undefined && !mayChange && ' It takes the permission “Manage IP filters”.'}
        </Nothing>
      ) : (
        <Table.ScrollContainer minWidth={480}>
          <Table captionSide="top">
            <Table.Caption className="mantine-visually-hidden">IP filters by name</Table.Caption>
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">Name</Table.Th>
                <Table.Th scope="col">Rules</Table.Th>
                <Table.Th scope="col">Used by</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {data.ipFilters.map((filter) => (
                <FilterRow key={filter.id} filter={filter} />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </Page>
  );
}

function FilterRow({ filter }: { filter: IpFilterRowFragment }): ReactNode {
  const users = useFilterUsers(filter.id, 1);
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={400} className="wrapped">
        <Anchor component={Link} href={`/ip-filters/${filter.id}`}>
          {filter.name}
        </Anchor>
      </Table.Th>
      <Table.Td>{countRules(filter.ipFilter)}</Table.Td>
      <Table.Td>
        {users.error !== null ? (
          <Text size="sm">not known</Text>
        ) : users.tokens === undefined ? (
          <Skeleton height={16} width={80} />
        ) : (
          toldUsers(users)
        )}
      </Table.Td>
    </Table.Tr>
  );
}
