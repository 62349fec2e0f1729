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

/**
 * Items by their ids, each loaded with those that the same page will ask for, the first time that one of them is
 * asked for: at once, where the store answers so, and without a promise for each.
 */
export class PageLoader<Item> {
  private readonly known = new Map<string, Item | null | Promise<Item | null>>();

  /** @param load answers those that it finds, by their ids. */
  constructor(
    private readonly load: (
      ids: readonly string[],
    ) => ReadonlyMap<string, Item> | Promise<ReadonlyMap<string, Item>>,
  ) {}

  /** @param page the ids of the whole page; asked for only where something has to be loaded. */
  get(id: string, page: () => readonly string[]): Item | null | Promise<Item | null> {
    const known = this.known.get(id);
    return known === undefined ? this.loadWith(id, page()) : known;
  }

  private loadWith(id: string, page: readonly string[]): Item | null | Promise<Item | null> {
    const wanted = [...new Set([id, ...page])].filter((one) => !this.known.has(one));
    const loading = this.load(wanted);
    if (!(loading instanceof Promise)) {
      this.keep(wanted, loading);
      return loading.get(id) ?? null;
    }
    const loaded = loading.then((found) => {
      this.keep(wanted, found);
      return found;
    });
    for (const one of wanted) {
      const item = loaded.then((found) => found.get(one) ?? null);
      // Where nobody asks for this one, nobody is told either.
      item.catch(() => undefined);
      this.known.set(one, item);
    }
    return this.known.get(id) ?? null;
  }

  private keep(wanted: readonly string[], found: ReadonlyMap<string, Item>): void {
    for (const one of wanted) this.known.set(one, found.get(one) ?? null);
  }
}
