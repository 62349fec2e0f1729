/** The groups that a user is in. */
import { Anchor, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState, type ReactNode } from 'react';
import type { PeopleUserQuery } from '../api/operations';
import { Link } from '../shell/link';
import { AddToGroup } from './add-to-group';
import { assignmentsOf, type Named } from './held';
import { TakeOut } from './take-out';
import { listed, toldWhere } from './words';

type User = NonNullable<PeopleUserQuery['user']>;

const NAMED = 5;

export function UserGroups({ user, onDone }: { user: User; onDone: (words: string) => void }): ReactNode {
  const name = user.displayName;
  const [isAdding, { open, close }] = useDisclosure(false);
  const [leaving, setLeaving] = useState<Named | null>(null);
  return (
    <Stack gap="sm" component="section" aria-labelledby="groups">
      <Group justify="space-between">
        <Title order={2} size="h4" id="groups">
          Groups
        </Title>
        <Button size="xs" variant="default" onClick={open}>
          Add to a group
        </Button>
      </Group>
      {user.groups.length === 0 && (
        <Text size="sm" c="dimmed">
          {name} is in no group.
        </Text>
      )}
      {user.groups.map((group) => {
        const roles = assignmentsOf([group]).map(
          ({ role, place }) => `${role.displayName} ${toldWhere(place)}`,
        );
        return (
          <Paper key={group.id} withBorder p="sm">
            <Group justify="space-between" wrap="nowrap" align="flex-start">
              <Stack gap={2} miw={0}>
                <Anchor component={Link} href={`/groups/${group.id}`} className="wrapped">
                  {group.displayName}
                </Anchor>
                <Text size="sm" c="dimmed" className="wrapped">
                  {roles.length === 0 ? 'has no role that you can see' : listed(roles, NAMED)}
                </Text>
              </Stack>
              <Button
                size="compact-sm"
                variant="subtle"
                color="red"
                aria-label={`Take ${name} out of ${group.displayName}`}
                onClick={() => setLeaving(group)}
              >
                Take out
              </Button>
            </Group>
          </Paper>
        );
      })}
      <AddToGroup
        isOpen={isAdding}
        name={name}
        userId={user.id}
        user={user}
        group={null}
        onDone={onDone}
        onClose={close}
      />
      <TakeOut
        what={leaving === null ? null : { user, group: leaving }}
        onDone={onDone}
        onClose={() => setLeaving(null)}
      />
    </Stack>
  );
}
