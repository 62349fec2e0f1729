/** Loads many at once and leaves out those that are not there, or not to be seen. */
import type DataLoader from 'dataloader';

export async function loadAll<Item>(
  loader: DataLoader<string, Item | null>,
  ids: readonly string[],
): Promise<Item[]> {
  const items = await Promise.all(ids.map((id) => loader.load(id)));
  return items.filter((item) => item !== null);
}
