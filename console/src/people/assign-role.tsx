/** Gives a group a role: in the organization, in the installation, or on a repository or view. */
import { Alert, Select, Stack, Text } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import {
  PeoplePlacesDocument,
  PeopleRoleChoiceDocument,
  type PeopleGroupQuery,
  type PeopleRoleGivesFragment,
} from '../api/operations';
import { useAsked } from '../api/use-asked';
import { Confirmation } from '../feedback/confirmation';
import { Failure } from '../feedback/failure';
import type { Domain, Place } from './held';
import { SearchedChoice } from './searched-choice';
import { useAssigning } from './use-assigning';
import { useCatalog } from './use-catalog';
import { counted, listed, toldWhere } from './words';

const WHERE: readonly { value: Domain; label: string }[] = [
  { value: 'View', label: 'On a repository or view' },
  { value: 'Organization', label: 'In the organization' },
  { value: 'System', label: 'In the installation (system)' },
];

const NAMED = 8;

export interface AssignRoleProps {
  readonly isOpen: boolean;
  readonly group: PeopleGroupQuery['group'];
  readonly onDone: (words: string) => void;
  readonly onClose: () => void;
}

export function AssignRole({ isOpen, group, onDone, onClose }: AssignRoleProps): ReactNode {
  const [domain, setDomain] = useState<Domain>('View');
  const [viewId, setViewId] = useState<string | null>(null);
  const [role, setRole] = useState<PeopleRoleGivesFragment | null>(null);
  const [search, setSearch] = useState('');
  const places = useAsked(PeoplePlacesDocument, {}, { enabled: isOpen });
  const roles = useAsked(PeopleRoleChoiceDocument, { search }, { enabled: isOpen, keepsPrevious: true });
  const assigning = useAssigning();
  const views = places.data?.searchDomains ?? [];
  const found = roles.data?.rolesPage.page ?? [];
  const view = views.find(({ id }) => id === viewId);
  const place: Place | null =
    domain !== 'View' ? { domain } : view === undefined ? null : { domain: 'View', view };

  function close(): void {
    assigning.reset();
    setRole(null);
    setViewId(null);
    setSearch('');
    onClose();
  }

  return (
    <Confirmation
      isOpen={isOpen}
      title={`Assign a role to ${group.displayName}`}
      verb="Assign role"
      isDangerous={false}
      isBusy={assigning.isPending}
      error={assigning.error}
      onConfirm={() => {
        if (role === null || place === null) return;
        assigning.assign(group.id, role.id, place, () => {
          onDone(`${group.displayName} has the role ${role.displayName} ${toldWhere(place)} now.`);
          close();
        });
      }}
      onClose={close}
    >
      <Select
        label="Where"
        data={WHERE.map(({ value, label }) => ({ value, label }))}
        value={domain}
        allowDeselect={false}
        data-autofocus
        onChange={(value) => setDomain(WHERE.find((each) => each.value === value)?.value ?? 'View')}
      />
      {domain === 'View' && (
        <Select
          label="Repository or view"
          required
          searchable
          nothingFoundMessage="None that you may see"
          data={views.map(({ id, name }) => ({ value: id, label: name }))}
          limit={100}
          value={viewId}
          onChange={setViewId}
        />
      )}
      {places.error !== null && <Failure error={places.error} />}
      {roles.error !== null ? (
        <Failure error={roles.error} />
      ) : (
        <SearchedChoice
          label="Role"
          nothingFound="No role is found"
          found={found.map(({ id, displayName }) => ({ id, label: displayName }))}
          value={role === null ? null : { id: role.id, label: role.displayName }}
          onSearch={setSearch}
          onChange={(id) => setRole(found.find((each) => each.id === id) ?? null)}
        />
      )}
      {role !== null && <Given role={role} domain={domain} members={group.users.length} />}
    </Confirmation>
  );
}

function Given({
  role,
  domain,
  members,
}: {
  role: PeopleRoleGivesFragment;
  domain: Domain;
  members: number;
}): ReactNode {
  const { titleOf } = useCatalog();
  const permissions: readonly string[] = {
    View: role.viewPermissions,
    Organization: role.organizationPermissions,
    System: role.systemPermissions,
  }[domain];
  if (permissions.length === 0)
    return (
      <Alert
        variant="default"
        color="yellow"
        icon={<IconInfoCircle size={18} />}
        title="This would give nothing"
      >
        The role has no permissions of that kind. Assign it elsewhere, or edit the role.
      </Alert>
    );
  return (
    <Stack gap={4}>
      <Text size="sm">
        From the next request on, {counted(members, 'member')} may do this there:{' '}
        {listed(permissions.map(titleOf), NAMED)}.
      </Text>
    </Stack>
  );
}
