/** Takes a user out of a group, after saying what they lose. */
import { Stack, Text } from '@mantine/core';
import { useMemo, type ReactNode } from 'react';
import { PeopleTakeOutOfGroupDocument, type PeopleGroupGivesFragment } from '../api/operations';
import { useTold } from '../api/use-asked';
import { Confirmation } from '../feedback/confirmation';
import { lostWithout, type Named } from './held';
import { HeldSummary } from './held-summary';

export interface LeavingUser {
  readonly id: string;
  readonly displayName: string;
  readonly isRoot: boolean;
  readonly isOrgRoot: boolean;
  readonly groups: readonly PeopleGroupGivesFragment[];
}

export interface TakeOutProps {
  /** Closed where null. */
  readonly what: { readonly user: LeavingUser; readonly group: Named } | null;
  readonly onDone: (words: string) => void;
  readonly onClose: () => void;
}

export function TakeOut({ what, onDone, onClose }: TakeOutProps): ReactNode {
  const takeOut = useTold(PeopleTakeOutOfGroupDocument);
  const name = what?.user.displayName ?? '';
  const group = what?.group.displayName ?? '';
  const lost = useMemo(() => (what === null ? [] : lostWithout(what.user.groups, what.group.id)), [what]);

  function close(): void {
    takeOut.reset();
    onClose();
  }

  return (
    <Confirmation
      isOpen={what !== null}
      title={`Take ${name} out of ${group}`}
      verb="Take out of group"
      isBusy={takeOut.isPending}
      error={takeOut.error}
      onConfirm={() => {
        if (what === null) return;
        takeOut.mutate(
          { groupId: what.group.id, userIds: [what.user.id] },
          {
            onSuccess: () => {
              onDone(`${name} is out of ${group}, from the next request on.`);
              close();
            },
          },
        );
      }}
      onClose={close}
    >
      {lost.length === 0 ? (
        <Text size="sm">{name} loses no permission by it: the group gives none that others do not.</Text>
      ) : (
        <Stack gap={4}>
          <Text size="sm">
            {what?.user.isRoot === true || what?.user.isOrgRoot === true
              ? `This goes, though ${name} stands above groups and holds what it holds without them:`
              : `From the next request on, ${name}, their sessions and their personal token lose this:`}
          </Text>
          <HeldSummary held={lost} />
        </Stack>
      )}
    </Confirmation>
  );
}
