/** A token's use as bars, one for each hour or day, with refusals on top. The table beside it tells the same. */
import { Paper, Text } from '@mantine/core';
import { useId, type ReactNode } from 'react';
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { RefusedPattern, USED_FILL } from './usage-patterns';
import { periodMark, periodName, type SpanChoice, type UsageCount } from './usage-span';

interface Period extends UsageCount {
  readonly start: number;
  readonly end: number;
}

export interface UsageChartProps {
  readonly periods: readonly Period[];
  readonly choice: SpanChoice;
  /** What it shows, in words, for who does not see it. */
  readonly label: string;
}

const TICK = { fill: 'var(--mantine-color-dimmed)', fontSize: 12 };

export function UsageChart({ periods, choice, label }: UsageChartProps): ReactNode {
  const pattern = useId();
  return (
    <div
      role="img"
      aria-label={`Bar chart. ${label} “Show as table” has the numbers.`}
      data-testid="usage-chart"
    >
      <ResponsiveContainer width="100%" height={240}>
        <BarChart
          data={[...periods]}
          accessibilityLayer={false}
          margin={{ top: 8, right: 8, bottom: 0, left: 0 }}
          barCategoryGap="12%"
        >
          <defs>
            <RefusedPattern id={pattern} />
          </defs>
          <CartesianGrid vertical={false} stroke="var(--mantine-color-default-border)" />
          <XAxis
            dataKey="start"
            tickFormatter={(start: number) => periodMark(start, choice)}
            tick={TICK}
            minTickGap={28}
            stroke="var(--mantine-color-dimmed)"
          />
          <YAxis allowDecimals={false} tick={TICK} width={44} stroke="var(--mantine-color-dimmed)" />
          <Tooltip
            cursor={{ fill: 'var(--mantine-color-default-hover)' }}
            isAnimationActive={false}
            content={({ active, payload }) => {
              const period = payload[0]?.payload as Period | undefined;
              return active && period !== undefined ? <Pointed period={period} choice={choice} /> : null;
            }}
          />
          <Bar dataKey="used" stackId="all" fill={USED_FILL} isAnimationActive={false} />
          <Bar dataKey="refused" stackId="all" fill={`url(#${pattern})`} isAnimationActive={false} />
        </BarChart>
      </ResponsiveContainer>
    </div>
  );
}

function Pointed({ period, choice }: { period: Period; choice: SpanChoice }): ReactNode {
  return (
    <Paper withBorder p="xs" shadow="sm">
      <Text size="xs" fw={600}>
        {periodName(period, choice.resolution)}
      </Text>
      <Text size="xs">Used: {period.used.toLocaleString('en-GB')}</Text>
      <Text size="xs">Refused: {period.refused.toLocaleString('en-GB')}</Text>
    </Paper>
  );
}
