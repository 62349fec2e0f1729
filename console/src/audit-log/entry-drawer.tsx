/** Everything that one audit entry says, beside the list. */
import { Alert, Button, Drawer, Group, Stack, Text, Title } from '@mantine/core';
import { IconLock, IconLockOpen } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { AuditEntryRowFragment } from '../api/operations';
import { toldExactly } from '../time/spans';
import { detailLines } from './detail-lines';
import { sentenceOf } from './event-sentences';
import { eventName } from './event-types';
import { toldActor, toldCount, toldTarget } from './entry-words';
import { Copied, Fact, NamedLink } from './fact';
import { OutcomeMark } from './outcome-mark';

/** What a list can be narrowed to from an entry of it. */
export interface EntryNarrowing {
  readonly user?: string;
  readonly token?: string;
  readonly target?: string;
  readonly address?: string;
}

export interface EntryDrawerProps {
  readonly entry: AuditEntryRowFragment | null;
  readonly onClose: () => void;
  /** Left out where the list cannot be narrowed. */
  readonly onNarrow?: ((narrowing: EntryNarrowing) => void) | undefined;
}

export function EntryDrawer({ entry, onClose, onNarrow }: EntryDrawerProps): ReactNode {
  return (
    <Drawer
      opened={entry !== null}
      onClose={onClose}
      position="right"
      size="lg"
      title={entry === null ? '' : eventName(entry.type)}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {entry !== null && <Entry entry={entry} onNarrow={onNarrow} />}
    </Drawer>
  );
}

function Entry({
  entry,
  onNarrow,
}: Pick<EntryDrawerProps, 'onNarrow'> & { entry: AuditEntryRowFragment }): ReactNode {
  const actor = toldActor(entry.actor);
  const target = toldTarget(entry);
  const count = toldCount(entry);
  const lines = detailLines(entry.details);
  return (
    <Stack>
      <Group gap="xs" wrap="nowrap" align="flex-start">
        <OutcomeMark outcome={entry.outcome} />
        <Text fw={600} className="entry-words">
          {sentenceOf(entry)}
        </Text>
      </Group>
      <dl className="facts">
        <Fact label="When">{toldExactly(entry.time)}</Fact>
        {count !== null && <Fact label="How often">{count}</Fact>}
        <Fact label="By">
          <NamedLink thing={actor} />
          <Text span size="xs" c="dimmed" display="block">
            {actor.kind}
          </Text>
        </Fact>
        {entry.actor.tokenId !== null && (
          <Fact label="With the token">
            <NamedLink
              thing={{
                name: entry.actor.tokenName ?? entry.actor.tokenId,
                kind: 'Token',
                to: `/tokens/${encodeURIComponent(entry.actor.tokenId)}`,
              }}
            />
          </Fact>
        )}
        {entry.actor.sessionId !== null && <Fact label="Session">{entry.actor.sessionId}</Fact>}
        {target !== null && (
          <Fact label={`About the ${target.kind.replace(/^[A-Z](?=[a-z])/, (first) => first.toLowerCase())}`}>
            <NamedLink thing={target} />
          </Fact>
        )}
        <Fact label="From">{entry.clientAddress ?? 'not known'}</Fact>
        <Fact label="Program">{entry.userAgent ?? 'did not say'}</Fact>
        {entry.requestId !== null && (
          <Fact label="Request">
            <Copied value={entry.requestId} what="the request id" />
          </Fact>
        )}
        <Fact label="Type">{entry.type}</Fact>
        <Fact label="Entry">
          <Copied value={entry.id} what="the entry’s id" />
        </Fact>
      </dl>
      {lines.length > 0 && (
        <>
          <Title order={3} size="h5">
            Details
          </Title>
          <dl className="facts">
            {lines.map(({ label, value, was }) => (
              <Fact key={label} label={label}>
                {was === undefined ? value : `${was} → ${value}`}
              </Fact>
            ))}
          </dl>
        </>
      )}
      <Seal seal={entry.seal} />
      {onNarrow !== undefined && <Narrowings entry={entry} onNarrow={onNarrow} />}
    </Stack>
  );
}

function Seal({ seal }: Pick<AuditEntryRowFragment, 'seal'>): ReactNode {
  if (seal === null)
    return (
      <Alert color="gray" icon={<IconLockOpen size={18} />} title="Not sealed yet">
        An entry is sealed within a second once it will not change any more; one that is counted, when its
        minute is over.
      </Alert>
    );
  return (
    <Alert color="teal" icon={<IconLock size={18} />} title={`Sealed as number ${seal.number}`}>
      <Stack gap="xs">
        <Text size="sm">
          Its hash covers everything it says and the hash of the entry before it. Whoever changes, removes or
          moves an entry breaks the chain from there on, which <code>npm run audit:verify</code> finds.
        </Text>
        <Text size="sm" component="div" className="entry-words">
          <Copied value={seal.hash} what="the hash" />
        </Text>
      </Stack>
    </Alert>
  );
}

interface NarrowingsProps {
  readonly entry: AuditEntryRowFragment;
  readonly onNarrow: (narrowing: EntryNarrowing) => void;
}

function Narrowings({ entry, onNarrow }: NarrowingsProps): ReactNode {
  const { actor, targetId, clientAddress } = entry;
  const offers: readonly (readonly [string, EntryNarrowing])[] = [
    ...(actor.tokenId !== null ? [['Only what this token did', { token: actor.tokenId }] as const] : []),
    ...(actor.userId !== null ? [['Only what this user did', { user: actor.userId }] as const] : []),
    ...(targetId !== null ? [['Only what happened to this', { target: targetId }] as const] : []),
    ...(clientAddress !== null ? [['Only from this address', { address: clientAddress }] as const] : []),
  ];
  if (offers.length === 0) return null;
  return (
    <Group gap="xs">
      {offers.map(([label, narrowing]) => (
        <Button key={label} size="xs" variant="default" onClick={() => onNarrow(narrowing)}>
          {label}
        </Button>
      ))}
    </Group>
  );
}
