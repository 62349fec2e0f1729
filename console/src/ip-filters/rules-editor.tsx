/** Writes the rules of a filter: with line numbers, and each fault at its line while it is written. */
import { Anchor, Input, List, Stack, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useId, useRef, type ReactNode } from 'react';
import { IpFilterCheckDocument, type IpFilterCheckQuery } from '../api/operations';
import { useAsked } from '../api/use-asked';
import { faultWords, linesOf, rangeOfLine } from './rule-text';
import classes from './rules-editor.module.css';

/** How long nothing was typed before the server is asked, in milliseconds. */
const PAUSE_MS = 250;
const LEAST_ROWS = 6;
const MOST_ROWS = 20;

export type RulesCheck = IpFilterCheckQuery['checkIPFilter'];

/** What the server says of a text; undefined until it has said so of exactly this one. */
export function useRulesCheck(text: string): RulesCheck | undefined {
  const [settled] = useDebouncedValue(text, PAUSE_MS);
  const { data, isPlaceholderData } = useAsked(
    IpFilterCheckDocument,
    { ipFilter: settled },
    { enabled: settled.trim() !== '' },
  );
  return settled === text && !isPlaceholderData ? data?.checkIPFilter : undefined;
}

export interface RulesEditorProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly check: RulesCheck | undefined;
  /** What is wrong with it besides, such as that it is empty. */
  readonly error?: string | undefined;
  readonly readOnly?: boolean;
  readonly id?: string;
}

export function RulesEditor({
  value,
  onChange,
  check,
  error,
  readOnly = false,
  id,
}: RulesEditorProps): ReactNode {
  const own = useId();
  const inputId = id ?? own;
  const gutter = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLTextAreaElement>(null);
  const faults = check?.faults ?? [];
  const faulty = new Set(faults.map(({ line }) => line));
  const lines = linesOf(value);

  function goTo(line: number): void {
    const [start, end] = rangeOfLine(value, line);
    input.current?.focus();
    input.current?.setSelectionRange(start, end);
  }

  return (
    <Stack gap={6}>
      <Input.Label htmlFor={inputId}>Rules</Input.Label>
      <div className={classes['frame']}>
        <div ref={gutter} className={classes['gutter']} aria-hidden>
          {lines.map((_, index) => (
            <div key={index} className={faulty.has(index + 1) ? classes['fault'] : undefined}>
              {faulty.has(index + 1) && '! '}
              {index + 1}
            </div>
          ))}
        </div>
        <textarea
          ref={input}
          id={inputId}
          className={classes['text']}
          value={value}
          wrap="off"
          rows={Math.min(Math.max(lines.length, LEAST_ROWS), MOST_ROWS)}
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
          readOnly={readOnly}
          aria-invalid={faults.length > 0 || error !== undefined}
          aria-describedby={`${inputId}-faults`}
          onChange={(event) => onChange(event.currentTarget.value)}
          onScroll={(event) => {
            if (gutter.current !== null) gutter.current.scrollTop = event.currentTarget.scrollTop;
          }}
        />
      </div>
      <div id={`${inputId}-faults`} role="status">
        {error !== undefined && faults.length === 0 && (
          <Text size="sm" c="var(--mantine-color-error)">
            {error}
          </Text>
        )}
        {faults.length > 0 && (
          <List size="sm" listStyleType="none" spacing={4}>
            {faults.map(({ line, message }, index) => (
              <List.Item key={index} className="wrapped">
                <Anchor component="button" type="button" inherit fw={600} onClick={() => goTo(line)}>
                  Line {line}
                </Anchor>
                : {faultWords(message)}
              </List.Item>
            ))}
          </List>
        )}
        {faults.length === 0 && error === undefined && check !== undefined && value.trim() !== '' && (
          <Text size="sm">
            {check.rules} {check.rules === 1 ? 'rule' : 'rules'}, no fault.
          </Text>
        )}
      </div>
    </Stack>
  );
}
