/**
 * Who wants to be asked before Back and Forward draw another page. Chromium calls the window's listeners in the order in
 * which they came, so this one has to come before the router's: main.tsx sees to that.
 */
type Asked = (event: PopStateEvent) => void;

const asked = new Set<Asked>();

export function listenToGoingBack(): void {
  window.addEventListener('popstate', (event) => {
    for (const one of asked) one(event);
  });
}

/** @returns what ends it. */
export function askBeforeGoingBack(one: Asked): () => void {
  asked.add(one);
  return () => {
    asked.delete(one);
  };
}
