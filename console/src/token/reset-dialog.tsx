/** Resets a token: asks for how long the old secret shall work on, and says what becomes of it. */
import { Group, NativeSelect, Radio, Stack, Text, TextInput } from '@mantine/core';
import { useRef, useState, type ReactNode } from 'react';
import { hasToken, keepToken } from '../api/credentials';
import { Confirmation } from '../feedback/confirmation';
import { useSession } from '../session/session';
import { toldSpan } from '../time/spans';
import { OVERLAP_CHOICES, OVERLAP_UNITS, readOverlap, toldLimit, type OverlapUnit } from './overlap';
import { resetToken, type IssuedToken } from './token-changes';
import type { KindPolicy, TokenFacts } from './token-facts';
import { useChange } from '../api/use-asked';

export interface ResetDialogProps {
  readonly isOpen: boolean;
  readonly token: TokenFacts;
  readonly policy: KindPolicy | undefined;
  readonly onClose: () => void;
  readonly onReset: (issued: IssuedToken) => void;
}

const CUSTOM = 'custom';
const UNITS = Object.keys(OVERLAP_UNITS) as OverlapUnit[];

export function ResetDialog({ isOpen, token, policy, onClose, onReset }: ResetDialogProps): ReactNode {
  const isOwn = useSession().me.currentToken?.id === token.id && hasToken();
  // The server knows the limit where the console cannot read it.
  const maximum = policy?.maximumOverlapMs ?? Number.POSITIVE_INFINITY;
  const [choice, setChoice] = useState('none');
  const [amount, setAmount] = useState('');
  const [unit, setUnit] = useState<OverlapUnit>('hours');
  const [fault, setFault] = useState<string | null>(null);
  const amountField = useRef<HTMLInputElement>(null);

  const reset = useChange(async (overlapMs: number) => {
    const issued = await resetToken(token.__typename, { id: token.id, overlapMs });
    // The console goes on with the new secret: with the old one it would be signed out before that is shown.
    if (isOwn) keepToken(issued.token);
    return issued;
  });

  function close(): void {
    setChoice('none');
    setAmount('');
    setFault(null);
    reset.reset();
    onClose();
  }

  function confirm(): void {
    const chosen = OVERLAP_CHOICES.find(({ value }) => value === choice)?.span;
    const read = chosen === undefined ? readOverlap(amount, unit, maximum) : { span: chosen };
    setFault(read.fault ?? null);
    if (read.span === undefined) {
      amountField.current?.focus();
      return;
    }
    reset.mutate(read.span, {
      onSuccess: (issued) => {
        onReset(issued);
        close();
      },
    });
  }

  return (
    <Confirmation
      isOpen={isOpen}
      title={`Reset “${token.name}”`}
      verb="Reset token"
      isDangerous={choice === 'none'}
      isBusy={reset.isPending}
      error={reset.error}
      onConfirm={confirm}
      onClose={close}
    >
      <Text size="sm">
        The token gets a new id and a new secret, which is shown once. Its name, permissions, IP filter and
        expiry stay as they are: a reset does not renew it.
      </Text>
      {isOwn && (
        <Text size="sm">You are signed in with this token. The console goes on with the new secret.</Text>
      )}
      <Radio.Group
        label="How long shall the old secret work beside the new one?"
        description={
          policy === undefined
            ? 'The security policy may limit this.'
            : `${toldLimit(maximum)} It never works beyond the token’s expiry.`
        }
        value={choice}
        onChange={setChoice}
      >
        <Stack gap="xs" mt="xs">
          {OVERLAP_CHOICES.map(({ value, label, span }) => (
            <Radio
              key={value}
              value={value}
              label={label}
              disabled={span > maximum}
              {...(span > maximum
                ? { description: `More than the security policy allows: ${toldSpan(maximum)}.` }
                : {})}
            />
          ))}
          <Radio value={CUSTOM} label="Another span" disabled={maximum === 0} />
        </Stack>
      </Radio.Group>
      {choice === CUSTOM && (
        <Group align="flex-start" gap="xs" wrap="nowrap">
          <TextInput
            ref={amountField}
            label="How many"
            inputMode="decimal"
            value={amount}
            error={fault}
            onChange={(event) => setAmount(event.currentTarget.value)}
            flex={1}
          />
          <NativeSelect
            label="Unit"
            data={UNITS}
            value={unit}
            onChange={(event) => setUnit(event.currentTarget.value as OverlapUnit)}
          />
        </Group>
      )}
      <Text size="sm">
        {choice === 'none'
          ? `What still uses the old secret is refused from its next request on${usedNote(token)}.`
          : 'Until then both secrets work, so nothing breaks if you put the new one in place in time.'}
      </Text>
    </Confirmation>
  );
}

function usedNote({ useCount }: TokenFacts): string {
  return useCount === 0 ? ', but it was never used' : '';
}
