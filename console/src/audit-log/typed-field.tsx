/** A field whose text counts when one has stopped typing, or presses Enter. */
import { TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useState, type ReactNode } from 'react';

const STOPPED_MS = 400;

export interface TypedFieldProps {
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  readonly change: (value: string) => void;
}

export function TypedField({ label, placeholder, value, change }: TypedFieldProps): ReactNode {
  const [before, setBefore] = useState(value);
  const [text, setText] = useState(value);
  const changeSoon = useDebouncedCallback(change, STOPPED_MS);
  if (before !== value) {
    setBefore(value);
    if (text.trim() !== value) setText(value);
  }
  return (
    <TextInput
      label={label}
      placeholder={placeholder}
      value={text}
      autoComplete="off"
      spellCheck={false}
      onChange={({ currentTarget }) => {
        setText(currentTarget.value);
        changeSoon(currentTarget.value.trim());
      }}
      onKeyDown={({ key }) => {
        if (key === 'Enter') change(text.trim());
      }}
    />
  );
}
