/** What a token may do: its permissions under their headings, in plain words. */
import { Code, List, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { LinesLoading } from '../feedback/loading';
import { grouped, type OfferedPermission } from '../permissions/offered-permissions';
import { Section } from './section';
import { permissionsOf, type TokenFacts } from './token-facts';

export interface PermissionsSectionProps {
  readonly token: TokenFacts;
  readonly catalog: readonly OfferedPermission[] | undefined;
}

export function PermissionsSection({ token, catalog }: PermissionsSectionProps): ReactNode {
  const held = permissionsOf(token);
  return (
    <Section id="permissions" title="What it may do" lead={leadOf(token)}>
      {held.length > 0 &&
        (catalog === undefined ? <LinesLoading rows={2} /> : <Held held={held} catalog={catalog} />)}
    </Section>
  );
}

function leadOf(token: TokenFacts): string {
  if (token.__typename === 'PersonalUserToken')
    return 'Whatever its user may do, at every moment: it has no permissions of its own. What the user gains or loses, the token gains or loses.';
  const count = token.permissions.length;
  return `${count === 1 ? '1 permission' : `${count} permissions`}, and nothing else.`;
}

function Held({
  held,
  catalog,
}: {
  held: readonly string[];
  catalog: readonly OfferedPermission[];
}): ReactNode {
  const known = grouped(catalog.filter(({ name }) => held.includes(name)));
  const unknown = held.filter((name) => !catalog.some((permission) => permission.name === name));
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
      {known.map((group) => (
        <Stack key={group.name} gap={4}>
          <Title order={3} size="h6">
            {group.name}
          </Title>
          <List size="sm" listStyleType="none" spacing={6}>
            {group.permissions.map(({ name, title, allows }) => (
              <List.Item key={name}>
                <Text size="sm" fw={600}>
                  {title}
                </Text>
                <Text size="sm">{allows}</Text>
                <Code fz={11}>{name}</Code>
              </List.Item>
            ))}
          </List>
        </Stack>
      ))}
      {unknown.length > 0 && (
        <Stack gap={4}>
          <Title order={3} size="h6">
            Others, which this console does not know
          </Title>
          <List size="sm" listStyleType="none">
            {unknown.map((name) => (
              <List.Item key={name}>
                <Code>{name}</Code>
              </List.Item>
            ))}
          </List>
        </Stack>
      )}
    </SimpleGrid>
  );
}
