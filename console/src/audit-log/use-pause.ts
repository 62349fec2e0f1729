/** Whether a list is being read, so that nothing may be pushed in above what is looked at. */
import { useCallback, useState } from 'react';

export interface Pause {
  readonly isScrolledPast: boolean;
  /** For what stands right above the list. */
  readonly mark: (element: HTMLElement | null) => (() => void) | undefined;
}

export function usePause(): Pause {
  const [isScrolledPast, setScrolledPast] = useState(false);
  const mark = useCallback((element: HTMLElement | null) => {
    if (element === null) return undefined;
    const observer = new IntersectionObserver(([seen]) => {
      if (seen !== undefined) setScrolledPast(!seen.isIntersecting && seen.boundingClientRect.top < 0);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { isScrolledPast, mark };
}
