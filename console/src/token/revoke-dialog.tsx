/** Revokes a token: names what will break, and makes sure where that is likely. */
import { Alert, Text, Textarea, TextInput } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useRef, useState, type ReactNode } from 'react';
import { hasToken } from '../api/credentials';
import { Confirmation } from '../feedback/confirmation';
import { useSession } from '../session/session';
import { DAY_MS } from '../time/spans';
import { useNow } from '../time/use-now';
import { revokeToken } from './token-changes';
import type { TokenFacts } from './token-facts';
import { toldLastUse } from './use-words';
import { useChange } from '../api/use-asked';

/** What was used within that time is likely to be in use. */
const RECENT_MS = 7 * DAY_MS;
const LONGEST_REASON = 1_000;

export interface RevokeDialogProps {
  readonly isOpen: boolean;
  readonly token: TokenFacts;
  readonly onClose: () => void;
  readonly onRevoked: () => void;
}

export function RevokeDialog({ isOpen, token, onClose, onRevoked }: RevokeDialogProps): ReactNode {
  const now = useNow();
  const isOwn = useSession().me.currentToken?.id === token.id && hasToken();
  const isRecent = [token.lastUsedAt, token.previousSecret?.lastUsedAt].some(
    (time) => typeof time === 'number' && now - time < RECENT_MS,
  );
  const [reason, setReason] = useState('');
  const [typed, setTyped] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const nameField = useRef<HTMLInputElement>(null);
  const revoke = useChange(() =>
    revokeToken(token.__typename, { id: token.id, reason: reason.trim() === '' ? null : reason.trim() }),
  );

  function close(): void {
    setReason('');
    setTyped('');
    setFault(null);
    revoke.reset();
    onClose();
  }

  function confirm(): void {
    if (isRecent && typed.trim() !== token.name.trim()) {
      setFault('This is not the name of the token.');
      nameField.current?.focus();
      return;
    }
    setFault(null);
    revoke.mutate(undefined, {
      onSuccess: () => {
        onRevoked();
        close();
      },
    });
  }

  return (
    <Confirmation
      isOpen={isOpen}
      title={`Revoke “${token.name}”`}
      verb="Revoke token"
      isBusy={revoke.isPending}
      error={revoke.error}
      onConfirm={confirm}
      onClose={close}
    >
      <Alert color="red" variant="light" icon={<IconAlertTriangle size={18} />}>
        {toldLastUse(token, now)} Whatever uses it is refused from its next request on, and for ever: a
        revoked token stays revoked.
        {token.previousSecret !== null && ' Its secret from before the reset ends with it.'}
        {isOwn && ' You are signed in with this token, and will be signed out.'}
      </Alert>
      <Textarea
        label="Reason"
        description="Optional. Kept in the audit log."
        maxLength={LONGEST_REASON}
        autosize
        minRows={2}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {isRecent && (
        <>
          <Text size="sm">
            It was used within the last week. Type its name, <b>{token.name}</b>, to go on.
          </Text>
          <TextInput
            ref={nameField}
            label="Name of the token"
            autoComplete="off"
            value={typed}
            error={fault}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        </>
      )}
    </Confirmation>
  );
}
