/** Why a user may do a thing: the group they are in, and the role that it has there. */
import { Anchor, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from '../shell/link';
import type { Because, Place } from './held';
import { toldWhere } from './words';

export interface WhyProps {
  /** The user, as the sentence begins. */
  readonly name: string;
  readonly permission: string;
  readonly place: Place;
  readonly because: Because;
}

export function Why({ name, permission, place, because: { group, role, through } }: WhyProps): ReactNode {
  return (
    <Text size="sm" component="span" className="wrapped">
      {name} is in{' '}
      <Anchor component={Link} href={`/groups/${group.id}`} inherit underline="always">
        {group.displayName}
      </Anchor>
      , which has the role{' '}
      <Anchor component={Link} href={`/roles/${role.id}`} inherit underline="always">
        {role.displayName}
      </Anchor>{' '}
      {toldWhere(place)}
      {through === null ? '.' : `; the role gives ${through}, which includes ${permission}.`}
    </Text>
  );
}
