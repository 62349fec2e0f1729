/** Entries of the audit log as a table: when, what, by whom and from where. */
import { Anchor, Table, Text, VisuallyHidden } from '@mantine/core';
import { IconBan } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { TokenPageEntriesQuery } from '../api/operations';
import { toldActor, toldCount } from '../audit-log/entry-words';
import { sentenceOf } from '../audit-log/event-sentences';
import { Link } from '../shell/link';
import { Moment } from '../time/moment';

type Entry = TokenPageEntriesQuery['auditEntries']['entries'][number];

export function EntriesTable({ entries }: { entries: readonly Entry[] }): ReactNode {
  return (
    <Table.ScrollContainer minWidth={620} type="native" pos="relative">
      <Table>
        <Table.Caption p={0} m={0}>
          <VisuallyHidden>Audit entries of the token, newest first</VisuallyHidden>
        </Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col" w={140}>
              When
            </Table.Th>
            <Table.Th scope="col">What</Table.Th>
            <Table.Th scope="col">By whom</Table.Th>
            <Table.Th scope="col">From</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {entries.map((entry) => (
            <Table.Tr key={entry.id}>
              <Table.Td>
                <Moment time={entry.time} />
              </Table.Td>
              <Table.Td>
                <What entry={entry} />
              </Table.Td>
              <Table.Td>
                <Who entry={entry} />
              </Table.Td>
              <Table.Td>{entry.clientAddress ?? 'Unknown'}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function What({ entry }: { entry: Entry }): ReactNode {
  const count = toldCount(entry);
  return (
    <>
      <Text size="sm" className="secret">
        {entry.outcome === 'refused' && (
          <>
            <IconBan size={14} aria-hidden /> <b>Refused.</b>{' '}
          </>
        )}
        {sentenceOf(entry)}
      </Text>
      {count !== null && (
        <Text size="xs" c="dimmed">
          {count}
        </Text>
      )}
    </>
  );
}

function Who({ entry }: { entry: Entry }): ReactNode {
  const { name, kind, to } = toldActor(entry.actor);
  return (
    <>
      {to === null ? (
        <Text size="sm">{name}</Text>
      ) : (
        <Anchor component={Link} href={to} size="sm" underline="always" className="secret">
          {name}
        </Anchor>
      )}
      <Text size="xs" c="dimmed">
        {kind}
      </Text>
    </>
  );
}
