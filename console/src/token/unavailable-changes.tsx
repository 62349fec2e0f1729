/** What cannot be done with a token, and why: instead of buttons that do nothing. */
import { List, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { TokenEndReason } from '../api/operations';
import type { PossibleChanges } from './possible-changes';
import { END_WORDS } from './state-words';

export interface UnavailableChangesProps {
  readonly possible: PossibleChanges;
  readonly endReason: TokenEndReason | null;
}

export function UnavailableChanges({ possible, endReason }: UnavailableChangesProps): ReactNode {
  // For a token that has ended one sentence says it all.
  if (endReason !== null)
    return (
      <Text size="sm" c="dimmed">
        It cannot be reset, changed or revoked any more. {END_WORDS[endReason].so}
      </Text>
    );
  const reasons = [
    ['Reset', possible.reset],
    ['Change permissions', possible.changePermissions],
    ['Revoke', possible.revoke],
  ] as const;
  const unavailable = reasons.filter(([, reason]) => reason !== null);
  if (unavailable.length === 0) return null;
  return (
    <List size="sm" c="dimmed" listStyleType="none" aria-label="What cannot be done with it">
      {unavailable.map(([name, reason]) => (
        <List.Item key={name}>
          <b>{name}</b> is not possible. {reason}
        </List.Item>
      ))}
    </List>
  );
}
