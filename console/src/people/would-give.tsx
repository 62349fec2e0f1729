/** The groups that would give a user what they may not do yet, each to be joined, with what else it would give. */
import { Anchor, Button, Group, List, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { PeopleGroupGivesFragment } from '../api/operations';
import { Link } from '../shell/link';
import { AddToGroup } from './add-to-group';
import type { Because, KnownUser } from './held';

export interface WouldGiveProps {
  readonly name: string;
  readonly userId: string;
  readonly user: KnownUser;
  readonly giving: readonly Because[];
  readonly groups: readonly PeopleGroupGivesFragment[];
  readonly onDone: (words: string) => void;
}

export function WouldGive({ name, userId, user, giving, groups, onDone }: WouldGiveProps): ReactNode {
  const [chosen, setChosen] = useState<PeopleGroupGivesFragment | null>(null);
  const joined = new Set(user.groups.map(({ id }) => id));
  return (
    <>
      <Text size="sm">
        None of {name}’s groups gives it there. {giving.length === 1 ? 'This group' : 'These groups'} would:
      </Text>
      <List size="sm" listStyleType="none" spacing="xs">
        {giving.map(({ group, role }) => (
          <List.Item key={`${group.id} ${role.id}`}>
            <Group gap="xs">
              <Text span inherit className="wrapped">
                <Anchor component={Link} href={`/groups/${group.id}`} inherit underline="always">
                  {group.displayName}
                </Anchor>
                , with the role{' '}
                <Anchor component={Link} href={`/roles/${role.id}`} inherit underline="always">
                  {role.displayName}
                </Anchor>
              </Text>
              {!joined.has(group.id) && (
                <Button
                  size="compact-xs"
                  variant="default"
                  onClick={() => setChosen(groups.find(({ id }) => id === group.id) ?? null)}
                >
                  Add to {group.displayName}…
                </Button>
              )}
            </Group>
          </List.Item>
        ))}
      </List>
      <AddToGroup
        isOpen={chosen !== null}
        name={name}
        userId={userId}
        user={user}
        group={chosen}
        onDone={onDone}
        onClose={() => setChosen(null)}
      />
    </>
  );
}
