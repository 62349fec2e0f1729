/** The buttons of a token's page, and the dialogs that they open. */
import { Button } from '@mantine/core';
import { IconListCheck, IconRefresh, IconTrash } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { ChangePermissionsDialog } from './change-permissions-dialog';
import type { PossibleChanges } from './possible-changes';
import { ResetDialog } from './reset-dialog';
import { RevokeDialog } from './revoke-dialog';
import type { IssuedToken } from './token-changes';
import type { KindPolicy, TokenFacts } from './token-facts';

export interface TokenActionsProps {
  readonly token: TokenFacts;
  readonly possible: PossibleChanges;
  readonly policy: KindPolicy | undefined;
  readonly onReset: (issued: IssuedToken) => void;
  /** @param message what was done. */
  readonly onDone: (message: string) => void;
}

type Dialog = 'reset' | 'revoke' | 'change';

export function TokenActions({ token, possible, policy, onReset, onDone }: TokenActionsProps): ReactNode {
  const [open, setOpen] = useState<Dialog | null>(null);
  const close = () => setOpen(null);
  const done = (message: string) => {
    close();
    onDone(message);
  };
  return (
    <>
      {possible.changePermissions === null && (
        <Button
          variant="default"
          leftSection={<IconListCheck size={16} aria-hidden />}
          onClick={() => setOpen('change')}
        >
          Change permissions
        </Button>
      )}
      {possible.reset === null && (
        <Button
          variant="default"
          leftSection={<IconRefresh size={16} aria-hidden />}
          onClick={() => setOpen('reset')}
        >
          Reset
        </Button>
      )}
      {possible.revoke === null && (
        <Button
          variant="light"
          color="red"
          leftSection={<IconTrash size={16} aria-hidden />}
          onClick={() => setOpen('revoke')}
        >
          Revoke
        </Button>
      )}
      <ResetDialog
        isOpen={open === 'reset'}
        token={token}
        policy={policy}
        onClose={close}
        onReset={(issued) => {
          close();
          onReset(issued);
        }}
      />
      <RevokeDialog
        isOpen={open === 'revoke'}
        token={token}
        onClose={close}
        onRevoked={() => done('The token is revoked. It is refused from now on.')}
      />
      {token.__typename !== 'PersonalUserToken' && (
        <ChangePermissionsDialog
          isOpen={open === 'change'}
          token={token}
          onClose={close}
          onChanged={() => done('The permissions are changed. They hold from the token’s next request on.')}
        />
      )}
    </>
  );
}
