/** Tells who cannot see the list that entries have come: now and then, not each time. */
import { VisuallyHidden } from '@mantine/core';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { counted } from './event-facts';

const PAUSE_MS = 10_000;

/** @param count of what has come since the log was read. */
export function NewsAnnouncement({ count }: { count: number }): ReactNode {
  const [told, setTold] = useState({ count: 0, text: '' });
  const toldAt = useRef(-Infinity);
  useEffect(() => {
    if (count <= told.count) return undefined;
    const wait = Math.max(0, toldAt.current + PAUSE_MS - performance.now());
    const timer = setTimeout(() => {
      toldAt.current = performance.now();
      setTold({ count, text: `${counted(count - told.count, 'new entry', 'new entries')} in the audit log` });
    }, wait);
    return () => clearTimeout(timer);
  }, [count, told.count]);
  return (
    <VisuallyHidden role="status" aria-live="polite">
      {told.text}
    </VisuallyHidden>
  );
}
