/** Changes one's own password, which ends all of one's sessions, this one too. */
import { Button, Group, PasswordInput, Stack, Text, Title } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { AccountSetPasswordDocument } from '../api/operations';
import { ask } from '../api/ask';
import { Failure } from '../feedback/failure';
import { isUsable, NewPasswordFields, NO_PASSWORD, REVEAL } from './new-password';

export function ChangePassword({ username }: { username: string }): ReactNode {
  const [currentPassword, setCurrentPassword] = useState('');
  const [value, setValue] = useState(NO_PASSWORD);
  const [isTried, setIsTried] = useState(false);
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);

  async function submit(): Promise<void> {
    setIsTried(true);
    setError(null);
    if (!isUsable(value)) return;
    setIsBusy(true);
    try {
      await ask(AccountSetPasswordDocument, { currentPassword, newPassword: value.password });
      // The session has ended: a new page keeps nothing of it, and asks to sign in.
      window.location.assign('/account');
    } catch (fault) {
      setError(fault);
      setIsBusy(false);
    }
  }

  return (
    <Stack gap="sm" component="section" aria-labelledby="password">
      <Title order={2} size="h4" id="password">
        Password
      </Title>
      <Text size="sm">
        A new password ends all your sessions, this one too: you sign in with it right afterwards. Your
        personal token goes on working.
      </Text>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Stack maw={420}>
          <input type="text" name="username" autoComplete="username" value={username} readOnly hidden />
          <PasswordInput
            label="Current password"
            autoComplete="current-password"
            required
            value={currentPassword}
            visibilityToggleButtonProps={REVEAL}
            onChange={(event) => setCurrentPassword(event.currentTarget.value)}
          />
          <NewPasswordFields value={value} isTried={isTried} onChange={setValue} />
          {error !== null && <Failure error={error} />}
          <Group>
            <Button type="submit" loading={isBusy}>
              Change password and sign in again
            </Button>
          </Group>
        </Stack>
      </form>
    </Stack>
  );
}
