/** Tokens, a line each. */
import { Anchor, Group, Stack, Table, Text, Tooltip, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconArrowsSort } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { TokenRowFragment, Tokens__SortBy } from '../api/operations';
import { Link } from '../shell/link';
import { Moment } from '../time/moment';
import { KIND_NAMES } from './token-kind';
import type { TokenListing } from './token-listing';
import { TokenStateBadge } from './token-state-badge';

export interface TokenTableProps {
  readonly tokens: readonly TokenRowFragment[];
  readonly listing: TokenListing;
  readonly change: (part: Partial<TokenListing>) => void;
  /** Whether other tokens are on their way. */
  readonly isOld: boolean;
}

export function TokenTable({ tokens, listing, change, isOld }: TokenTableProps): ReactNode {
  const sortable = (sort: Tokens__SortBy, title: string): ReactNode => (
    <SortableHead title={title} sort={sort} listing={listing} change={change} />
  );
  return (
    <Table.ScrollContainer minWidth={980} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
      <Table aria-busy={isOld} opacity={isOld ? 0.6 : 1}>
        <Table.Caption>
          <VisuallyHidden>Tokens, with their state, expiry, IP filter and last use</VisuallyHidden>
        </Table.Caption>
        <Table.Thead>
          <Table.Tr>
            {sortable('Name', 'Name')}
            <Table.Th scope="col">Domain</Table.Th>
            <Table.Th scope="col">State</Table.Th>
            {sortable('ExpirationDate', 'Expires')}
            <Table.Th scope="col">May do</Table.Th>
            <Table.Th scope="col">From</Table.Th>
            <Table.Th scope="col" className="unbroken">
              Last used
            </Table.Th>
            {sortable('CreationDate', 'Created')}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {tokens.map((token) => (
            <Table.Tr key={token.id}>
              <Table.Th scope="row" fw={500} miw={200} maw={320}>
                <Anchor component={Link} href={`/tokens/${token.id}`} className="wrapped">
                  {token.name}
                </Anchor>
              </Table.Th>
              <Table.Td>{KIND_NAMES[token.__typename]}</Table.Td>
              <Table.Td>
                <TokenStateBadge state={token.state} />
              </Table.Td>
              <Table.Td>
                <Moment time={token.expireAt} className="unbroken" />
              </Table.Td>
              <Table.Td>
                <MayDo token={token} />
              </Table.Td>
              <Table.Td maw={160}>
                {token.ipFilterV2 === null ? (
                  <Text c="dimmed" size="sm" span>
                    anywhere
                  </Text>
                ) : (
                  <Anchor
                    component={Link}
                    href={`/ip-filters/${token.ipFilterV2.id}`}
                    size="sm"
                    className="wrapped"
                  >
                    {token.ipFilterV2.name}
                  </Anchor>
                )}
              </Table.Td>
              <Table.Td>
                <Stack gap={0}>
                  <Moment time={token.lastUsedAt} className="unbroken" />
                  {token.lastUsedAddress !== null && (
                    <Text size="xs" c="dimmed">
                      {token.lastUsedAddress}
                    </Text>
                  )}
                </Stack>
              </Table.Td>
              <Table.Td>
                <Moment time={token.createdAt} className="unbroken" />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function MayDo({ token }: { token: TokenRowFragment }): ReactNode {
  if (token.__typename === 'PersonalUserToken')
    return (
      <Text size="sm" span>
        what its user may
      </Text>
    );
  const { permissions } = token;
  const views = token.__typename === 'ViewPermissionsToken' ? token.views.map(({ name }) => name) : [];
  const count = `${permissions.length} permission${permissions.length === 1 ? '' : 's'}`;
  const where =
    views.length === 0 ? '' : views.length === 1 ? ` on ${views[0] ?? ''}` : ` on ${views.length} views`;
  return (
    <Tooltip
      multiline
      maw={360}
      label={[permissions.join(', '), views.join(', ')].filter((text) => text !== '').join(' on ')}
      events={{ hover: true, focus: true, touch: true }}
    >
      <Text size="sm" span tabIndex={0}>
        {permissions.length === 1 ? (permissions[0] ?? '') : count}
        {where}
      </Text>
    </Tooltip>
  );
}

interface SortableHeadProps {
  readonly title: string;
  readonly sort: Tokens__SortBy;
  readonly listing: TokenListing;
  readonly change: (part: Partial<TokenListing>) => void;
}

/** Sorts by its column, and once more the other way round. */
function SortableHead({ title, sort, listing, change }: SortableHeadProps): ReactNode {
  const isSorted = listing.sort === sort;
  const isUp = listing.order === 'ASC';
  const Icon = !isSorted ? IconArrowsSort : isUp ? IconArrowUp : IconArrowDown;
  return (
    <Table.Th scope="col" aria-sort={!isSorted ? 'none' : isUp ? 'ascending' : 'descending'}>
      <UnstyledButton
        fz="sm"
        fw={700}
        onClick={() => change({ sort, order: isSorted && isUp ? 'DESC' : 'ASC' })}
      >
        <Group gap={4} wrap="nowrap">
          {title}
          <Icon size={14} aria-hidden />
        </Group>
      </UnstyledButton>
    </Table.Th>
  );
}
