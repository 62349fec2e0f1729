/** Everything that a user may do, place by place, each with why. */
import { Accordion, Alert, Code, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { IconCrown, IconKeyOff, IconSearch } from '@tabler/icons-react';
import { useMemo, useState, type ReactNode } from 'react';
import { Nothing } from '../feedback/nothing';
import { heldThroughGroups, placeKey, type HeldAt, type KnownUser } from './held';
import { useCatalog, type Catalog } from './use-catalog';
import { Why } from './why';
import { counted } from './words';

/** Up to that many places are open at first. */
const OPEN = 3;

export function UserPermissions({ name, user }: { name: string; user: KnownUser }): ReactNode {
  const catalog = useCatalog();
  const [filter, setFilter] = useState('');
  const everything = useMemo(() => heldThroughGroups(user.groups), [user.groups]);
  const shown = useMemo(() => fitting(everything, filter, catalog), [everything, filter, catalog]);
  const keys = shown.map(({ place }) => placeKey(place));
  const [opened, setOpened] = useState<string[]>(() =>
    everything.length <= OPEN ? everything.map(({ place }) => placeKey(place)) : [],
  );
  const isAbove = user.isRoot || user.isOrgRoot;
  return (
    <Stack>
      {isAbove && <Above name={name} isRoot={user.isRoot} />}
      {everything.length === 0 ? (
        !isAbove && (
          <Nothing icon={<IconKeyOff size={24} />} title={`${name} may do nothing here`}>
            {user.groups.length === 0
              ? `${name} is in no group. Users get permissions through groups: add ${name} to one that has a role.`
              : `None of ${name}’s groups has a role that gives permissions, or only on repositories and views that you may not see. Assign one on the group’s page.`}
          </Nothing>
        )
      ) : (
        <>
          {isAbove && <Text size="sm">Through groups, and what would be left without that:</Text>}
          <TextInput
            label="Show only permissions with"
            type="search"
            leftSection={<IconSearch size={16} aria-hidden />}
            value={filter}
            onChange={(event) => setFilter(event.currentTarget.value)}
            maw={420}
          />
          <Text size="sm" c="dimmed" role="status">
            {counted(
              shown.reduce((sum, { held }) => sum + held.length, 0),
              'permission',
            )}{' '}
            in {counted(shown.length, 'place')}
          </Text>
          <Accordion
            multiple
            variant="separated"
            order={3}
            value={filter === '' ? opened : keys}
            onChange={setOpened}
          >
            {shown.map((each) => (
              <HeldHere key={placeKey(each.place)} name={name} at={each} catalog={catalog} />
            ))}
          </Accordion>
        </>
      )}
      <Text size="sm" c="dimmed">
        Repositories and views that you may not see yourself are left out.
      </Text>
    </Stack>
  );
}

function Above({ name, isRoot }: { name: string; isRoot: boolean }): ReactNode {
  return (
    <Alert
      color="orange"
      icon={<IconCrown size={18} />}
      title={isRoot ? 'Root' : 'Owner of the organization'}
    >
      {isRoot
        ? `${name} is root, and holds every permission of the installation, of the organization, and on every repository and view, those to come included. No group is needed for it, and none takes it away.`
        : `${name} owns the organization, and holds every permission in it and on every repository and view, those to come included. No group is needed for it, and none takes it away. Permissions of the installation come through groups alone.`}
    </Alert>
  );
}

function HeldHere({ name, at, catalog }: { name: string; at: HeldAt; catalog: Catalog }): ReactNode {
  const { place, held } = at;
  const title =
    place.domain === 'View'
      ? place.view.name
      : place.domain === 'Organization'
        ? 'The organization'
        : 'The installation (system)';
  return (
    <Accordion.Item value={placeKey(place)}>
      <Accordion.Control>
        <Text span inherit fw={600} className="wrapped">
          {title}
        </Text>{' '}
        <Text span size="sm" c="dimmed">
          {counted(held.length, 'permission')}
        </Text>
      </Accordion.Control>
      <Accordion.Panel>
        <Stack component="ul" gap="md" m={0} p={0} style={{ listStyle: 'none' }}>
          {held.map(({ permission, because }) => (
            <SimpleGrid key={permission} component="li" cols={{ base: 1, sm: 2 }} verticalSpacing={4}>
              <div>
                <Text size="sm" fw={500}>
                  {catalog.titleOf(permission)}
                </Text>
                <Text size="sm" c="dimmed">
                  {catalog.of(permission)?.allows}
                </Text>
                <Code>{permission}</Code>
              </div>
              <Stack gap={4}>
                {because.map((each) => (
                  <Text key={`${each.group.id} ${each.role.id}`} size="sm" component="div">
                    Because <Why name={name} permission={permission} place={place} because={each} />
                  </Text>
                ))}
              </Stack>
            </SimpleGrid>
          ))}
        </Stack>
      </Accordion.Panel>
    </Accordion.Item>
  );
}

/** Sorted as the catalogue is, and those alone whose words, place, group or role hold the text. */
function fitting(everything: readonly HeldAt[], text: string, catalog: Catalog): HeldAt[] {
  const wanted = text.trim().toLowerCase();
  const rank = new Map(catalog.all.map(({ name }, i) => [name, i]));
  return everything
    .map(({ place, held }) => ({
      place,
      held: held
        .filter(({ permission, because }) =>
          [
            permission,
            catalog.titleOf(permission),
            place.domain === 'View' ? place.view.name : place.domain,
            ...because.flatMap(({ group, role }) => [group.displayName, role.displayName]),
          ].some((words) => words.toLowerCase().includes(wanted)),
        )
        .sort((a, b) => (rank.get(a.permission) ?? 0) - (rank.get(b.permission) ?? 0)),
    }))
    .filter(({ held }) => held.length > 0);
}
