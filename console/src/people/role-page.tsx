/** One role: what it gives, in words, and who has it through which groups. */
import { Button, Stack, Text, Title } from '@mantine/core';
import { IconIdBadge2 } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useParams } from 'wouter';
import { ApiError } from '../api/api-error';
import { PeopleRoleDocument, type PeopleRoleQuery } from '../api/operations';
import { useAsked } from '../api/use-asked';
import { LinesLoading } from '../feedback/loading';
import { Nothing } from '../feedback/nothing';
import { Link } from '../shell/link';
import { Page } from '../shell/page';
import { Done, useDone } from './done';
import { EditRole } from './edit-role';
import { Refused } from './refused';
import { RemoveRole } from './remove-role';
import { RoleGives } from './role-gives';
import { RoleHolders } from './role-holders';

const ABOVE = [{ title: 'Roles', to: '/roles' }];

export function RolePage(): ReactNode {
  const { id } = useParams<{ id: string }>();
  const { data, error, refetch } = useAsked(PeopleRoleDocument, { id });
  if (data !== undefined && error === null) return <KnownRolePage key={id} role={data.role} />;
  return (
    <Page title="Role" above={ABOVE}>
      {error instanceof ApiError && error.code === 'NOT_FOUND' ? (
        <Nothing
          icon={<IconIdBadge2 size={24} />}
          title="There is no such role"
          action={
            <Button component={Link} href="/roles" variant="default">
              To the roles
            </Button>
          }
        >
          The role may have been deleted. The audit log knows who did that, and when.
        </Nothing>
      ) : error !== null ? (
        <Refused error={error} retry={() => void refetch()} />
      ) : (
        <LinesLoading />
      )}
    </Page>
  );
}

function KnownRolePage({ role }: { role: PeopleRoleQuery['role'] }): ReactNode {
  const [done, setDone] = useDone();
  return (
    <Page
      title={role.displayName}
      above={ABOVE}
      lead={
        role.description === null || role.description === ''
          ? 'A role gives permissions where it is assigned to a group.'
          : role.description
      }
      actions={
        <>
          <EditRole role={role} onDone={setDone} />
          <RemoveRole role={role} />
        </>
      }
    >
      <Done words={done} onClose={() => setDone(null)} />
      <Stack gap="sm" component="section" aria-labelledby="gives">
        <Title order={2} size="h4" id="gives">
          What it gives
        </Title>
        <RoleGives role={role} />
      </Stack>
      <Stack gap="sm" component="section" aria-labelledby="holders">
        <Title order={2} size="h4" id="holders">
          Who has it
        </Title>
        <RoleHolders role={role} />
        <Text size="sm" c="dimmed">
          A role is assigned to a group, on the group’s page.
        </Text>
      </Stack>
    </Page>
  );
}
