/** Where a token works: on which repositories and views, and from which addresses. */
import { Anchor, Code, List, Stack, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { Link } from '../shell/link';
import { Fact, FactsList } from './facts-list';
import { Section } from './section';
import { viewsOf, type Filter, type TokenFacts } from './token-facts';

/** How many repositories and views are listed before one asks for the rest. */
const FIRST = 20;

export interface PlacesSectionProps {
  readonly token: TokenFacts;
  /** That the security policy puts on every token of the kind. */
  readonly enforced: Filter | null;
}

export function PlacesSection({ token, enforced }: PlacesSectionProps): ReactNode {
  const own = token.ipFilterV2;
  return (
    <Section id="places" title="Where it works">
      <FactsList>
        {token.__typename === 'ViewPermissionsToken' && (
          <Fact name="Repositories and views">
            <Views views={viewsOf(token)} />
          </Fact>
        )}
        {token.__typename === 'OrganizationPermissionsToken' && (
          <Fact name="Reaches">The whole organization</Fact>
        )}
        {token.__typename === 'SystemPermissionsToken' && (
          <Fact name="Reaches">The whole installation, every organization of it</Fact>
        )}
        <Fact name="From the addresses">
          <Stack gap="xs">
            {own === null ? (
              <span>Anywhere: it has no IP filter. A filter is given when a token is created.</span>
            ) : (
              <FilterShown
                filter={own}
                note="A filter once given is never taken off a token. Its rules can be changed, which holds at once."
              />
            )}
            {enforced !== null && enforced.id !== own?.id && (
              <FilterShown
                filter={enforced}
                note="The security policy puts this filter on every token of the kind. Both have to accept an address."
              />
            )}
          </Stack>
        </Fact>
      </FactsList>
    </Section>
  );
}

function FilterShown({ filter, note }: { filter: Filter; note: string }): ReactNode {
  return (
    <div>
      <span>
        Where the IP filter{' '}
        <Anchor
          component={Link}
          href={`/ip-filters/${encodeURIComponent(filter.id)}`}
          inherit
          underline="always"
        >
          {filter.name}
        </Anchor>{' '}
        allows:
      </span>
      <Code
        block
        my={4}
        tabIndex={0}
        mah={200}
        style={{ overflow: 'auto' }}
        aria-label={`Rules of ${filter.name}`}
      >
        {filter.ipFilter.replaceAll(/\s*;\s*/g, '\n')}
      </Code>
      <Text size="xs" c="dimmed">
        {note}
      </Text>
    </div>
  );
}

function Views({ views }: { views: ReturnType<typeof viewsOf> }): ReactNode {
  const [isWhole, setWhole] = useState(false);
  if (views.length === 0) return 'None that you may see.';
  const shown = isWhole ? views : views.slice(0, FIRST);
  return (
    <>
      <List size="sm" listStyleType="none">
        {shown.map(({ id, name }) => (
          <List.Item key={id}>{name}</List.Item>
        ))}
      </List>
      {shown.length < views.length && (
        <Anchor component="button" type="button" size="sm" onClick={() => setWhole(true)}>
          Show all {views.length}
        </Anchor>
      )}
    </>
  );
}
