/** Asks before a page is left on which something is that will not be shown again. */
import { useEffect, useState } from 'react';
import { useLocation } from 'wouter';

export interface LeaveGuard {
  readonly isAsking: boolean;
  readonly stay: () => void;
  readonly leave: () => void;
}

export function useLeaveGuard(isOn: boolean): LeaveGuard {
  const [, navigate] = useLocation();
  /** Goes where one was about to; null while nobody is. */
  const [onward, setOnward] = useState<{ readonly go: () => void } | null>(null);
  const [isLeaving, setIsLeaving] = useState(false);

  useEffect(() => {
    if (!isOn || isLeaving) return undefined;
    const here = window.location.href;
    const onUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    const onClick = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
      if (!(link instanceof HTMLAnchorElement) || link.target === '_blank' || link.hash !== '') return;
      // What opens elsewhere leaves this page where it is.
      if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      if (link.origin !== window.location.origin) return;
      event.preventDefault();
      event.stopPropagation();
      const to = link.pathname + link.search;
      setOnward({ go: () => navigate(to) });
    };
    const onBack = (event: PopStateEvent) => {
      event.stopImmediatePropagation();
      // The browser has gone back already: it is brought back here before anything is drawn anew.
      window.history.pushState(null, '', here);
      setOnward({ go: () => window.history.back() });
    };
    window.addEventListener('beforeunload', onUnload);
    document.addEventListener('click', onClick, true);
    window.addEventListener('popstate', onBack, true);
    return () => {
      window.removeEventListener('beforeunload', onUnload);
      document.removeEventListener('click', onClick, true);
      window.removeEventListener('popstate', onBack, true);
    };
  }, [isOn, isLeaving, navigate]);

  // Only once the listeners are gone, which would take it for another leave.
  useEffect(() => {
    if (isLeaving) onward?.go();
  }, [isLeaving, onward]);

  return {
    isAsking: onward !== null && !isLeaving,
    stay: () => setOnward(null),
    leave: () => setIsLeaving(true),
  };
}
