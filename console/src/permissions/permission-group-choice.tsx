/** The permissions under one heading, each with what it allows in words and what the API calls it. */
import { Button, Checkbox, Code, Fieldset, Group, SimpleGrid, Text } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { whyNot, type OfferedPermission, type PermissionGroup } from './offered-permissions';

export interface PermissionGroupChoiceProps {
  readonly group: PermissionGroup;
  readonly value: ReadonlySet<string>;
  readonly areViewsChosen: boolean;
  readonly disabled: boolean;
  readonly onChange: (names: readonly string[], isChosen: boolean) => void;
}

export function PermissionGroupChoice(props: PermissionGroupChoiceProps): ReactNode {
  const { group, value, areViewsChosen, disabled, onChange } = props;
  const chosen = group.permissions.filter(({ name }) => value.has(name));
  const toSelect = group.permissions.filter(({ name, grantable }) => grantable && !value.has(name));
  return (
    <Fieldset legend={`${group.name} (${chosen.length} of ${group.permissions.length})`}>
      <Group gap="xs" mb="xs">
        <Button
          size="compact-xs"
          variant="default"
          disabled={disabled || toSelect.length === 0}
          aria-label={`Select all of ${group.name}`}
          onClick={() =>
            onChange(
              toSelect.map(({ name }) => name),
              true,
            )
          }
        >
          Select all
        </Button>
        <Button
          size="compact-xs"
          variant="default"
          disabled={disabled || chosen.length === 0}
          aria-label={`Clear ${group.name}`}
          onClick={() =>
            onChange(
              chosen.map(({ name }) => name),
              false,
            )
          }
        >
          Clear
        </Button>
      </Group>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="sm" verticalSpacing="sm">
        {group.permissions.map((permission) => {
          const isChosen = value.has(permission.name);
          const reason = whyNot(permission, areViewsChosen);
          return (
            <Checkbox
              key={permission.name}
              value={permission.name}
              checked={isChosen}
              // What is there already can be taken out, whoever put it in.
              disabled={disabled || (reason !== null && !isChosen)}
              label={permission.title}
              description={<Explanation permission={permission} reason={reason} />}
              onChange={(event) => onChange([permission.name], event.currentTarget.checked)}
            />
          );
        })}
      </SimpleGrid>
    </Fieldset>
  );
}

function Explanation({
  permission,
  reason,
}: {
  permission: OfferedPermission;
  reason: string | null;
}): ReactNode {
  return (
    <>
      <Text span inherit display="block">
        {permission.allows}
      </Text>
      {reason !== null && (
        <Text span inherit display="block" fs="italic">
          <IconLock size={12} aria-hidden /> {reason}
        </Text>
      )}
      <Code fz={11}>{permission.name}</Code>
    </>
  );
}
