/** What the caller may do: a user’s with why, place by place; a token’s as it carries them. */
import { Anchor, Paper, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { PeoplePlacesDocument, PeopleUserDocument, type AccountMineQuery } from '../api/operations';
import { useAsked } from '../api/use-asked';
import { Failure } from '../feedback/failure';
import { LinesLoading } from '../feedback/loading';
import { PermissionList } from '../people/permission-list';
import { useCatalog } from '../people/use-catalog';
import { UserPermissions } from '../people/user-permissions';
import { listed } from '../people/words';
import { Link } from '../shell/link';

const PLACES = 8;

export function MyPermissions({ mine }: { mine: AccountMineQuery }): ReactNode {
  return mine.viewerOpt === null ? (
    <OfToken permissions={mine.viewerPermissions} />
  ) : (
    <OfUser id={mine.viewerOpt.id} />
  );
}

function OfUser({ id }: { id: string }): ReactNode {
  const { data, error, refetch } = useAsked(PeopleUserDocument, { id });
  if (error !== null) return <Failure error={error} retry={() => void refetch()} />;
  if (!data?.user) return <LinesLoading />;
  return (
    <>
      <UserPermissions name={data.user.displayName} user={data.user} />
      <Text size="sm">
        <Anchor component={Link} href={`/people/${id}`} inherit underline="always">
          Ask about a single permission
        </Anchor>{' '}
        on your own page.
      </Text>
    </>
  );
}

function OfToken({ permissions }: { permissions: AccountMineQuery['viewerPermissions'] }): ReactNode {
  const catalog = useCatalog();
  const { data: places, error } = useAsked(
    PeoplePlacesDocument,
    {},
    { enabled: permissions.someViewPermissions.length > 0 },
  );
  const views = places?.searchDomains.map(({ name }) => name) ?? [];
  const kinds = [
    { title: 'In the organization', held: permissions.organizationPermissions },
    { title: 'In the installation (system)', held: permissions.systemPermissions },
    { title: 'On repositories and views', held: permissions.someViewPermissions },
  ].filter(({ held }) => held.length > 0);
  return (
    <Stack>
      {error !== null && <Failure error={error} />}
      {kinds.map(({ title, held }) => (
        <Paper key={title} withBorder p="md">
          <Stack gap="sm">
            <Title order={3} size="h5">
              {title}
            </Title>
            {held === permissions.someViewPermissions && views.length > 0 && (
              <Text size="sm" className="wrapped">
                The token reaches {listed(views, PLACES)}.
              </Text>
            )}
            <PermissionList permissions={held} catalog={catalog} />
          </Stack>
        </Paper>
      ))}
    </Stack>
  );
}
