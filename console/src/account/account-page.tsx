/** Who is signed in, and with what: their permissions, their personal token, their password, their session. */
import { Alert, Button, Stack, Text, Title } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { AccountMineDocument, type AccountMineQuery } from '../api/operations';
import { useAsked } from '../api/use-asked';
import { Failure } from '../feedback/failure';
import { LinesLoading } from '../feedback/loading';
import { Facts } from '../people/facts';
import { UserMarks } from '../people/user-marks';
import { useSession } from '../session/session';
import { Link } from '../shell/link';
import { Page } from '../shell/page';
import { Moment } from '../time/moment';
import { KIND_NAMES } from '../tokens/token-kind';
import { ChangePassword } from './change-password';
import { MyPermissions } from './my-permissions';
import { PersonalToken } from './personal-token';

export function AccountPage(): ReactNode {
  const { end } = useSession();
  const { data, error, refetch } = useAsked(AccountMineDocument, {});
  return (
    <Page
      title="My account"
      lead="Who you are here, and what you may do."
      actions={
        <Button variant="default" onClick={() => void end()}>
          Sign out
        </Button>
      }
    >
      {error !== null ? (
        <Failure error={error} retry={() => void refetch()} />
      ) : data === undefined ? (
        <LinesLoading />
      ) : (
        <Mine mine={data} />
      )}
    </Page>
  );
}

function Mine({ mine }: { mine: AccountMineQuery }): ReactNode {
  const { isByToken } = useSession();
  const { viewerOpt: user, currentToken: token } = mine;
  return (
    <>
      {isByToken && <ByToken mine={mine} />}
      <Facts
        facts={
          user === null
            ? [
                { label: 'Token', value: token?.name ?? 'without a name' },
                { label: 'Kind', value: token === null ? 'unknown' : KIND_NAMES[token.__typename] },
                { label: 'Expires', value: <Moment time={token?.expireAt} /> },
                { label: 'Organization', value: mine.organization.name },
              ]
            : [
                { label: 'User name', value: user.username },
                { label: 'Full name', value: user.fullName ?? 'none' },
                { label: 'Email address', value: user.email ?? 'none' },
                { label: 'Organization', value: mine.organization.name },
                { label: 'Added', value: <Moment time={Date.parse(user.createdAt)} /> },
                { label: 'Standing', value: <Standing user={user} /> },
              ]
        }
      />
      <Stack gap="sm" component="section" aria-labelledby="permissions">
        <Title order={2} size="h4" id="permissions">
          What may I do?
        </Title>
        <MyPermissions mine={mine} />
      </Stack>
      {user !== null && <PersonalToken token={user.token} />}
      {user !== null && !isByToken && <ChangePassword username={user.username} />}
      {user !== null && isByToken && (
        <Text size="sm" c="dimmed">
          To change your password, sign in with it.
        </Text>
      )}
      {!isByToken && (
        <Stack gap="sm" component="section" aria-labelledby="session">
          <Title order={2} size="h4" id="session">
            Session
          </Title>
          <Text size="sm">
            You are signed in with your password. The session is kept in a cookie that no script can read, and
            ends when you sign out, when your password changes, or by itself after a while.
          </Text>
        </Stack>
      )}
    </>
  );
}

function ByToken({ mine }: { mine: AccountMineQuery }): ReactNode {
  const { currentToken: token, viewerOpt: user } = mine;
  return (
    <Alert variant="default" color="blue" icon={<IconKey size={18} />} title="You are signed in with a token">
      <Stack gap={4} align="flex-start">
        <Text size="sm">
          {user === null
            ? 'You are nobody’s user here: you may do what the token may, and no more.'
            : `The token acts as ${user.username}: you may do what ${user.username} may.`}{' '}
          It stays in this page’s memory alone, so a reload asks for it again. Signing out forgets it here; it
          goes on working elsewhere until it is revoked or expires.
        </Text>
        {token !== null && (
          <Button
            component={Link}
            href={user === null ? `/tokens/${token.id}` : '/tokens'}
            size="xs"
            variant="default"
          >
            {user === null ? 'To the token’s page' : 'To the tokens'}
          </Button>
        )}
      </Stack>
    </Alert>
  );
}

function Standing({ user }: { user: { isRoot: boolean; isOrganizationRoot: boolean } }): ReactNode {
  if (!user.isRoot && !user.isOrganizationRoot) return 'through groups alone';
  return <UserMarks user={{ isRoot: user.isRoot, isOrgRoot: user.isOrganizationRoot }} />;
}
