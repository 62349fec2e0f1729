/** The first few of many, as links, and how many there are besides. */
import { Anchor, Text } from '@mantine/core';
import { Fragment, type ReactNode } from 'react';
import { Link } from '../shell/link';

export interface SomeLink {
  readonly key: string;
  readonly to: string;
  readonly text: string;
  /** What stands behind the link, such as where a role holds. */
  readonly after?: string;
}

const SHOWN = 4;

export function SomeLinks({ links, none }: { links: readonly SomeLink[]; none: string }): ReactNode {
  if (links.length === 0)
    return (
      <Text c="dimmed" size="sm">
        {none}
      </Text>
    );
  const more = links.length - SHOWN;
  return (
    <Text size="sm" className="wrapped">
      {links.slice(0, SHOWN).map(({ key, to, text, after }, i) => (
        <Fragment key={key}>
          {i > 0 && ', '}
          <Anchor component={Link} href={to} inherit underline="always">
            {text}
          </Anchor>
          {after !== undefined && ` ${after}`}
        </Fragment>
      ))}
      {more > 0 && ` and ${more} more`}
    </Text>
  );
}
