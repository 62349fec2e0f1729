/** The last question before policies are changed: it names what ends, and has it typed. */
import { Alert, Stack, Text, TextInput } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { Confirmation } from '../feedback/confirmation';
import { DifferenceList } from './difference-list';
import { toldCounts, type Counts } from './effects';
import type { PolicyDifference } from './policy-differences';

export interface SaveConfirmationProps {
  readonly isOpen: boolean;
  readonly counts: Counts;
  readonly differences: readonly PolicyDifference[];
  readonly endsOwnToken: boolean;
  readonly isBusy: boolean;
  readonly error: unknown;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

export function SaveConfirmation(props: SaveConfirmationProps): ReactNode {
  const { isOpen, counts, differences, endsOwnToken, isBusy, error, onConfirm, onClose } = props;
  const [typed, setTyped] = useState('');
  const [isWrong, setWrong] = useState(false);
  const wanted = String(counts.ended);

  function close(): void {
    setTyped('');
    setWrong(false);
    onClose();
  }

  return (
    <Confirmation
      isOpen={isOpen}
      title="Change the security policies?"
      verb={counts.ended > 0 ? `Change policies and end ${told(counts.ended)}` : 'Change policies'}
      isDangerous={counts.ended > 0}
      isBusy={isBusy}
      error={error}
      onClose={close}
      onConfirm={() => {
        if (counts.ended > 0 && typed.trim() !== wanted) {
          setWrong(true);
          return;
        }
        onConfirm();
      }}
    >
      <Stack>
        <DifferenceList differences={differences} label="What changes" />
        <Text size="sm" fw={600}>
          {toldCounts(counts)}
        </Text>
        {counts.ended > 0 && (
          <Text size="sm">
            What uses {counts.ended === 1 ? 'it' : 'them'} is refused from that moment on. Undoing the policy
            does not bring {counts.ended === 1 ? 'it' : 'them'} back.
          </Text>
        )}
        {endsOwnToken && <OwnTokenEnds />}
        {counts.ended > 0 && (
          <TextInput
            label={`Type ${wanted}, the number of tokens that end`}
            inputMode="numeric"
            autoComplete="off"
            value={typed}
            error={isWrong ? `Type ${wanted} to go on.` : undefined}
            onChange={(event) => {
              setTyped(event.currentTarget.value);
              setWrong(false);
            }}
          />
        )}
      </Stack>
    </Confirmation>
  );
}

export function OwnTokenEnds(): ReactNode {
  return (
    <Alert color="red" icon={<IconAlertTriangle size={18} />} title="Your own token would end">
      You are signed in with one of the tokens that end. Saving signs you out, and you need a password or
      another token to come back.
    </Alert>
  );
}

function told(count: number): string {
  return count === 1 ? '1 token' : `${count.toLocaleString('en-GB')} tokens`;
}
