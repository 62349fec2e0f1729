/** What system permissions allow with organizations as a whole: making, finding and removing them, and their buckets. */
import { IsNull, type EntityManager } from 'typeorm';
import { assertCan } from '../access/authorize';
import type { Caller } from '../access/principal';
import { actedBy } from '../audit/actor';
import type { BucketTargets } from '../audit/audit-event';
import type { AuditLog } from '../audit/audit-log';
import type { Clock } from '../kernel/clock';
import { badInput, conflict, notFound } from '../kernel/domain-error';
import { newId } from '../kernel/ids';
import { nameKey } from '../kernel/name-key';
import type { Store } from '../kernel/store';
import { checkedName, checkedOptionalText } from '../kernel/text';
import { OrganizationEntity } from './organization.entity';
import { checkedChosenId } from './search-domain-input';

type Optional<T> = T | null | undefined;

export interface NewOrganization {
  readonly name: string;
  readonly description?: Optional<string>;
  readonly organizationId?: Optional<string>;
  readonly subdomain?: Optional<string>;
  readonly cid?: Optional<string>;
}

/** RFC 1035, section 2.3.1: a label. */
const SUBDOMAIN = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
const BUCKET_ID = /^[A-Za-z0-9_-]{1,64}$/;
const MAX_CHOSEN_ID_LENGTH = 32;

export class OrganizationAdministrationService {
  constructor(
    private readonly store: Store,
    private readonly auditLog: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Without users, tokens or repositories. @throws DomainError FORBIDDEN, BAD_USER_INPUT, CONFLICT for a taken id. */
  async create(caller: Caller, input: NewOrganization): Promise<OrganizationEntity> {
    assertCan(caller.principal, 'organizations.create');
    const name = checkedName('name', input.name);
    const chosen = checkedChosenId('organizationId', input.organizationId);
    if (chosen !== null && chosen.length > MAX_CHOSEN_ID_LENGTH) {
      throw badInput(`organizationId must be 1 to ${MAX_CHOSEN_ID_LENGTH} letters and digits.`);
    }
    if (typeof input.subdomain === 'string' && !SUBDOMAIN.test(input.subdomain)) {
      throw badInput(
        'subdomain must have 1 to 63 lower-case letters, digits and “-”, and neither begin nor end with “-”.',
      );
    }
    const organization = Object.assign(new OrganizationEntity(), {
      id: chosen ?? newId(),
      name,
      nameKey: nameKey(name),
      description: checkedOptionalText('description', input.description),
      cid: checkedOptionalText('cid', input.cid, 512),
      subdomain: input.subdomain ?? null,
      targetBucketId1: null,
      targetBucketId2: null,
      isDefault: false,
      createdAt: this.clock.now(),
      deletedAt: null,
    });
    return this.store.transact(async (manager) => {
      if (await manager.existsBy(OrganizationEntity, { id: organization.id })) {
        throw conflict(`The id “${organization.id}” is taken already.`);
      }
      await manager.insert(OrganizationEntity, organization);
      await this.auditLog.record(manager, actedBy(caller), {
        type: 'organization.create',
        organizationId: organization.id,
        organizationName: name,
      });
      return organization;
    });
  }

  /** Its users and tokens are refused from the next request on. @throws DomainError FORBIDDEN, NOT_FOUND, CONFLICT for the first one. */
  async remove(caller: Caller, organizationId: string): Promise<void> {
    assertCan(caller.principal, 'organizations.remove');
    await this.store.transact(async (manager) => {
      const organization = await find(manager, organizationId);
      if (organization.isDefault) throw conflict('The organization of the first start cannot be removed.');
      await manager.update(OrganizationEntity, { id: organizationId }, { deletedAt: this.clock.now() });
      await this.auditLog.record(manager, actedBy(caller), {
        type: 'organization.delete',
        organizationId,
        organizationName: organization.name,
      });
    });
  }

  /** @throws DomainError FORBIDDEN, BAD_USER_INPUT. */
  async setBucket1(caller: Caller, targetBucketId1: string): Promise<OrganizationEntity> {
    const checked = checkedBucketId('targetBucketId1', targetBucketId1);
    return this.changeBuckets(caller, (before) => ({ ...before, targetBucketId1: checked }));
  }

  /** @throws DomainError FORBIDDEN, BAD_USER_INPUT, CONFLICT while there is no first bucket. */
  async setBucket2(caller: Caller, targetBucketId2: string): Promise<OrganizationEntity> {
    const checked = checkedBucketId('targetBucketId2', targetBucketId2);
    return this.changeBuckets(caller, (before) => {
      if (before.targetBucketId1 === null)
        throw conflict('Set the first bucket before the second, with setOrganizationBucket1.');
      return { ...before, targetBucketId2: checked };
    });
  }

  /** @throws DomainError FORBIDDEN. */
  async unsetBucket2(caller: Caller): Promise<OrganizationEntity> {
    return this.changeBuckets(caller, (before) => ({ ...before, targetBucketId2: null }));
  }

  /** Of the caller's organization: a system token acts on the one in which it was created. */
  private async changeBuckets(
    caller: Caller,
    change: (before: BucketTargets) => BucketTargets,
  ): Promise<OrganizationEntity> {
    const { principal } = caller;
    assertCan(principal, 'organizations.changeBucketStorage');
    return this.store.transact(async (manager) => {
      const organization = await find(manager, principal.organizationId);
      const before = {
        targetBucketId1: organization.targetBucketId1,
        targetBucketId2: organization.targetBucketId2,
      };
      const after = change(before);
      await manager.update(OrganizationEntity, { id: organization.id }, after);
      await this.auditLog.record(manager, actedBy(caller), {
        type: 'bucket-storage.update',
        organizationId: organization.id,
        before,
        after,
      });
      return Object.assign(organization, after);
    });
  }
}

async function find(manager: EntityManager, id: string): Promise<OrganizationEntity> {
  const organization = await manager.findOneBy(OrganizationEntity, { id, deletedAt: IsNull() });
  if (organization === null) throw notFound('The organization');
  return organization;
}

function checkedBucketId(field: string, id: string): string {
  if (!BUCKET_ID.test(id)) throw badInput(`${field} must have 1 to 64 letters, digits, “_” and “-”.`);
  return id;
}
