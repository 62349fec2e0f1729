/** What is held where, in a few words: for what a change gives or takes. */
import { List, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { placeKey, type HeldAt } from './held';
import { useCatalog } from './use-catalog';
import { counted, listed, toldWhere } from './words';

const NAMED = 4;
const PLACES = 6;

export function HeldSummary({ held }: { held: readonly HeldAt[] }): ReactNode {
  const { titleOf } = useCatalog();
  const more = held.length - PLACES;
  return (
    <List size="sm" withPadding spacing={2}>
      {held.slice(0, PLACES).map((each) => (
        <List.Item key={placeKey(each.place)} className="wrapped">
          <Text span inherit fw={600}>
            {toldWhere(each.place)}
          </Text>
          {': '}
          {listed(
            each.held.map(({ permission }) => titleOf(permission)),
            NAMED,
          )}
        </List.Item>
      ))}
      {more > 0 && (
        <List.Item>
          and on {counted(more, 'more repository or view', 'more repositories and views')}
        </List.Item>
      )}
    </List>
  );
}
