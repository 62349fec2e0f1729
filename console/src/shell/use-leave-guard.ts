/** Asks before a page is left, by a link, by Back or by closing it, on which something is that would be lost. */
import { useEffect, useState } from 'react';
import { useLocation, useSearch } from 'wouter';
import { askBeforeGoingBack } from './going-back';

export interface LeaveGuard {
  readonly isAsking: boolean;
  readonly stay: () => void;
  readonly leave: () => void;
}

const always = (): boolean => true;

/** @param isLost whether to go to that path loses it. Not made anew for each rendering. */
export function useLeaveGuard(isOn: boolean, isLost: (path: string) => boolean = always): LeaveGuard {
  const [, navigate] = useLocation();
  const search = useSearch();
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
      if (link.origin !== window.location.origin || !isLost(link.pathname)) return;
      event.preventDefault();
      event.stopPropagation();
      const to = link.pathname + link.search;
      setOnward({ go: () => navigate(to) });
    };
    const onBack = (event: PopStateEvent) => {
      if (!isLost(window.location.pathname)) return;
      event.stopImmediatePropagation();
      // The browser has gone back already: it is brought back here before anything is drawn anew.
      window.history.pushState(null, '', here);
      setOnward({ go: () => window.history.back() });
    };
    window.addEventListener('beforeunload', onUnload);
    document.addEventListener('click', onClick, true);
    const noMoreBack = askBeforeGoingBack(onBack);
    return () => {
      window.removeEventListener('beforeunload', onUnload);
      document.removeEventListener('click', onClick, true);
      noMoreBack();
    };
  }, [isOn, isLeaving, isLost, navigate, search]);

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
