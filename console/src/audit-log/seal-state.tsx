/** How far the log is sealed, and what that is good for. */
import { Alert, Skeleton, Stack, Text } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { AuditLogSealsDocument } from '../api/operations';
import { useAsked } from '../api/use-asked';
import { counted } from './event-facts';
import { Copied } from './fact';

/** Of how many of the newest entries it is looked at. */
export const SEALS_ASKED = { limit: 200 };
const AGAIN_MS = 15_000;

export function SealState({ isLive }: { isLive: boolean }): ReactNode {
  const { data, isPending } = useAsked(
    AuditLogSealsDocument,
    SEALS_ASKED,
    isLive ? { everyMs: AGAIN_MS } : {},
  );
  if (isPending) return <Skeleton height={88} radius="md" />;
  if (data === undefined) return null;
  const { entries, nextCursor } = data.auditEntries;
  const unsealed = entries.filter(({ seal }) => seal === null).length;
  const newest = entries
    .flatMap(({ seal }) => (seal === null ? [] : [seal]))
    .reduce<{ number: number; hash: string } | null>(
      (best, seal) => (best === null || seal.number > best.number ? seal : best),
      null,
    );
  const isAll = unsealed === entries.length && nextCursor !== null;
  return (
    <Alert
      color="gray"
      icon={<IconLock size={18} />}
      title={
        newest === null
          ? 'Nothing is sealed yet'
          : `Sealed up to number ${newest.number.toLocaleString('en-GB')}`
      }
    >
      <Stack gap={4}>
        <Text size="sm">
          {unsealed === 0
            ? 'Every entry is sealed. '
            : `${isAll ? 'At least the' : 'The'} newest ${counted(unsealed, 'entry is', 'entries are')} not sealed yet: entries that are counted wait for the end of their minute, and what came after them waits too. `}
          Each seal covers its entry and the seal before it, so that nothing can be changed, removed or added
          later without <code>npm run audit:verify</code> finding it.
        </Text>
        {newest !== null && (
          <Text size="xs" component="div" className="entry-words">
            Newest seal: <Copied value={newest.hash} what="the newest seal’s hash" />
          </Text>
        )}
      </Stack>
    </Alert>
  );
}
