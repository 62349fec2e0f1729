/** Which tokens a draft of the policies would reach, and what would become of each, page by page. */
import { Anchor, Button, Group, Stack, Table, Text, VisuallyHidden } from '@mantine/core';
import type { ReactNode } from 'react';
import type { SecurityPoliciesPreviewQuery } from '../api/operations';
import { Link } from '../shell/link';
import { Moment } from '../time/moment';
import { KIND_NAMES } from '../tokens/token-kind';
import { toldEffect, type Consequence } from './effects';

export const CONSEQUENCES_PAGE = 20;

export interface ConsequencesTableProps {
  readonly preview: SecurityPoliciesPreviewQuery['previewTokenSecurityPolicies'];
  readonly skip: number;
  readonly setSkip: (skip: number) => void;
  readonly filterName: (id: string) => string;
  /** Of the token that one is signed in with. */
  readonly ownTokenId: string | null;
}

export function ConsequencesTable(props: ConsequencesTableProps): ReactNode {
  const { preview, skip, setSkip, filterName, ownTokenId } = props;
  const { results, totalResults } = preview;
  if (totalResults === 0) return null;
  const last = skip + results.length;
  return (
    <Stack gap="xs">
      <Table.ScrollContainer minWidth={300}>
        <Table>
          <caption>
            <VisuallyHidden>Tokens that the draft would reach</VisuallyHidden>
          </caption>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">Token</Table.Th>
              <Table.Th scope="col">What would become of it</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {results.map((each) => (
              <Table.Tr key={each.token.id}>
                <Table.Td className="wrapped">
                  <Anchor component={Link} href={`/tokens/${encodeURIComponent(each.token.id)}`} inherit>
                    {each.token.name}
                  </Anchor>
                  <Text size="xs" c="dimmed">
                    {toldKind(each)}
                    {each.token.id === ownTokenId && ', which you are signed in with'}, created{' '}
                    <Moment time={each.token.createdAt} inherit />
                  </Text>
                </Table.Td>
                <Table.Td>{toldEffect(each, filterName)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {totalResults > CONSEQUENCES_PAGE && (
        <Group justify="space-between">
          <Text size="sm">
            {skip + 1} to {last} of {totalResults.toLocaleString('en-GB')}
          </Text>
          <Group gap="xs">
            <Button
              size="xs"
              variant="default"
              disabled={skip === 0}
              onClick={() => setSkip(Math.max(0, skip - CONSEQUENCES_PAGE))}
            >
              Previous
            </Button>
            <Button
              size="xs"
              variant="default"
              disabled={last >= totalResults}
              onClick={() => setSkip(skip + CONSEQUENCES_PAGE)}
            >
              Next
            </Button>
          </Group>
        </Group>
      )}
    </Stack>
  );
}

function toldKind({ token }: Consequence): string {
  const owner = token.__typename === 'PersonalUserToken' ? token.createdBy?.userName : undefined;
  return `${KIND_NAMES[token.__typename]}${typeof owner === 'string' ? `, made by ${owner}` : ''}`;
}
