/** DataLoaders over services that answer in their own order, or only what they find. */
import DataLoader from 'dataloader';

/** One item an id; null for what is not found. */
export function itemLoader<Item extends { readonly id: string }>(
  load: (ids: readonly string[]) => Promise<readonly Item[]>,
): DataLoader<string, Item | null> {
  return new DataLoader(async (ids) => {
    const found = new Map((await load(ids)).map((item) => [item.id, item]));
    return ids.map((id) => found.get(id) ?? null);
  });
}

/** Many items an id; none for what is not found. */
export function listLoader<Item>(
  load: (ids: readonly string[]) => Promise<ReadonlyMap<string, Item[]>>,
): DataLoader<string, Item[]> {
  return new DataLoader(async (ids) => {
    const found = await load(ids);
    return ids.map((id) => found.get(id) ?? []);
  });
}

/** For what takes no id: loaded by the first who asks, answered to all. */
export function once<T>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | undefined;
  return () => (loading ??= load());
}
