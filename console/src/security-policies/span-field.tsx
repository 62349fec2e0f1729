/** A limit in time that may be there or not: a switch, and a number with its unit. */
import { Group, NativeSelect, NumberInput, Stack, Switch } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { SPAN_UNITS, spanOf, typedSpan, type SpanUnit, type TypedSpan } from './span-units';

export interface SpanFieldProps {
  /** Of the switch, such as `Limit the lifetime`. */
  readonly label: string;
  readonly description: string;
  /** Of the number, such as `Maximum lifetime of personal tokens`. */
  readonly amountLabel: string;
  /** In milliseconds; null where the switch is off. Later changes of it are for another key. */
  readonly start: number | null;
  readonly suggestion: TypedSpan;
  readonly longestMs: number;
  readonly isReadOnly: boolean;
  /** Is told null where the switch is off, and NaN for what is no length of time. */
  readonly onChange: (ms: number | null) => void;
}

export function SpanField(props: SpanFieldProps): ReactNode {
  const { label, description, amountLabel, start, suggestion, longestMs, isReadOnly, onChange } = props;
  const [isOn, setOn] = useState(start !== null);
  const [typed, setTyped] = useState<TypedSpan>(
    start === null || Number.isNaN(start) ? suggestion : typedSpan(start),
  );
  const isWrong = isOn && Number.isNaN(spanOf(typed, longestMs));

  function type(next: TypedSpan): void {
    setTyped(next);
    onChange(spanOf(next, longestMs));
  }

  return (
    <Stack gap="xs">
      <Switch
        label={label}
        description={description}
        checked={isOn}
        disabled={isReadOnly}
        onChange={({ currentTarget: { checked } }) => {
          setOn(checked);
          onChange(checked ? spanOf(typed, longestMs) : null);
        }}
      />
      {isOn && (
        <Group gap="xs" align="flex-start" wrap="nowrap" maw={320}>
          <NumberInput
            aria-label={amountLabel}
            min={0}
            value={typed.amount}
            disabled={isReadOnly}
            error={isWrong ? 'Type a number above zero, not beyond the longest that is allowed.' : undefined}
            onChange={(amount) => type({ ...typed, amount })}
          />
          <NativeSelect
            aria-label={`Unit of: ${amountLabel}`}
            value={typed.unit}
            disabled={isReadOnly}
            data={SPAN_UNITS.map(({ unit }) => unit)}
            onChange={({ currentTarget: { value } }) => type({ ...typed, unit: value as SpanUnit })}
          />
        </Group>
      )}
    </Stack>
  );
}
