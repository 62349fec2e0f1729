/** What happened, by whom and from where, and whether it was allowed. */
import { Button, Group, Switch, Text } from '@mantine/core';
import { IconDownload, IconLock } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useSearchParams } from 'wouter';
import { ApiError } from '../api/api-error';
import { AuditLogSealsDocument } from '../api/operations';
import { useAsked } from '../api/use-asked';
import { Nothing } from '../feedback/nothing';
import { Page } from '../shell/page';
import { EntryList } from './entry-list';
import { ExportDrawer } from './export-form';
import { FilterBar } from './filter-bar';
import { asked, NO_FILTERS, readFilters, writeFilters, type EntryFilters } from './filters';
import { SEALS_ASKED, SealState } from './seal-state';
import { useMayReadUnattributed } from './use-may-read-unattributed';

const TITLE = 'Audit log';

export function AuditLogPage(): ReactNode {
  const [params, setParams] = useSearchParams();
  const [isExporting, setExporting] = useState(false);
  const seals = useAsked(AuditLogSealsDocument, SEALS_ASKED);
  const mayReadUnattributed = useMayReadUnattributed();
  const filters = readFilters(params);
  const isLive = params.get('live') === 'yes';

  function change(changes: Partial<EntryFilters>): void {
    setParams((before) => writeFilters(before, { ...readFilters(before), ...changes }), { replace: true });
  }
  const clear = (): void => change(NO_FILTERS);

  function setLive(isWanted: boolean): void {
    setParams(
      (before) => {
        const next = new URLSearchParams(before);
        if (isWanted) next.set('live', 'yes');
        else next.delete('live');
        return next;
      },
      { replace: true },
    );
  }

  if (seals.error instanceof ApiError && seals.error.code === 'FORBIDDEN')
    return (
      <Page title={TITLE}>
        <Nothing icon={<IconLock size={24} />} title="You may not read the audit log">
          It needs the organization permission ReadAuditLog. A root of the organization can give it to you by
          a role, or to a token.
        </Nothing>
      </Page>
    );

  return (
    <Page
      title={TITLE}
      lead="Every change, every refusal and every use of a token: who, from where, and whether it was allowed."
      actions={
        <Button
          variant="default"
          leftSection={<IconDownload size={16} />}
          aria-haspopup="dialog"
          onClick={() => setExporting(true)}
        >
          Export
        </Button>
      }
    >
      {!filters.isOfNone && <SealState isLive={isLive} />}
      <FilterBar filters={filters} change={change} clear={clear} mayReadUnattributed={mayReadUnattributed} />
      <Group gap="sm">
        <Switch
          label="Follow what happens"
          checked={isLive && filters.to === null}
          disabled={filters.to !== null}
          onChange={(event) => setLive(event.currentTarget.checked)}
        />
        <Text size="sm" c="dimmed">
          {filters.to === null
            ? 'New entries come in by themselves, within some two seconds.'
            : 'There is nothing to follow with a time in “Until”.'}
        </Text>
      </Group>
      <EntryList
        key={JSON.stringify([asked(filters), filters.isOfNone])}
        filters={filters}
        isLive={isLive && filters.to === null}
        clear={clear}
        onNarrow={change}
      />
      <ExportDrawer isOpen={isExporting} onClose={() => setExporting(false)} />
    </Page>
  );
}
