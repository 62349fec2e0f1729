/** Whether the database answers, and has what every Tollgate's has. */
import type { Store } from '../kernel/store';

export async function answers(store: Pick<Store, 'rows'>): Promise<boolean> {
  try {
    const found = await store.rows('SELECT "id" FROM organization WHERE "isDefault" LIMIT 1', []);
    return found.length > 0;
  } catch {
    return false;
  }
}
