/** What the audit log can be narrowed to. Each choice shows at once, and stands in the address. */
import { Button, Checkbox, Group, NativeSelect, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useId, useState, type ReactNode } from 'react';
import { EVENT_GROUPS, eventName } from './event-types';
import { areNone, localTime, timeOfLocal, type EntryFilters } from './filters';
import { TypedField } from './typed-field';

export interface FilterBarProps {
  readonly filters: EntryFilters;
  readonly change: (changes: Partial<EntryFilters>) => void;
  readonly clear: () => void;
  /** Whether entries of no organization may be asked for. */
  readonly mayReadUnattributed: boolean;
}

const GROUPS = EVENT_GROUPS.map(({ group, types }) => ({
  group,
  items: types.map(({ type, name }) => ({ value: type, label: name })),
}));
const KNOWN = new Set(EVENT_GROUPS.flatMap(({ types }) => types.map(({ type }) => type)));

export function FilterBar({ filters, change, clear, mayReadUnattributed }: FilterBarProps): ReactNode {
  const isBackwards = filters.from !== null && filters.to !== null && filters.from >= filters.to;
  return (
    <Stack gap="sm" component="section" aria-label="Filters">
      <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }} spacing="sm">
        <NativeSelect
          label="What"
          value={filters.type}
          onChange={(event) => change({ type: event.currentTarget.value })}
          data={[
            { value: '', label: 'Everything' },
            ...(filters.type === '' || KNOWN.has(filters.type)
              ? []
              : [{ value: filters.type, label: eventName(filters.type) }]),
            ...GROUPS,
          ]}
        />
        <NativeSelect
          label="Outcome"
          value={filters.outcome ?? ''}
          onChange={({ currentTarget: { value } }) =>
            change({ outcome: value === 'refused' || value === 'succeeded' ? value : null })
          }
          data={[
            { value: '', label: 'Done and refused' },
            { value: 'succeeded', label: 'Done' },
            { value: 'refused', label: 'Refused' },
          ]}
        />
        <TimeField label="From" time={filters.from} change={(from) => change({ from })} />
        <TimeField
          label="Until"
          time={filters.to}
          change={(to) => change({ to })}
          error={isBackwards ? 'This is before “From”: nothing lies between.' : undefined}
        />
        <TypedField
          label="By user"
          placeholder="User’s id"
          value={filters.user}
          change={(user) => change({ user })}
        />
        <TypedField
          label="By token"
          placeholder="Token’s id"
          value={filters.token}
          change={(token) => change({ token })}
        />
        <TypedField
          label="About"
          placeholder="Id of a token, user, role…"
          value={filters.target}
          change={(target) => change({ target })}
        />
        <TypedField
          label="From address"
          placeholder="Such as 192.0.2.7"
          value={filters.address}
          change={(address) => change({ address })}
        />
      </SimpleGrid>
      <Group gap="lg">
        <Checkbox
          label="Leave out mere uses"
          checked={filters.hidesUses}
          onChange={(event) => change({ hidesUses: event.currentTarget.checked })}
        />
        {mayReadUnattributed && (
          <Checkbox
            label="Of no organization, such as guesses at tokens that do not exist"
            checked={filters.isOfNone}
            onChange={(event) => change({ isOfNone: event.currentTarget.checked })}
          />
        )}
        {!areNone(filters) && (
          <Button size="compact-sm" variant="default" leftSection={<IconX size={14} />} onClick={clear}>
            Clear all filters
          </Button>
        )}
      </Group>
    </Stack>
  );
}

interface TimeFieldProps {
  readonly label: string;
  readonly time: number | null;
  readonly change: (time: number | null) => void;
  readonly error?: string | undefined;
}

/** A date and time of the reader's own time zone. */
function TimeField({ label, time, change, error }: TimeFieldProps): ReactNode {
  const id = useId();
  const [before, setBefore] = useState(time);
  const [text, setText] = useState(localTime(time));
  if (before !== time) {
    setBefore(time);
    // Not while a year is being typed, whose digits are years as well.
    if (timeOfLocal(text) !== time) setText(localTime(time));
  }
  return (
    <TextInput
      id={id}
      type="datetime-local"
      step={1}
      label={label}
      value={text}
      error={error}
      onChange={({ currentTarget: { value } }) => {
        setText(value);
        change(timeOfLocal(value));
      }}
    />
  );
}
