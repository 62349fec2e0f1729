/** What two states of the policies differ in, line by line. */
import { List, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { POLICY_KIND_NAMES, type PolicyDifference } from './policy-differences';

export function DifferenceList({
  differences,
  label,
}: {
  differences: readonly PolicyDifference[];
  label: string;
}): ReactNode {
  return (
    <List size="sm" spacing={4} aria-label={label}>
      {differences.map(({ kind, what, was, is }) => (
        <List.Item key={`${kind} ${what}`}>
          <Text span inherit fw={600}>
            {POLICY_KIND_NAMES[kind]}
          </Text>
          , {what}: {was} → {is}
        </List.Item>
      ))}
    </List>
  );
}
