/** How a token was used and refused over time: drawn, in words, and as a table. */
import { Group, SegmentedControl, Switch, Text } from '@mantine/core';
import { IconChartBarOff } from '@tabler/icons-react';
import { lazy, Suspense, type ReactNode } from 'react';
import { useSearchParams } from 'wouter';
import { TokenPageUsageDocument } from '../api/operations';
import { useAsked } from '../api/use-asked';
import { Failure } from '../feedback/failure';
import { LinesLoading } from '../feedback/loading';
import { Nothing } from '../feedback/nothing';
import { useNow } from '../time/use-now';
import { Section } from './section';
import { UsageLegend } from './usage-legend';
import { spanChoice, SPAN_CHOICES, spanUntil, toldUse, totalOf } from './usage-span';
import { UsageTable } from './usage-table';

// The library that draws is larger than the rest of the page.
const UsageChart = lazy(async () => ({ default: (await import('./usage-chart')).UsageChart }));

export function UsageSection({ id }: { id: string }): ReactNode {
  const now = useNow();
  const [params, setParams] = useSearchParams();
  const choice = spanChoice(params.get('span'));
  const isTable = params.get('as') === 'table';
  const { data, error, refetch } = useAsked(
    TokenPageUsageDocument,
    { id, ...spanUntil(now, choice), resolution: choice.resolution },
    { keepsPrevious: true },
  );
  const periods = data?.tokens.results.find((each) => each.id === id)?.usage;
  const total = totalOf(periods ?? []);

  function set(name: string, value: string | null): void {
    setParams(
      (before) => {
        const next = new URLSearchParams(before);
        if (value === null) next.delete(name);
        else next.set(name, value);
        return next;
      },
      { replace: true },
    );
  }

  return (
    <Section
      id="usage"
      title="Use over time"
      lead={
        choice.resolution === 'Hour' ? 'By the hour, resets included.' : 'By the day of UTC, resets included.'
      }
      actions={
        <Group gap="md">
          <SegmentedControl
            aria-label="Span"
            size="xs"
            data={SPAN_CHOICES.map(({ value, label }) => ({ value, label }))}
            value={choice.value}
            onChange={(value) => set('span', value)}
          />
          <Switch
            label="Show as table"
            checked={isTable}
            onChange={(event) => set('as', event.currentTarget.checked ? 'table' : null)}
          />
        </Group>
      }
    >
      {error !== null && <Failure error={error} retry={() => void refetch()} />}
      {periods === undefined && error === null && <LinesLoading rows={4} />}
      {periods !== undefined && (
        <>
          <Text size="sm" role="status" data-testid="usage-total">
            {toldUse(total, choice.within)}
          </Text>
          {total.used + total.refused === 0 ? (
            <Nothing icon={<IconChartBarOff size={24} />} title="Nothing to draw">
              It was neither used nor refused {choice.within}. Choose a longer span, or try the token out:
              each request shows here within a second.
            </Nothing>
          ) : isTable ? (
            <UsageTable periods={periods} choice={choice} />
          ) : (
            <>
              <UsageLegend total={total} />
              <Suspense fallback={<LinesLoading rows={4} />}>
                <UsageChart periods={periods} choice={choice} label={toldUse(total, choice.within)} />
              </Suspense>
            </>
          )}
        </>
      )}
    </Section>
  );
}
