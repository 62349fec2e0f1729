/**
 * Chooses the permissions of a token, by what they allow. What the caller cannot hand on is shown, with why,
 * and cannot be chosen.
 */
import { Alert, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconLock, IconSearch } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import type { TokenPermissionDomain } from '../api/operations';
import { Failure } from '../feedback/failure';
import { LinesLoading } from '../feedback/loading';
import { grouped, inOrder, matching, ofDomain } from './offered-permissions';
import { PermissionGroupChoice } from './permission-group-choice';
import { PresetChoice } from './preset-choice';
import { presetOffers } from './presets';
import { usePermissionCatalog } from './use-permission-catalog';

export interface PermissionPickerProps {
  readonly domain: TokenPermissionDomain;
  /** Where a view token is to reach; empty for the other domains, and before any is chosen. */
  readonly viewIds: readonly string[];
  readonly value: readonly string[];
  readonly onChange: (value: string[]) => void;
  readonly disabled?: boolean;
  /** For a role anything can be chosen: what the caller cannot give is decided where the role is assigned. */
  readonly isForRole?: boolean;
}

export function PermissionPicker(props: PermissionPickerProps): ReactNode {
  const { domain, viewIds, value, onChange, disabled = false, isForRole = false } = props;
  const [search, setSearch] = useState('');
  const areViewsChosen = domain === 'View' && viewIds.length > 0;
  const { data, error, refetch } = usePermissionCatalog(areViewsChosen ? viewIds : []);
  if (error !== null) return <Failure error={error} retry={() => void refetch()} />;
  if (data === undefined) return <LinesLoading rows={6} />;

  const offered = ofDomain(data.permissionCatalog, domain);
  const permissions = isForRole ? offered.map((each) => ({ ...each, grantable: true })) : offered;
  const chosen = new Set(value);
  const found = new Set(matching(permissions, search));
  const shown = grouped(permissions.filter((permission) => found.has(permission)));
  const lost = permissions.filter(({ name, grantable }) => chosen.has(name) && !grantable);

  function choose(names: readonly string[], isChosen: boolean): void {
    const next = new Set(chosen);
    for (const name of names)
      if (isChosen) next.add(name);
      else next.delete(name);
    onChange([...inOrder(permissions, next)]);
  }

  return (
    <Stack gap="sm">
      {permissions.every(({ grantable }) => !grantable) && (
        <Alert color="yellow" icon={<IconLock size={18} />} title="You cannot hand on any of these">
          A token can carry only what whoever creates it holds. Ask someone who manages tokens of this kind.
        </Alert>
      )}
      <PresetChoice
        offers={presetOffers(domain, permissions)}
        value={chosen}
        disabled={disabled}
        onChoose={(names) => onChange([...inOrder(permissions, new Set(names))])}
      />
      <Group align="flex-end" justify="space-between" gap="xs">
        <TextInput
          label="Search permissions"
          placeholder="Such as users, archive, delete"
          leftSection={<IconSearch size={16} aria-hidden />}
          value={search}
          disabled={disabled}
          onChange={(event) => setSearch(event.currentTarget.value)}
          // Enter would send off the form around it.
          onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
          flex="1 1 220px"
          maw={420}
        />
        <Text size="sm" role="status">
          {chosen.size} of {permissions.length} chosen
          {search.trim() !== '' && `, ${found.size} found`}
        </Text>
      </Group>
      {lost.length > 0 && (
        <Alert color="yellow" title="Some of what is chosen you cannot hand on">
          Take out “{lost.map(({ title }) => title).join('”, “')}”
          {areViewsChosen && ', or the repositories and views on which you do not hold it'}.
        </Alert>
      )}
      {shown.length === 0 && <Text size="sm">No permission matches “{search.trim()}”.</Text>}
      {shown.map((group) => (
        <PermissionGroupChoice
          key={group.name}
          group={group}
          value={chosen}
          areViewsChosen={areViewsChosen}
          disabled={disabled}
          onChange={choose}
        />
      ))}
    </Stack>
  );
}
