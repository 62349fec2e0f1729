/** Permissions under their headings, each with what it allows in words and what the API calls it. */
import { Code, SimpleGrid, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { grouped } from '../permissions/offered-permissions';
import type { Catalog } from './use-catalog';

export interface PermissionListProps {
  readonly permissions: readonly string[];
  readonly catalog: Catalog;
}

export function PermissionList({ permissions, catalog }: PermissionListProps): ReactNode {
  const held = catalog.all.filter(({ name }) => permissions.includes(name));
  return (
    <Stack gap="sm">
      {grouped(held).map((group) => (
        <div key={group.name}>
          <Text size="sm" fw={600} mb={4}>
            {group.name}
          </Text>
          <SimpleGrid
            component="ul"
            cols={{ base: 1, md: 2 }}
            verticalSpacing="xs"
            m={0}
            p={0}
            style={{ listStyle: 'none' }}
          >
            {group.permissions.map(({ name, title, allows }) => (
              <li key={name}>
                <Text size="sm" fw={500}>
                  {title}
                </Text>
                <Text size="sm" c="dimmed">
                  {allows}
                </Text>
                <Code>{name}</Code>
              </li>
            ))}
          </SimpleGrid>
        </div>
      ))}
    </Stack>
  );
}
