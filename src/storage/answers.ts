/** Whether the database answers, and has what every Tollgate's has. */
import type { Store } from '../kernel/store';
import { OrganizationEntity } from '../organizations/organization.entity';

export async function answers(store: Store): Promise<boolean> {
  try {
    return await store.read.existsBy(OrganizationEntity, { isDefault: true });
  } catch {
    return false;
  }
}
