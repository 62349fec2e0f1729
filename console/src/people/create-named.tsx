/** Creates what has a name only at first: a group or a role. */
import { Button, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { Confirmation } from '../feedback/confirmation';

export interface CreateNamedProps {
  readonly verb: string;
  readonly lead: string;
  readonly label: string;
  readonly isBusy: boolean;
  readonly error: unknown;
  readonly onStart: () => void;
  readonly onCreate: (displayName: string, close: () => void) => void;
}

export function CreateNamed({
  verb,
  lead,
  label,
  isBusy,
  error,
  onStart,
  onCreate,
}: CreateNamedProps): ReactNode {
  const [isOpen, { open, close }] = useDisclosure(false);
  const [name, setName] = useState('');
  return (
    <>
      <Button
        leftSection={<IconPlus size={16} aria-hidden />}
        onClick={() => {
          setName('');
          onStart();
          open();
        }}
      >
        {verb}
      </Button>
      <Confirmation
        isOpen={isOpen}
        title={verb}
        verb={verb}
        isDangerous={false}
        isBusy={isBusy}
        error={error}
        onConfirm={() => onCreate(name, close)}
        onClose={close}
      >
        <Text size="sm">{lead}</Text>
        <TextInput
          label={label}
          required
          maxLength={253}
          autoComplete="off"
          data-autofocus
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
      </Confirmation>
    </>
  );
}
