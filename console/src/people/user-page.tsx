/** One user: who it is, in which groups, and above all what they may do, and why. */
import { Button, Stack, Title } from '@mantine/core';
import { IconUserOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useParams } from 'wouter';
import { PeopleUserDocument, type PeopleUserQuery } from '../api/operations';
import { useAsked } from '../api/use-asked';
import { LinesLoading } from '../feedback/loading';
import { Nothing } from '../feedback/nothing';
import { useSession } from '../session/session';
import { Link } from '../shell/link';
import { Page } from '../shell/page';
import { Moment } from '../time/moment';
import { Done, useDone } from './done';
import { EditProfile } from './edit-profile';
import { Facts } from './facts';
import { MayQuestion } from './may-question';
import { Refused } from './refused';
import { RemoveUser } from './remove-user';
import { SetPassword } from './set-password';
import { UserGroups } from './user-groups';
import { UserMarks } from './user-marks';
import { UserPermissions } from './user-permissions';

type User = NonNullable<PeopleUserQuery['user']>;

const ABOVE = [{ title: 'Users', to: '/people' }];

export function UserPage(): ReactNode {
  const { id } = useParams<{ id: string }>();
  const { data, error, refetch } = useAsked(PeopleUserDocument, { id });
  if (data?.user) return <KnownUserPage key={id} user={data.user} />;
  return (
    <Page title="User" above={ABOVE}>
      {error !== null ? (
        <Refused error={error} retry={() => void refetch()} />
      ) : data === undefined ? (
        <LinesLoading />
      ) : (
        <Nothing
          icon={<IconUserOff size={24} />}
          title="There is no such user"
          action={
            <Button component={Link} href="/people" variant="default">
              To the users
            </Button>
          }
        >
          The user may have been removed. The audit log knows who did that, and when.
        </Nothing>
      )}
    </Page>
  );
}

function KnownUserPage({ user }: { user: User }): ReactNode {
  const { me } = useSession();
  const [done, setDone] = useDone();
  const name = user.displayName;
  const isMe = me.viewerOpt?.id === user.id;
  return (
    <Page
      title={name}
      above={ABOVE}
      lead={<UserMarks user={user} />}
      actions={
        <>
          <EditProfile user={user} onDone={setDone} />
          {isMe ? (
            <Button component={Link} href="/account" variant="default">
              My account
            </Button>
          ) : (
            <SetPassword name={name} userId={user.id} onDone={setDone} />
          )}
          <RemoveUser name={name} username={user.username} userId={user.id} groupCount={user.groups.length} />
        </>
      }
    >
      <Done words={done} onClose={() => setDone(null)} />
      <Facts
        facts={[
          { label: 'User name', value: user.username },
          { label: 'Email address', value: orNone(user.email) },
          {
            label: 'First and last name',
            value: orNone([user.firstName, user.lastName].filter(Boolean).join(' ')),
          },
          { label: 'Company', value: orNone(user.company) },
          {
            label: 'Country and region',
            value: orNone([user.countryCode, user.stateCode].filter(Boolean).join(', ')),
          },
          { label: 'Added', value: <Moment time={Date.parse(user.createdAt)} /> },
        ]}
      />
      <Stack gap="sm" component="section" aria-labelledby="may">
        <Title order={2} size="h4" id="may">
          What may {name} do, and why?
        </Title>
        <MayQuestion name={name} userId={user.id} user={user} onDone={setDone} />
        <UserPermissions name={name} user={user} />
      </Stack>
      <UserGroups user={user} onDone={setDone} />
    </Page>
  );
}

function orNone(text: string | null): string {
  return text === null || text === '' ? 'none' : text;
}
