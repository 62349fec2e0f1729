/** A moment in words, such as `in 3 days`, with the exact time when pointed at or focused. */
import { Text, Tooltip, type TextProps } from '@mantine/core';
import type { ReactNode } from 'react';
import { toldExactly, toldRelative } from './spans';
import { useNow } from './use-now';

export interface MomentProps extends TextProps {
  /** Milliseconds since the epoch; null for never. */
  readonly time: number | null | undefined;
  readonly className?: string;
  /** What stands there for never. */
  readonly never?: string;
}

export function Moment({ time, never = 'never', ...text }: MomentProps): ReactNode {
  const now = useNow();
  if (time === null || time === undefined)
    return (
      <Text span c="dimmed" inherit {...text}>
        {never}
      </Text>
    );
  return (
    <Tooltip label={toldExactly(time)} events={{ hover: true, focus: true, touch: true }}>
      <Text span inherit tabIndex={0} component="time" dateTime={new Date(time).toISOString()} {...text}>
        {toldRelative(time, now)}
      </Text>
    </Tooltip>
  );
}
