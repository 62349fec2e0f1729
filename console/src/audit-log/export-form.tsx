/** Brings the sealed audit log to a file that anybody can verify. */
import { Alert, Button, Code, Drawer, Group, NumberInput, Stack, Text } from '@mantine/core';
import { IconCheck, IconDownload } from '@tabler/icons-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { Failure } from '../feedback/failure';
import { useSession } from '../session/session';
import { counted } from './event-facts';
import { chooseDestination, exportTo, toldBytes, type ExportProgress } from './export-file';
import type { ExportSummary } from './export-lines';

type State =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running'; readonly progress: ExportProgress }
  | { readonly kind: 'done'; readonly progress: ExportProgress; readonly summary: ExportSummary }
  | { readonly kind: 'failed'; readonly error: unknown };

const NOTHING_YET: ExportProgress = { bytes: 0, entries: 0 };

export function ExportDrawer({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }): ReactNode {
  return (
    <Drawer
      opened={isOpen}
      onClose={onClose}
      position="right"
      size="lg"
      title="Export the audit log"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <ExportForm />
    </Drawer>
  );
}

function ExportForm(): ReactNode {
  const { me } = useSession();
  const [after, setAfter] = useState<number | string>('');
  const [state, setState] = useState<State>({ kind: 'idle' });
  const running = useRef<AbortController | null>(null);
  // Whoever leaves needs no more of it.
  useEffect(() => () => running.current?.abort(), []);

  async function start(): Promise<void> {
    const stop = new AbortController();
    try {
      const destination = await chooseDestination(fileName(me.organization.name));
      if (destination === null) return;
      running.current = stop;
      let progress = NOTHING_YET;
      setState({ kind: 'running', progress });
      const summary = await exportTo(
        destination,
        typeof after === 'number' ? after : 0,
        (next) => {
          progress = next;
          setState({ kind: 'running', progress });
        },
        stop.signal,
      );
      setState({ kind: 'done', progress, summary });
    } catch (error) {
      setState(stop.signal.aborted ? { kind: 'idle' } : { kind: 'failed', error });
    }
  }

  const isRunning = state.kind === 'running';
  return (
    <Stack>
      <Text size="sm">
        All sealed entries of {me.organization.name}, oldest first, one JSON object a line (NDJSON), whatever
        the filters of the page. The last line is signed by the server. Entries that are not sealed yet are
        for the next export.
      </Text>
      <NumberInput
        label="Only what follows seal number"
        description="To go on from an earlier export. Empty for everything."
        min={0}
        max={999_999_999_999_999}
        allowDecimal={false}
        allowNegative={false}
        value={after}
        onChange={setAfter}
        disabled={isRunning}
      />
      <Group>
        <Button leftSection={<IconDownload size={16} />} loading={isRunning} onClick={() => void start()}>
          Save export
        </Button>
        {isRunning && (
          <Button variant="default" onClick={() => running.current?.abort()}>
            Stop
          </Button>
        )}
      </Group>
      <Stack gap="xs" role="status">
        {isRunning && (
          <Text size="sm">
            {counted(state.progress.entries, 'entry', 'entries')} so far, {toldBytes(state.progress.bytes)}
          </Text>
        )}
        {state.kind === 'done' && <Done progress={state.progress} summary={state.summary} />}
      </Stack>
      {state.kind === 'failed' && <Failure error={state.error} />}
      <Text size="sm">
        To verify the file, on any machine that has Tollgate and the server’s public key (
        <code>audit-key.pub.pem</code> of its data folder; no secret is needed):
      </Text>
      <Code block className="secret" tabIndex={0}>
        npm run audit:verify -- --key audit-key.pub.pem audit.ndjson
      </Code>
      <Text size="sm" c="dimmed">
        It names the first entry that was changed, removed, added or moved, and says where an end was cut off.
      </Text>
    </Stack>
  );
}

function Done({ progress, summary }: { progress: ExportProgress; summary: ExportSummary }): ReactNode {
  return (
    <Alert color="teal" icon={<IconCheck size={18} />} title="The export is complete">
      {summary.entries === 0
        ? 'It holds no entries: nothing was sealed since.'
        : `It holds ${counted(summary.entries, 'entry', 'entries')} (${toldBytes(progress.bytes)}), up to seal number ${summary.last}: the number to go on from next time.`}
    </Alert>
  );
}

function fileName(organization: string): string {
  const slug = organization.replace(/[^A-Za-z0-9]+/g, '-').replace(/^-|-$/g, '');
  const day = new Date().toISOString().slice(0, 10);
  return `audit-${slug === '' ? 'log' : slug}-${day}.ndjson`;
}
