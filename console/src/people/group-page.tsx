/** One group: who is in it, and which roles it has where. */
import { Button, Text } from '@mantine/core';
import { IconUsersGroup } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useParams } from 'wouter';
import { ApiError } from '../api/api-error';
import { PeopleGroupDocument, type PeopleGroupQuery } from '../api/operations';
import { useAsked } from '../api/use-asked';
import { LinesLoading } from '../feedback/loading';
import { Nothing } from '../feedback/nothing';
import { Link } from '../shell/link';
import { Page } from '../shell/page';
import { Done, useDone } from './done';
import { GroupMembers } from './group-members';
import { GroupRoles } from './group-roles';
import { Refused } from './refused';
import { RemoveGroup } from './remove-group';
import { RenameGroup } from './rename-group';

const ABOVE = [{ title: 'Groups', to: '/groups' }];

export function GroupPage(): ReactNode {
  const { id } = useParams<{ id: string }>();
  const { data, error, refetch } = useAsked(PeopleGroupDocument, { id });
  if (data !== undefined && error === null) return <KnownGroupPage key={id} group={data.group} />;
  return (
    <Page title="Group" above={ABOVE}>
      {error instanceof ApiError && error.code === 'NOT_FOUND' ? (
        <Nothing
          icon={<IconUsersGroup size={24} />}
          title="There is no such group"
          action={
            <Button component={Link} href="/groups" variant="default">
              To the groups
            </Button>
          }
        >
          The group may have been deleted. The audit log knows who did that, and when.
        </Nothing>
      ) : error !== null ? (
        <Refused error={error} retry={() => void refetch()} />
      ) : (
        <LinesLoading />
      )}
    </Page>
  );
}

function KnownGroupPage({ group }: { group: PeopleGroupQuery['group'] }): ReactNode {
  const [done, setDone] = useDone();
  return (
    <Page
      title={group.displayName}
      above={ABOVE}
      lead="Its members may do what its roles give, where it has them, from their next request on."
      actions={
        <>
          <RenameGroup group={group} onDone={setDone} />
          <RemoveGroup group={group} />
        </>
      }
    >
      <Done words={done} onClose={() => setDone(null)} />
      {group.lookupName !== null && group.lookupName !== '' && (
        <Text size="sm">
          An identity provider calls it <b>{group.lookupName}</b>.
        </Text>
      )}
      <GroupRoles group={group} onDone={setDone} />
      <GroupMembers group={group} onDone={setDone} />
    </Page>
  );
}
