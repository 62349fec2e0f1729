/** Whether a token works, told by a word and not by colour alone. */
import { Badge } from '@mantine/core';
import type { ReactNode } from 'react';
import type { TokenState } from '../api/operations';

const STATES: Readonly<Record<TokenState, { readonly label: string; readonly color: string }>> = {
  Active: { label: 'Active', color: 'teal' },
  ExpiringSoon: { label: 'Expires soon', color: 'yellow' },
  Expired: { label: 'Expired', color: 'gray' },
  Blocked: { label: 'Blocked', color: 'orange' },
  Revoked: { label: 'Revoked', color: 'red' },
};

export const STATE_NAMES = Object.fromEntries(
  Object.entries(STATES).map(([state, { label }]) => [state, label]),
) as Record<TokenState, string>;

export function TokenStateBadge({ state }: { state: TokenState | null }): ReactNode {
  if (state === null) return null;
  const { label, color } = STATES[state];
  return <Badge color={color}>{label}</Badge>;
}
