/** A line of a definition list, and things that have a page of their own. */
import { Anchor, Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Copy } from '../feedback/shown-once';
import { Link } from '../shell/link';
import type { Named } from './entry-words';

export function Fact({ label, children }: { label: string; children: ReactNode }): ReactNode {
  return (
    <>
      <Text component="dt" size="sm" c="dimmed">
        {label}
      </Text>
      <Text component="dd" size="sm">
        {children}
      </Text>
    </>
  );
}

export function NamedLink({ thing }: { thing: Named }): ReactNode {
  if (thing.to === null) return thing.name;
  return (
    <Anchor component={Link} href={thing.to} inherit>
      {thing.name}
    </Anchor>
  );
}

/** An id or the like, with a button that copies it. */
export function Copied({ value, what }: { value: string; what: string }): ReactNode {
  return (
    <Group gap={4} wrap="nowrap" component="span">
      <Text span inherit ff="monospace" miw={0}>
        {value}
      </Text>
      <Copy value={value} label={`Copy ${what}`} />
    </Group>
  );
}
