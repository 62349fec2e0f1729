/** “May Ada …?”: one permission, at one place. Yes and why, or no and which groups would give it. */
import { Alert, Group, List, Select, Skeleton, Stack, Text } from '@mantine/core';
import { IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import { useMemo, type ReactNode } from 'react';
import { useSearchParams } from 'wouter';
import { PeoplePlacesDocument } from '../api/operations';
import { useAsked } from '../api/use-asked';
import { Failure } from '../feedback/failure';
import type { OfferedPermission } from '../permissions/offered-permissions';
import { answer, givingIt, assignmentsOf, type Answer, type KnownUser, type Place } from './held';
import { useAllGroups } from './use-all-groups';
import { useCatalog, type Catalog } from './use-catalog';
import { Why } from './why';
import { WouldGive } from './would-give';
import { toldWhere } from './words';

const DOMAINS = {
  View: 'On a repository or view',
  Organization: 'In the organization',
  System: 'In the installation',
};

export interface MayQuestionProps {
  readonly name: string;
  readonly userId: string;
  readonly user: KnownUser;
  readonly onDone: (words: string) => void;
}

export function MayQuestion({ name, userId, user, onDone }: MayQuestionProps): ReactNode {
  const catalog = useCatalog();
  const { data: places, error, refetch } = useAsked(PeoplePlacesDocument, {});
  const [parameters, setParameters] = useSearchParams();
  const permission = catalog.of(parameters.get('permission') ?? '');
  const views = places?.searchDomains ?? [];
  const view = views.find(({ id }) => id === parameters.get('view'));
  const place = placeAsked(permission, view);

  function ask(key: 'permission' | 'view', value: string | null): void {
    setParameters(
      (now) => {
        const next = new URLSearchParams(now);
        if (value === null) next.delete(key);
        else next.set(key, value);
        return next;
      },
      { replace: true },
    );
  }

  return (
    <Stack gap="sm">
      <Group align="flex-end" gap="sm">
        <Select
          label={`May ${name} …`}
          placeholder="Choose a permission"
          searchable
          clearable
          clearButtonProps={{ 'aria-label': 'Clear the permission' }}
          nothingFoundMessage="No such permission"
          data={useOffered(catalog)}
          value={permission?.name ?? null}
          onChange={(value) => ask('permission', value)}
          maxDropdownHeight={320}
          w={360}
          maw="100%"
        />
        {permission?.domain === 'View' && (
          <Select
            label="on the repository or view"
            placeholder="Choose where"
            searchable
            nothingFoundMessage="None that you may see"
            data={views.map(({ id, name: label }) => ({ value: id, label }))}
            value={view?.id ?? null}
            onChange={(value) => ask('view', value)}
            limit={100}
            w={280}
            maw="100%"
          />
        )}
      </Group>
      {error !== null && <Failure error={error} retry={() => void refetch()} />}
      <div role="status" aria-live="polite">
        {permission !== undefined && place === null && (
          <Text size="sm" c="dimmed">
            {permission.allows} Choose where.
          </Text>
        )}
        {permission !== undefined && place !== null && (
          <Answered
            {...{ name, userId, user, permission, place, onDone }}
            told={answer(user, permission.name, place)}
          />
        )}
      </div>
    </Stack>
  );
}

function placeAsked(
  permission: OfferedPermission | undefined,
  view: { id: string; name: string } | undefined,
): Place | null {
  if (permission === undefined) return null;
  if (permission.domain !== 'View') return { domain: permission.domain };
  return view === undefined ? null : { domain: 'View', view };
}

function useOffered(catalog: Catalog) {
  return useMemo(() => {
    const groups = new Map<string, { value: string; label: string }[]>();
    for (const { name, title, domain, group } of catalog.all) {
      const heading = `${DOMAINS[domain]}: ${group}`;
      groups.set(heading, [...(groups.get(heading) ?? []), { value: name, label: `${title} (${name})` }]);
    }
    return [...groups].map(([group, items]) => ({ group, items }));
  }, [catalog]);
}

interface AnsweredProps extends MayQuestionProps {
  readonly permission: OfferedPermission;
  readonly place: Place;
  readonly told: Answer;
}

function Answered({ name, userId, user, permission, place, told, onDone }: AnsweredProps): ReactNode {
  if (told.may)
    return (
      <Alert
        variant="default"
        color="teal"
        icon={<IconCircleCheck size={18} />}
        title={`Yes, ${toldWhere(place)}`}
      >
        <Stack gap={4}>
          <Text size="sm">{permission.allows}</Text>
          <List size="sm" listStyleType="none" spacing={4}>
            {told.standing !== null && (
              <List.Item>
                {told.standing === 'root'
                  ? `Because ${name} is root, who holds every permission.`
                  : `Because ${name} owns the organization, and holds every permission in it.`}
              </List.Item>
            )}
            {told.because.map((each) => (
              <List.Item key={`${each.group.id} ${each.role.id}`}>
                {told.standing === null ? 'Because ' : 'Besides, '}
                <Why name={name} permission={permission.name} place={place} because={each} />
              </List.Item>
            ))}
          </List>
        </Stack>
      </Alert>
    );
  return (
    <Alert
      variant="default"
      color="yellow"
      icon={<IconCircleX size={18} />}
      title={`No, not ${toldWhere(place)}`}
    >
      <Stack gap="xs">
        <Text size="sm">{permission.allows}</Text>
        <Giving {...{ name, userId, user, permission, place, onDone }} />
      </Stack>
    </Alert>
  );
}

function Giving({ name, userId, user, permission, place, onDone }: Omit<AnsweredProps, 'told'>): ReactNode {
  const { data: groups, error, isPending, refetch } = useAllGroups();
  if (isPending) return <Skeleton height={24} />;
  if (error !== null) return <Failure error={error} retry={() => void refetch()} />;
  const giving = givingIt(assignmentsOf(groups), permission.name, place);
  if (giving.length === 0)
    return (
      <Text size="sm">
        No group gives it {toldWhere(place)}. Assign a role that has it to one, on the group’s page.
      </Text>
    );
  return <WouldGive {...{ name, userId, user, giving, groups, onDone }} />;
}
