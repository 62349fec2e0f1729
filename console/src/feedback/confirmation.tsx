/** Asks before something ends or breaks, and says what. */
import { Button, Group, Modal, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { Failure } from './failure';

export interface ConfirmationProps {
  readonly isOpen: boolean;
  readonly title: string;
  /** What the button does, such as `Revoke token`. */
  readonly verb: string;
  readonly isDangerous?: boolean;
  readonly isBusy: boolean;
  readonly error: unknown;
  /** What will break, and what else has to be said or asked. */
  readonly children: ReactNode;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

export function Confirmation(props: ConfirmationProps): ReactNode {
  const { isOpen, title, verb, isDangerous = true, isBusy, error, children, onConfirm, onClose } = props;
  return (
    <Modal
      opened={isOpen}
      onClose={isBusy ? () => undefined : onClose}
      title={title}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onConfirm();
        }}
      >
        <Stack>
          {children}
          {error !== null && error !== undefined && <Failure error={error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose} disabled={isBusy} data-autofocus>
              Cancel
            </Button>
            <Button type="submit" color={isDangerous ? 'red' : undefined} loading={isBusy}>
              {verb}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
