/** Asks before a page with changes that are not saved is left: by a link of the console, or by closing it. */
import { Text } from '@mantine/core';
import { useEffect, useState, type ReactNode } from 'react';
import { useLocation } from 'wouter';
import { Confirmation } from '../feedback/confirmation';

export function LeaveGuard({ isNeeded }: { isNeeded: boolean }): ReactNode {
  const [, navigate] = useLocation();
  const [wanted, setWanted] = useState<string | null>(null);

  useEffect(() => {
    if (!isNeeded) return undefined;
    // The browser asks in its own words.
    const beforeUnload = (event: BeforeUnloadEvent): void => event.preventDefault();
    const click = (event: MouseEvent): void => {
      const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
      if (!(link instanceof HTMLAnchorElement) || link.origin !== window.location.origin) return;
      const isElsewhere = link.pathname !== window.location.pathname;
      if (!isElsewhere || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
      // Before the link's own handler, which would go there.
      event.preventDefault();
      event.stopPropagation();
      setWanted(link.pathname + link.search);
    };
    window.addEventListener('beforeunload', beforeUnload);
    document.addEventListener('click', click, true);
    return () => {
      window.removeEventListener('beforeunload', beforeUnload);
      document.removeEventListener('click', click, true);
    };
  }, [isNeeded]);

  return (
    <Confirmation
      isOpen={wanted !== null}
      title="Leave without saving?"
      verb="Leave and lose the draft"
      isBusy={false}
      error={null}
      onClose={() => setWanted(null)}
      onConfirm={() => {
        if (wanted !== null) navigate(wanted);
      }}
    >
      <Text size="sm">The policies stay as they are in force. What you have changed here is lost.</Text>
    </Confirmation>
  );
}
