/** Signing in, by user name and password or with a token. */
import {
  Alert,
  Button,
  Card,
  Center,
  Group,
  PasswordInput,
  SegmentedControl,
  Stack,
  Text,
  TextInput,
  Title,
} from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type SyntheticEvent, type ReactNode } from 'react';
import { ApiError } from '../api/api-error';
import { ask } from '../api/ask';
import { forgetToken } from '../api/credentials';
import { MeDocument } from '../api/operations';
import { useTitle } from '../shell/use-title';
import mark from '../shell/mark.svg';
import { signInByPassword, signInByToken } from './sign-in';

type Way = 'password' | 'token';

export function SignInPage(): ReactNode {
  useTitle('Sign in');
  const client = useQueryClient();
  const [way, setWay] = useState<Way>('password');
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [token, setToken] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);

  async function submit(event: SyntheticEvent): Promise<void> {
    event.preventDefault();
    setFault(null);
    setIsBusy(true);
    try {
      if (way === 'password') await signInByPassword(login, password);
      else signInByToken(token);
      const me = await ask(MeDocument, {});
      setPassword('');
      setToken('');
      client.setQueryData([MeDocument.toString(), {}], me);
    } catch (error) {
      forgetToken();
      setFault(told(error, way));
    } finally {
      setIsBusy(false);
    }
  }

  return (
    <Center mih="100vh" p="md" component="main">
      <Card withBorder shadow="sm" padding="xl" radius="md" w="100%" maw={420}>
        <form onSubmit={(event) => void submit(event)}>
          <Stack>
            <Group gap="sm">
              <img src={mark} width={36} height={36} alt="" />
              <Title order={1} size="h3">
                Sign in to Tollgate
              </Title>
            </Group>
            <SegmentedControl
              aria-label="How to sign in"
              value={way}
              onChange={(value) => {
                setWay(value === 'token' ? 'token' : 'password');
                setFault(null);
              }}
              data={[
                { value: 'password', label: 'Password' },
                { value: 'token', label: 'Token' },
              ]}
            />
            {fault !== null && (
              <Alert color="red" role="alert" icon={<IconAlertTriangle size={18} />}>
                {fault}
              </Alert>
            )}
            {way === 'password' ? (
              <>
                <TextInput
                  label="User name"
                  autoComplete="username"
                  autoFocus
                  required
                  value={login}
                  onChange={(event) => setLogin(event.currentTarget.value)}
                />
                <PasswordInput
                  label="Password"
                  autoComplete="current-password"
                  required
                  value={password}
                  onChange={(event) => setPassword(event.currentTarget.value)}
                />
              </>
            ) : (
              <>
                <PasswordInput
                  label="Token"
                  description="Any token that works. What it may do is what you may do here."
                  autoComplete="off"
                  autoFocus
                  required
                  value={token}
                  onChange={(event) => setToken(event.currentTarget.value)}
                />
                <Text size="sm" c="dimmed">
                  It stays in this page’s memory alone: reload the page, and you are asked for it again.
                </Text>
              </>
            )}
            <Button type="submit" loading={isBusy}>
              Sign in
            </Button>
          </Stack>
        </form>
      </Card>
    </Center>
  );
}

function told(error: unknown, way: Way): string {
  if (!(error instanceof ApiError)) return 'Something went wrong in this page. Reload it, and try again.';
  if (error.code !== 'UNAUTHENTICATED') return error.message;
  return way === 'password'
    ? 'The user name or the password is wrong.'
    : 'The token does not work: it is mistyped, expired, revoked or replaced.';
}
