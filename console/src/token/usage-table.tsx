/** A token's use as a table: the same numbers as the chart, latest first, those periods left out in which nothing was. */
import { Table, Text, VisuallyHidden } from '@mantine/core';
import type { ReactNode } from 'react';
import { periodName, type SpanChoice, type UsageCount } from './usage-span';

export interface UsageTableProps {
  readonly periods: readonly (UsageCount & { readonly start: number; readonly end: number })[];
  readonly choice: SpanChoice;
}

export function UsageTable({ periods, choice }: UsageTableProps): ReactNode {
  const name = choice.resolution === 'Hour' ? 'Hour' : 'Day';
  const shown = periods.filter(({ used, refused }) => used + refused > 0).reverse();
  const idle = periods.length - shown.length;
  return (
    <>
      <Table maw={560}>
        <Table.Caption p={0} m={0}>
          <VisuallyHidden>How often the token was used and refused, latest first</VisuallyHidden>
        </Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{name}</Table.Th>
            <Table.Th scope="col" ta="right">
              Used
            </Table.Th>
            <Table.Th scope="col" ta="right">
              Refused
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {shown.map((period) => (
            <Table.Tr key={period.start}>
              <Table.Th scope="row" fw={400}>
                {periodName(period, choice.resolution)}
              </Table.Th>
              <Table.Td ta="right">{period.used.toLocaleString('en-GB')}</Table.Td>
              <Table.Td ta="right">{period.refused.toLocaleString('en-GB')}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {idle > 0 && (
        <Text size="sm" c="dimmed">
          In the other {idle} {name.toLowerCase()}
          {idle === 1 ? '' : 's'} it was neither used nor refused.
        </Text>
      )}
    </>
  );
}
