/** Chooses when a token expires. What the policy does not allow is shown, and cannot be chosen. */
import { Group, NativeSelect, Radio, Stack, Text, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { toldExactly, toldSpan } from '../time/spans';
import { DURATIONS, isAllowed, readExpiry, UNITS, type Expiry, type ExpiryWay, type UnitId } from './expiry';

export interface ExpiryFieldProps {
  readonly value: Expiry;
  readonly maximumMs: number | null;
  readonly now: number;
  readonly error?: string | undefined;
  readonly onChange: (value: Expiry) => void;
}

export function ExpiryField({ value, maximumMs, now, error, onChange }: ExpiryFieldProps): ReactNode {
  const read = readExpiry(value, maximumMs, now);
  return (
    <Stack gap="xs">
      <Radio.Group
        label="When does it expire?"
        description={
          maximumMs === null
            ? 'The sooner, the less a lost token can do.'
            : `The security policy lets it live ${toldSpan(maximumMs)} at most.`
        }
        name="expiry"
        value={value.way}
        error={error}
        onChange={(way) => onChange({ ...value, way: way })}
      >
        <Group gap="md" mt="xs">
          {DURATIONS.map(({ id, title, ms }) => (
            <Radio key={id} value={id} label={title} disabled={!isAllowed(ms, maximumMs)} />
          ))}
          {maximumMs !== null && (
            <Radio value="longest" label={`As long as allowed: ${toldSpan(maximumMs)}`} />
          )}
          <Radio value="custom" label="Another duration" />
          <Radio value="date" label="On a date" />
          <Radio
            value="never"
            label={maximumMs === null ? 'Never' : 'Never (the policy does not allow it)'}
            disabled={maximumMs !== null}
          />
        </Group>
      </Radio.Group>
      {value.way === 'custom' && (
        <Group gap="xs" align="flex-end">
          <TextInput
            label="How many"
            inputMode="numeric"
            w={110}
            value={value.count}
            onChange={(event) => onChange({ ...value, count: event.currentTarget.value })}
          />
          <NativeSelect
            label="Unit"
            value={value.unit}
            data={UNITS.map(({ id }) => id)}
            onChange={(event) => onChange({ ...value, unit: event.currentTarget.value as UnitId })}
          />
        </Group>
      )}
      {value.way === 'date' && (
        <TextInput
          type="datetime-local"
          label="Expires at"
          maw={260}
          value={value.date}
          onChange={(event) => onChange({ ...value, date: event.currentTarget.value })}
        />
      )}
      {'expireAt' in read && read.expireAt !== null && (
        <Text size="sm">Works until {toldExactly(read.expireAt)}.</Text>
      )}
    </Stack>
  );
}
