/** Facts with their names: beside each other, or below each other on a phone. */
import { Box, Text } from '@mantine/core';
import type { ReactNode } from 'react';

export function FactsList({ children }: { children: ReactNode }): ReactNode {
  return (
    <Box component="dl" m={0} maw={820}>
      {children}
    </Box>
  );
}

export function Fact({ name, children }: { name: string; children: ReactNode }): ReactNode {
  return (
    <Box display="flex" style={{ flexWrap: 'wrap', columnGap: 16 }} py={6}>
      <Text component="dt" size="sm" c="dimmed" w={180}>
        {name}
      </Text>
      <Text component="dd" size="sm" m={0} flex="1 1 220px" className="secret">
        {children}
      </Text>
    </Box>
  );
}
