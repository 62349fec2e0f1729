/** Chooses from where a token works: anywhere, by a filter that there is, or by one that is written for it. */
import { Alert, Code, Radio, Select, Stack, Text, TextInput } from '@mantine/core';
import { ApiError } from '../api/api-error';
import { IpFiltersDocument, type IpFilterRowFragment } from '../api/operations';
import { useAsked } from '../api/use-asked';
import { FilterTrial } from '../ip-filters/filter-trial';
import { RulesEditor, type RulesCheck } from '../ip-filters/rules-editor';
import type { ReactNode } from 'react';

export interface FilterChoice {
  readonly way: 'none' | 'listed' | 'written';
  readonly id: string | null;
  readonly name: string;
  readonly text: string;
}

export interface FilterFieldProps {
  readonly value: FilterChoice;
  readonly check: RulesCheck | undefined;
  readonly enforced: IpFilterRowFragment | null;
  readonly mayWrite: boolean;
  readonly error?: string | undefined;
  readonly onChange: (value: FilterChoice) => void;
}

export function FilterField({
  value,
  check,
  enforced,
  mayWrite,
  error,
  onChange,
}: FilterFieldProps): ReactNode {
  const filters = useAsked(IpFiltersDocument, {});
  const maySee = !(filters.error instanceof ApiError && filters.error.code === 'FORBIDDEN');
  const listed = filters.data?.ipFilters ?? [];
  const chosen = listed.find(({ id }) => id === value.id);
  return (
    <Stack gap="xs">
      <Radio.Group
        label="From where does it work?"
        description="An IP filter can never be taken off a token again."
        name="filter"
        value={value.way}
        error={error}
        onChange={(way) => onChange({ ...value, way: way })}
      >
        <Stack gap="xs" mt="xs">
          <Radio
            value="none"
            label={enforced === null ? 'From anywhere' : 'From where the security policy allows'}
          />
          <Radio
            value="listed"
            label="By an IP filter of the list"
            disabled={!maySee || listed.length === 0}
            description={
              maySee
                ? listed.length === 0
                  ? 'There is none yet.'
                  : undefined
                : 'You may not see the organization’s filters.'
            }
          />
          <Radio
            value="written"
            label="By a new IP filter, written here"
            disabled={!mayWrite}
            description={
              mayWrite ? undefined : 'It takes “Manage IP filters”; who manages users can give it.'
            }
          />
        </Stack>
      </Radio.Group>
      {enforced !== null && (
        <Alert color="blue" title={`The security policy also demands the filter “${enforced.name}”`}>
          <Code block>{enforced.ipFilter}</Code>
        </Alert>
      )}
      {value.way === 'listed' && (
        <>
          <Select
            label="IP filter"
            searchable
            maw={480}
            value={value.id}
            data={listed.map(({ id, name }) => ({ value: id, label: name }))}
            nothingFoundMessage="No filter of that name"
            onChange={(id) => onChange({ ...value, id })}
          />
          {chosen !== undefined && (
            <>
              <Code block>{chosen.ipFilter}</Code>
              <FilterTrial ipFilter={chosen.ipFilter} canTry />
            </>
          )}
        </>
      )}
      {value.way === 'written' && (
        <>
          <Text size="sm">It is created with the token, and can be given to others.</Text>
          <TextInput
            label="Name of the filter"
            maw={480}
            value={value.name}
            onChange={(event) => onChange({ ...value, name: event.currentTarget.value })}
          />
          <RulesEditor value={value.text} check={check} onChange={(text) => onChange({ ...value, text })} />
          <FilterTrial ipFilter={value.text} canTry={check?.faults.length === 0} />
        </>
      )}
    </Stack>
  );
}
