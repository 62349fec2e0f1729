/** The caller's own organization, and the one that answers where nobody has logged in. */
import { assertCan } from '../access/authorize';
import type { Caller } from '../access/principal';
import type { Store } from '../kernel/store';
import { OrganizationEntity } from './organization.entity';

export class OrganizationsService {
  constructor(private readonly store: Store) {}

  async own(caller: Caller): Promise<OrganizationEntity> {
    assertCan(caller.principal, 'organization.read');
    return this.store.read.findOneByOrFail(OrganizationEntity, { id: caller.principal.organizationId });
  }

  /** The organization of the first start. */
  async default(): Promise<OrganizationEntity> {
    return this.store.read.findOneByOrFail(OrganizationEntity, { isDefault: true });
  }
}
