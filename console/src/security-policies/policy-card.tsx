/** The policy for one kind of token, in plain words. */
import { Badge, Card, Code, Group, NativeSelect, Stack, Switch, Text, Title } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { DAY_MS } from '../time/spans';
import type { FilterChoice, Policy, PolicyKind } from './policies';
import { POLICY_KIND_NAMES } from './policy-differences';
import { SpanField } from './span-field';

const YEAR_MS = 365 * DAY_MS;
const LONGEST_LIFETIME_MS = 1_000 * YEAR_MS;

const ABOUT: Readonly<Record<PolicyKind, string>> = {
  personal: 'A user’s own: each may do what its user may.',
  view: 'For programs that work on single repositories and views.',
  organization: 'For programs that administer the organization.',
  system: 'For programs that administer the whole installation.',
};

export interface PolicyCardProps {
  readonly kind: PolicyKind;
  readonly policy: Policy;
  /** What is in force, from which fields begin. */
  readonly inForce: Policy;
  readonly filters: readonly FilterChoice[];
  /** Why nothing can be changed here; null where it can. */
  readonly readOnlyReason: string | null;
  /** Counts how often the draft was thrown away. */
  readonly round: number;
  readonly change: (changes: Partial<Policy>) => void;
}

export function PolicyCard(props: PolicyCardProps): ReactNode {
  const { kind, policy, inForce, filters, readOnlyReason, round, change } = props;
  const name = POLICY_KIND_NAMES[kind];
  const tokens = name.charAt(0).toLowerCase() + name.slice(1);
  const isReadOnly = readOnlyReason !== null;
  const filter = filters.find(({ id }) => id === policy.ipFilterId);
  return (
    <Card withBorder component="section" aria-labelledby={`policy-${kind}`}>
      <Stack>
        <div>
          <Group gap="xs">
            <Title order={2} size="h4" id={`policy-${kind}`}>
              {name}
            </Title>
            {isReadOnly && (
              <Badge color="gray" variant="light" tt="none" leftSection={<IconLock size={12} aria-hidden />}>
                Read only
              </Badge>
            )}
          </Group>
          <Text size="sm" c="dimmed">
            {ABOUT[kind]}
          </Text>
          {isReadOnly && <Text size="sm">{readOnlyReason}</Text>}
        </div>
        <Switch
          label={`There may be ${tokens}`}
          description="Switched off, all there are end at once and for ever."
          checked={policy.isEnabled}
          disabled={isReadOnly}
          onChange={(event) => change({ isEnabled: event.currentTarget.checked })}
        />
        <SpanField
          key={`lifetime ${round} ${inForce.maximumLifetimeMs ?? 'none'}`}
          label="Limit their lifetime"
          description="From creation on. Older ones end at once, later expiries are cut."
          amountLabel={`Maximum lifetime of ${tokens}`}
          start={policy.maximumLifetimeMs}
          suggestion={{ amount: 90, unit: 'days' }}
          longestMs={LONGEST_LIFETIME_MS}
          isReadOnly={isReadOnly}
          onChange={(maximumLifetimeMs) => change({ maximumLifetimeMs })}
        />
        <Stack gap="xs">
          <NativeSelect
            label="IP filter for all of them"
            description="Every request must pass it, besides the token’s own filter. It is written on those that have none."
            value={policy.ipFilterId ?? ''}
            disabled={isReadOnly}
            data={[
              { value: '', label: 'None' },
              ...filters.map(({ id, name: filterName }) => ({ value: id, label: filterName })),
            ]}
            onChange={({ currentTarget: { value } }) => change({ ipFilterId: value === '' ? null : value })}
          />
          {filter !== undefined && (
            <Code block tabIndex={0} role="region" aria-label={`Rules of the filter for ${tokens}`}>
              {filter.ipFilter}
            </Code>
          )}
        </Stack>
        {policy.mayPermissionsChange !== null && (
          <Switch
            label="Their permissions may be changed later"
            description="Otherwise another token has to be created."
            checked={policy.mayPermissionsChange}
            disabled={isReadOnly}
            onChange={(event) => change({ mayPermissionsChange: event.currentTarget.checked })}
          />
        )}
        <SpanField
          key={`overlap ${round} ${inForce.maximumOverlapMs}`}
          label="A reset may leave the old secret working for a while"
          description="So that a program can be given the new one without a gap. Overlaps that are longer end earlier."
          amountLabel={`Longest overlap of ${tokens}`}
          start={policy.maximumOverlapMs === 0 ? null : policy.maximumOverlapMs}
          suggestion={{ amount: 7, unit: 'days' }}
          longestMs={YEAR_MS}
          isReadOnly={isReadOnly}
          onChange={(ms) => change({ maximumOverlapMs: ms ?? 0 })}
        />
      </Stack>
    </Card>
  );
}
