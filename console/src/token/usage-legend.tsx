/** Which bars are which, told apart by pattern as well as by colour. */
import { Group, Text } from '@mantine/core';
import { useId, type ReactNode } from 'react';
import { RefusedPattern, USED_FILL } from './usage-patterns';
import type { UsageCount } from './usage-span';

export function UsageLegend({ total }: { total: UsageCount }): ReactNode {
  const pattern = useId();
  return (
    <Group gap="lg">
      <Group gap={6} wrap="nowrap">
        <svg width={16} height={16} aria-hidden>
          <rect width={16} height={16} rx={2} fill={USED_FILL} />
        </svg>
        <Text size="sm">Used: {total.used.toLocaleString('en-GB')}</Text>
      </Group>
      <Group gap={6} wrap="nowrap">
        <svg width={16} height={16} aria-hidden>
          <defs>
            <RefusedPattern id={pattern} />
          </defs>
          <rect width={16} height={16} rx={2} fill={`url(#${pattern})`} />
        </svg>
        <Text size="sm">Refused: {total.refused.toLocaleString('en-GB')}</Text>
      </Group>
    </Group>
  );
}
