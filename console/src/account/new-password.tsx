/** A new password, typed twice, with what is wrong with it told once it was left. */
import { PasswordInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { PASSWORD_RULE, passwordFault } from './password-rules';

export interface NewPassword {
  readonly password: string;
  readonly repeated: string;
}

export const NO_PASSWORD: NewPassword = { password: '', repeated: '' };

export function isUsable({ password, repeated }: NewPassword): boolean {
  return passwordFault(password) === null && password === repeated;
}

/** So that a keyboard reaches what a mouse does. */
export const REVEAL = { 'aria-label': 'Show what is typed', tabIndex: 0 };

export interface NewPasswordFieldsProps {
  readonly value: NewPassword;
  /** Whether it was tried to go on with it, which shows all faults. */
  readonly isTried: boolean;
  readonly onChange: (value: NewPassword) => void;
}

export function NewPasswordFields({ value, isTried, onChange }: NewPasswordFieldsProps): ReactNode {
  const [isLeft, setIsLeft] = useState({ password: false, repeated: false });
  const { password, repeated } = value;
  return (
    <>
      <PasswordInput
        label="New password"
        description={PASSWORD_RULE}
        autoComplete="new-password"
        required
        value={password}
        visibilityToggleButtonProps={REVEAL}
        error={isTried || (isLeft.password && password !== '') ? passwordFault(password) : null}
        onBlur={() => setIsLeft((left) => ({ ...left, password: true }))}
        onChange={(event) => onChange({ ...value, password: event.currentTarget.value })}
      />
      <PasswordInput
        label="New password, again"
        autoComplete="new-password"
        required
        value={repeated}
        visibilityToggleButtonProps={REVEAL}
        error={
          (isTried || (isLeft.repeated && repeated !== '')) && repeated !== password
            ? 'This is not the same as above.'
            : null
        }
        onBlur={() => setIsLeft((left) => ({ ...left, repeated: true }))}
        onChange={(event) => onChange({ ...value, repeated: event.currentTarget.value })}
      />
    </>
  );
}
