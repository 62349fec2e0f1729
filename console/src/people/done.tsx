/** Says that something was done, where it stays until the next thing is. */
import { Alert } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useHistoryState } from 'wouter/use-browser-location';

/** The region is there before its words are: only then are they read out. */
export function Done({ words, onClose }: { words: string | null; onClose: () => void }): ReactNode {
  return (
    <div role="status" aria-live="polite">
      {words !== null && (
        <Alert
          color="teal"
          variant="default"
          icon={<IconCircleCheck size={18} />}
          withCloseButton
          closeButtonLabel="Close this note"
          onClose={onClose}
        >
          {words}
        </Alert>
      )}
    </div>
  );
}

/** What was done last: on this page, or on the one that led here by {@link doneState}. */
export function useDone(): readonly [string | null, (words: string | null) => void] {
  const state: unknown = useHistoryState();
  const [words, setWords] = useState<string | null>(() =>
    typeof state === 'object' && state !== null && 'done' in state && typeof state.done === 'string'
      ? state.done
      : null,
  );
  return [words, setWords];
}

/** For a page that is gone to once something is done. */
export function doneState(words: string): { state: { done: string } } {
  return { state: { done: words } };
}
