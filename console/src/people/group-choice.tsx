/** Chooses a group by part of its name. */
import { useState, type ReactNode } from 'react';
import { PeopleGroupChoiceDocument, type PeopleGroupGivesFragment } from '../api/operations';
import { useAsked } from '../api/use-asked';
import { Failure } from '../feedback/failure';
import { SearchedChoice } from './searched-choice';

export interface GroupChoiceProps {
  /** Groups that are not offered. */
  readonly without: readonly string[];
  readonly value: PeopleGroupGivesFragment | null;
  readonly onChange: (group: PeopleGroupGivesFragment | null) => void;
}

export function GroupChoice({ without, value, onChange }: GroupChoiceProps): ReactNode {
  const [search, setSearch] = useState('');
  const { data, error } = useAsked(PeopleGroupChoiceDocument, { search }, { keepsPrevious: true });
  const found = (data?.groupsPage.page ?? []).filter(({ id }) => !without.includes(id));
  if (error !== null) return <Failure error={error} />;
  return (
    <SearchedChoice
      label="Group"
      nothingFound="No other group is found"
      found={found.map(({ id, displayName }) => ({ id, label: displayName }))}
      value={value === null ? null : { id: value.id, label: value.displayName }}
      onSearch={setSearch}
      onChange={(id) => onChange(found.find((group) => group.id === id) ?? null)}
    />
  );
}
