/** The caller's own organization, and the one that answers where nobody has logged in. */
import { assertCan } from '../access/authorize';
import type { Caller } from '../access/principal';
import { integerColumn } from '../kernel/integer-column';
import type { Store } from '../kernel/store';
import type { OrganizationEntity } from './organization.entity';

/** As the database's driver answers it: SQLite's booleans are numbers, PostgreSQL's 64-bit integers texts. */
type Raw = Omit<OrganizationEntity, 'isDefault' | 'createdAt' | 'deletedAt'> & {
  readonly isDefault: boolean | 0 | 1;
  readonly createdAt: number | string;
  readonly deletedAt: number | string | null;
};

const ALL = `SELECT "id", "name", "nameKey", "description", "cid", "subdomain", "targetBucketId1", "targetBucketId2", "isDefault", "createdAt", "deletedAt" FROM organization`;
const BY_ID = `${ALL} WHERE "id" = $1`;
// There is one, mostly the first: others need not be looked at.
const DEFAULT = `${ALL} WHERE "isDefault" LIMIT 1`;

export class OrganizationsService {
  constructor(private readonly store: Pick<Store, 'rows'>) {}

  async own({ principal }: Caller): Promise<OrganizationEntity> {
    assertCan(principal, 'organization.read');
    return this.only(BY_ID, [principal.organizationId]);
  }

  /** The organization of the first start. */
  async default(): Promise<OrganizationEntity> {
    return this.only(DEFAULT, []);
  }

  private async only(statement: string, parameters: readonly string[]): Promise<OrganizationEntity> {
    const [raw] = await this.store.rows<Raw>(statement, parameters);
    if (raw === undefined) throw new Error('The organization is not there.');
    return {
      id: raw.id,
      name: raw.name,
      nameKey: raw.nameKey,
      description: raw.description,
      cid: raw.cid,
      subdomain: raw.subdomain,
      targetBucketId1: raw.targetBucketId1,
      targetBucketId2: raw.targetBucketId2,
      isDefault: Boolean(raw.isDefault),
      createdAt: Number(raw.createdAt),
      deletedAt: integerColumn.from(raw.deletedAt),
    };
  }
}
