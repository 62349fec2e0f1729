/** Audit entries with words, each of which opens: for the audit log, and for the pages of things that it tells of. */
import { Badge, Group, Stack, Table, Text, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { AuditEntryRowFragment } from '../api/operations';
import { toldExactly } from '../time/spans';
import { Moment } from '../time/moment';
import './audit-log.css';
import { EntryDrawer, type EntryNarrowing } from './entry-drawer';
import { sentenceOf } from './event-sentences';
import { toldActor, toldCount } from './entry-words';
import { NamedLink } from './fact';
import { OutcomeMark } from './outcome-mark';

export interface AuditEntryTableProps {
  /** Newest first. */
  readonly entries: readonly AuditEntryRowFragment[];
  /** What is listed, for who cannot see the page around it. */
  readonly caption: string;
  /** Those that came while the page was open. */
  readonly newIds?: ReadonlySet<string>;
  /** Is told when an entry is opened, and when none is open any more. */
  readonly onOpenChange?: (isOpen: boolean) => void;
  readonly onNarrow?: (narrowing: EntryNarrowing) => void;
}

export function AuditEntryTable(props: AuditEntryTableProps): ReactNode {
  const { entries, caption, newIds, onOpenChange, onNarrow } = props;
  const [openId, setOpenId] = useState<string | null>(null);

  function open(id: string | null): void {
    setOpenId(id);
    onOpenChange?.(id !== null);
  }

  return (
    <>
      <Table.ScrollContainer minWidth={640}>
        <Table>
          <caption>
            <VisuallyHidden>{caption}</VisuallyHidden>
          </caption>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col" w={190}>
                When
              </Table.Th>
              <Table.Th scope="col">What happened</Table.Th>
              <Table.Th scope="col" w={200}>
                By
              </Table.Th>
              <Table.Th scope="col" w={140}>
                From
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {entries.map((entry) => (
              <EntryRow
                key={entry.id}
                entry={entry}
                isNew={newIds?.has(entry.id) === true}
                open={() => open(entry.id)}
              />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <EntryDrawer
        entry={entries.find(({ id }) => id === openId) ?? null}
        onClose={() => open(null)}
        onNarrow={
          onNarrow &&
          ((narrowing) => {
            open(null);
            onNarrow(narrowing);
          })
        }
      />
    </>
  );
}

interface EntryRowProps {
  readonly entry: AuditEntryRowFragment;
  readonly isNew: boolean;
  readonly open: () => void;
}

function EntryRow({ entry, isNew, open }: EntryRowProps): ReactNode {
  const actor = toldActor(entry.actor);
  const count = toldCount(entry);
  return (
    <Table.Tr className={isNew ? 'entry-new' : undefined}>
      <Table.Td>
        <Moment time={entry.time} size="sm" />
        <Text size="xs" c="dimmed">
          {toldExactly(entry.time)}
        </Text>
      </Table.Td>
      <Table.Td>
        <Stack gap={2} align="flex-start">
          <UnstyledButton onClick={open} aria-haspopup="dialog" className="entry-words entry-open">
            <Text span size="sm">
              {sentenceOf(entry)}
            </Text>
          </UnstyledButton>
          {(isNew || entry.outcome === 'refused' || count !== null) && (
            <Group gap={6}>
              {isNew && (
                <Badge color="cyan" variant="light" tt="none">
                  New
                </Badge>
              )}
              {entry.outcome === 'refused' && <OutcomeMark outcome={entry.outcome} />}
              {count !== null && (
                <Text size="xs" c="dimmed">
                  {count}
                </Text>
              )}
            </Group>
          )}
        </Stack>
      </Table.Td>
      <Table.Td>
        <Text size="sm" component="div" className="entry-words">
          <NamedLink thing={actor} />
        </Text>
        <Text size="xs" c="dimmed">
          {actor.kind}
        </Text>
      </Table.Td>
      <Table.Td>
        <Text size="sm" className="entry-words">
          {entry.clientAddress ?? '–'}
        </Text>
      </Table.Td>
    </Table.Tr>
  );
}
