/** Chooses one of many that the server finds by part of a name. */
import { Select } from '@mantine/core';
import type { ReactNode } from 'react';
import { useDebouncedCallback } from '@mantine/hooks';

const TYPING_MS = 200;

export interface Choosable {
  readonly id: string;
  readonly label: string;
}

export interface SearchedChoiceProps {
  readonly label: string;
  readonly description?: string;
  readonly isRequired?: boolean;
  readonly nothingFound: string;
  /** What the server has found; may lag behind the search. */
  readonly found: readonly Choosable[];
  readonly value: Choosable | null;
  readonly onSearch: (search: string) => void;
  readonly onChange: (id: string | null) => void;
}

export function SearchedChoice(props: SearchedChoiceProps): ReactNode {
  const { label, description, isRequired = true, nothingFound, found, value, onSearch, onChange } = props;
  const search = useDebouncedCallback(onSearch, TYPING_MS);
  const offered = value === null || found.some(({ id }) => id === value.id) ? found : [value, ...found];
  return (
    <Select
      label={label}
      description={description}
      required={isRequired}
      searchable
      data-autofocus
      data={offered.map(({ id, label: name }) => ({ value: id, label: name }))}
      // The server has searched.
      filter={({ options }) => options}
      nothingFoundMessage={nothingFound}
      value={value?.id ?? null}
      onChange={onChange}
      // What was chosen is not searched for.
      onSearchChange={(typed) => search(typed === value?.label ? '' : typed)}
    />
  );
}
