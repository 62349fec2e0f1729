/** Tries rules on an address before anything depends on them. */
import { Alert, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { ApiError } from '../api/api-error';
import { IpFilterTrialDocument } from '../api/operations';
import { useAsked } from '../api/use-asked';
import { Failure } from '../feedback/failure';

const PAUSE_MS = 250;

/** @param canTry false while the rules cannot be read. */
export function FilterTrial({ ipFilter, canTry }: { ipFilter: string; canTry: boolean }): ReactNode {
  const [address, setAddress] = useState('');
  const [asked] = useDebouncedValue({ ipFilter, address: address.trim() }, PAUSE_MS);
  const isSettled = asked.ipFilter === ipFilter && asked.address === address.trim();
  const { data, error, refetch } = useAsked(IpFilterTrialDocument, asked, {
    enabled: canTry && isSettled && asked.address !== '',
  });
  const isAddressWrong = error instanceof ApiError && error.code === 'BAD_USER_INPUT' && asked.address !== '';
  const trial = isSettled && canTry && asked.address !== '' ? data?.testIPFilter : undefined;
  return (
    <Stack gap="xs">
      <TextInput
        label="Try an address"
        description="Would a request from there pass? Nothing is saved."
        placeholder="192.0.2.7"
        value={address}
        onChange={(event) => setAddress(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
        error={isAddressWrong && isSettled ? 'Write one IPv4 or IPv6 address, without a port.' : undefined}
        maw={320}
        autoComplete="off"
      />
      <div role="status">
        {!canTry && address.trim() !== '' && (
          <Text size="sm">Mend the rules first: they cannot be read as they are.</Text>
        )}
        {trial !== undefined && (
          <Alert
            color={trial.allowed ? 'teal' : 'orange'}
            icon={trial.allowed ? <IconCircleCheck size={18} /> : <IconCircleX size={18} />}
            title={`${trial.address} is ${trial.allowed ? 'allowed' : 'denied'}`}
          >
            <Text size="sm" className="wrapped">
              {trial.rule === null
                ? trial.allowed
                  ? 'No rule covers it, and a filter without an allow rule lets the rest pass.'
                  : 'No rule covers it, and a filter with an allow rule refuses the rest.'
                : `By line ${trial.line}: ${trial.rule}`}
            </Text>
          </Alert>
        )}
      </div>
      {error !== null && !isAddressWrong && isSettled && (
        <Failure error={error} retry={() => void refetch()} />
      )}
    </Stack>
  );
}
