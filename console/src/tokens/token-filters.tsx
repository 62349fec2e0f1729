/** What narrows the list of tokens down. */
import { Button, CloseButton, Grid, MultiSelect, Select, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconFilterOff, IconSearch } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { TokenFilterChoicesDocument } from '../api/operations';
import { useAsked } from '../api/use-asked';
import { KIND_NAMES } from './token-kind';
import { isNarrowed, KINDS, STATES, type TokenListing } from './token-listing';
import { STATE_NAMES } from './token-state-badge';

/** Between the last key and the question, in milliseconds. */
const TYPING_MS = 250;

const DAYS = [1, 7, 30, 90, 365];
const span = (days: number): string => (days === 1 ? 'a day' : days === 365 ? 'a year' : `${days} days`);

export interface TokenFiltersProps {
  readonly listing: TokenListing;
  readonly change: (part: Partial<TokenListing>) => void;
  readonly clear: () => void;
}

export function TokenFilters({ listing, change, clear }: TokenFiltersProps): ReactNode {
  const { data } = useAsked(TokenFilterChoicesDocument, {});
  return (
    <Grid gap="sm" align="flex-end" role="search" aria-label="Tokens">
      <Grid.Col span={{ base: 12, sm: 6, lg: 4 }}>
        <Search
          key={isNarrowed(listing) ? 'narrowed' : 'all'}
          initial={listing.search}
          change={(search) => change({ search })}
        />
      </Grid.Col>
      <Grid.Col span={{ base: 12, sm: 6, lg: 4 }}>
        <MultiSelect
          label="Domain"
          placeholder={listing.kinds.length === 0 ? 'All' : undefined}
          data={KINDS.map((value) => ({ value, label: KIND_NAMES[value] }))}
          value={[...listing.kinds]}
          onChange={(kinds) => change({ kinds: KINDS.filter((kind) => kinds.includes(kind)) })}
          clearable
          clearButtonProps={{ 'aria-label': 'All domains' }}
        />
      </Grid.Col>
      <Grid.Col span={{ base: 12, sm: 6, lg: 4 }}>
        <MultiSelect
          label="State"
          placeholder={listing.states.length === 0 ? 'Those that work' : undefined}
          data={STATES.map((value) => ({ value, label: STATE_NAMES[value] }))}
          value={[...listing.states]}
          onChange={(states) => change({ states: STATES.filter((state) => states.includes(state)) })}
          clearable
          clearButtonProps={{ 'aria-label': 'Those that work' }}
        />
      </Grid.Col>
      <Grid.Col span={{ base: 12, sm: 6, lg: 4 }}>
        <Select
          label="Holds the permission"
          placeholder="Any"
          searchable
          clearable
          clearButtonProps={{ 'aria-label': 'Any permission' }}
          data={permissionChoices(data?.permissionCatalog ?? [], listing.permission)}
          value={listing.permission}
          onChange={(permission) => change({ permission })}
          nothingFoundMessage="No such permission"
        />
      </Grid.Col>
      <Grid.Col span={{ base: 6, lg: 3 }}>
        <Select
          label="Not used for"
          placeholder="Any time"
          clearable
          clearButtonProps={{ 'aria-label': 'Any time' }}
          data={dayChoices(listing.unusedDays, (days) => span(days))}
          value={listing.unusedDays === null ? null : String(listing.unusedDays)}
          onChange={(days) => change({ unusedDays: days === null ? null : Number(days) })}
        />
      </Grid.Col>
      <Grid.Col span={{ base: 6, lg: 3 }}>
        <Select
          label="Expires within"
          placeholder="Any time"
          clearable
          clearButtonProps={{ 'aria-label': 'Any time' }}
          data={dayChoices(listing.expiringDays, (days) => span(days))}
          value={listing.expiringDays === null ? null : String(listing.expiringDays)}
          onChange={(days) => change({ expiringDays: days === null ? null : Number(days) })}
        />
      </Grid.Col>
      <Grid.Col span={{ base: 12, lg: 2 }}>
        <Button
          variant="default"
          fullWidth
          leftSection={<IconFilterOff size={16} aria-hidden />}
          disabled={!isNarrowed(listing)}
          onClick={clear}
        >
          Clear
        </Button>
      </Grid.Col>
    </Grid>
  );
}

function Search({ initial, change }: { initial: string; change: (search: string) => void }): ReactNode {
  const [text, setText] = useState(initial);
  const ask = useDebouncedCallback(change, TYPING_MS);
  const set = (next: string): void => {
    setText(next);
    ask(next);
  };
  return (
    <TextInput
      label="Search"
      placeholder="Part of a name, or a token’s id"
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={
        text === '' ? null : <CloseButton aria-label="Clear the search" onClick={() => set('')} />
      }
      value={text}
      onChange={(event) => set(event.currentTarget.value)}
      maxLength={200}
    />
  );
}

interface Choice {
  readonly value: string;
  readonly label: string;
}

const DOMAINS = { View: 'Repositories and views', Organization: 'Organization', System: 'System' } as const;

/** What the address asks for is among them, whatever it is: it would be in force and not be seen. */
function permissionChoices(
  catalog: readonly { name: string; domain: keyof typeof DOMAINS; title: string }[],
  chosen: string | null,
): { group: string; items: Choice[] }[] {
  const groups = (Object.keys(DOMAINS) as (keyof typeof DOMAINS)[]).map((domain) => ({
    group: DOMAINS[domain],
    items: catalog
      .filter((permission) => permission.domain === domain)
      .map(({ name, title }) => ({ value: name, label: `${title} (${name})` })),
  }));
  const isKnown = chosen === null || catalog.some(({ name }) => name === chosen);
  return isKnown ? groups : [...groups, { group: 'Other', items: [{ value: chosen, label: chosen }] }];
}

function dayChoices(chosen: number | null, told: (days: number) => string): Choice[] {
  const days = chosen === null || DAYS.includes(chosen) ? DAYS : [...DAYS, chosen].sort((a, b) => a - b);
  return days.map((each) => ({ value: String(each), label: told(each) }));
}
