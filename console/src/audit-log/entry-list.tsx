/** The list of the audit log, with what arrives while it is looked at. */
import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconArrowUp, IconHistory, IconListSearch } from '@tabler/icons-react';
import { useMemo, useRef, useState, type ReactNode } from 'react';
import { Failure } from '../feedback/failure';
import { LinesLoading } from '../feedback/loading';
import { Nothing } from '../feedback/nothing';
import { useSession } from '../session/session';
import { AuditEntryTable } from './entry-table';
import type { EntryNarrowing } from './entry-drawer';
import { counted } from './event-facts';
import { asked, areNone, type EntryFilters } from './filters';
import { NewsAnnouncement } from './news-announcement';
import { isOwnReading } from './tail';
import { useEntries } from './use-entries';
import { usePause } from './use-pause';

export interface EntryListProps {
  readonly filters: EntryFilters;
  readonly isLive: boolean;
  readonly clear: () => void;
  readonly onNarrow: (narrowing: EntryNarrowing) => void;
}

export function EntryList({ filters, isLive, clear, onNarrow }: EntryListProps): ReactNode {
  const { me } = useSession();
  const list = useEntries(asked(filters), filters.isOfNone, isLive);
  const { isScrolledPast, mark } = usePause();
  const [isReading, setReading] = useState(false);
  const top = useRef<HTMLDivElement>(null);

  // While somebody reads, what has arrived until then stays, and the rest waits.
  const isPaused = isScrolledPast || isReading;
  const [kept, setKept] = useState<ReadonlySet<string> | null>(null);
  if (isPaused && kept === null) setKept(new Set(list.arrivedIds));
  if (!isPaused && kept !== null) setKept(null);

  const arrived = useMemo(() => new Set(list.arrivedIds), [list.arrivedIds]);
  const isShown = (id: string): boolean => kept === null || !arrived.has(id) || kept.has(id);
  const wanted = list.entries.filter(({ type }) => !filters.hidesUses || type !== 'hashedtokens.use');
  const hidden = list.entries.length - wanted.length;
  const shown = wanted.filter(({ id }) => isShown(id));
  const news = wanted.filter((entry) => arrived.has(entry.id) && !isOwnReading(entry, me));
  const waiting = news.filter(({ id }) => !isShown(id)).length;

  if (list.isPending) return <LinesLoading rows={8} />;
  if (list.error !== null && list.entries.length === 0)
    return <Failure error={list.error} retry={list.refresh} />;

  return (
    <Stack gap="sm">
      <NewsAnnouncement count={news.length} />
      {list.tailError !== null && <Failure error={list.tailError} />}
      {list.hasGap && (
        <Alert color="yellow" title="More has arrived than can be followed one by one">
          <Button size="xs" variant="default" onClick={list.refresh}>
            Show the newest
          </Button>
        </Alert>
      )}
      <div ref={top}>
        <div ref={mark} />
      </div>
      {waiting > 0 && (
        <Group justify="center" className="waiting-news">
          <Button
            size="xs"
            radius="xl"
            leftSection={<IconArrowUp size={14} />}
            onClick={() => {
              setKept(new Set(list.arrivedIds));
              top.current?.scrollIntoView({ block: 'center' });
            }}
          >
            {counted(waiting, 'new entry', 'new entries')}
          </Button>
        </Group>
      )}
      {shown.length === 0 ? (
        <NoEntries filters={filters} hidden={hidden} clear={clear} />
      ) : (
        <AuditEntryTable
          entries={shown}
          caption="Audit entries, newest first"
          newIds={new Set(news.map(({ id }) => id))}
          onOpenChange={setReading}
          onNarrow={onNarrow}
        />
      )}
      {list.error !== null && <Failure error={list.error} retry={list.older} />}
      <Group justify="space-between">
        <Text size="sm" c="dimmed">
          {counted(shown.length, 'entry', 'entries')} shown
          {list.hasOlder ? '' : ', the oldest there is among them'}
          {hidden > 0 && `; ${counted(hidden, 'use')} left out`}
        </Text>
        {list.hasOlder && (
          <Button variant="default" loading={list.isLoadingOlder} onClick={list.older}>
            Older
          </Button>
        )}
      </Group>
    </Stack>
  );
}

function NoEntries({
  filters,
  hidden,
  clear,
}: Pick<EntryListProps, 'filters' | 'clear'> & { hidden: number }): ReactNode {
  if (areNone(filters)) return <Nothing icon={<IconHistory size={24} />} title="Nothing has happened yet" />;
  return (
    <Nothing
      icon={<IconListSearch size={24} />}
      title="Nothing fits the filters"
      action={
        <Button variant="default" onClick={clear}>
          Clear all filters
        </Button>
      }
    >
      {hidden > 0
        ? `There are ${counted(hidden, 'use')}, which are left out, and nothing else so far.`
        : 'Choose a longer time, or fewer conditions.'}
    </Nothing>
  );
}
