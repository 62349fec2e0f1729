/** The organization's IP filters: creating, changing, deleting, listing and trying them. */
import { IsNull, type EntityManager } from 'typeorm';
import { assertCan } from '../access/authorize';
import type { Caller, Principal } from '../access/principal';
import { actedBy } from '../audit/actor';
import type { AuditLog } from '../audit/audit-log';
import type { Clock } from '../kernel/clock';
import { badInput, conflict, notFound } from '../kernel/domain-error';
import { idList } from '../kernel/id-list';
import { newId } from '../kernel/ids';
import { nameKey } from '../kernel/name-key';
import type { Store } from '../kernel/store';
import { checkedName } from '../kernel/text';
import { parseIpAddress } from './ip-address';
import { decide, describeDecision, type IpFilterDecision } from './ip-filter-matcher';
import { checkIpFilter, parseIpFilter, type IpFilterCheck } from './ip-filter-parser';
import { IpFilterEntity } from './ip-filter.entity';

/**
 * Names what uses a filter, as far as the principal may see it, one phrase each: `the organization
 * token “ci”`. What may not be seen is counted, never named.
 */
export type FilterUsage = (
  manager: EntityManager,
  principal: Principal,
  filterId: string,
) => Promise<{ readonly visible: readonly string[]; readonly hidden: number }>;

/** What is shown of a filter. */
export type ShownIpFilter = Readonly<Pick<IpFilterEntity, 'id' | 'name' | 'ipFilter'>>;

export interface IpFilterTrial {
  readonly address: string;
  readonly decision: IpFilterDecision;
  /** The decision in one phrase. */
  readonly explanation: string;
}

export class IpFiltersService {
  constructor(
    private readonly store: Store,
    private readonly auditLog: AuditLog,
    private readonly clock: Clock,
    private readonly usages: readonly FilterUsage[],
  ) {}

  /** By name. @throws DomainError FORBIDDEN. */
  async list(caller: Caller): Promise<IpFilterEntity[]> {
    assertCan(caller.principal, 'ipFilters.read');
    return this.store.read.find(IpFilterEntity, {
      where: { organizationId: caller.principal.organizationId, deletedAt: IsNull() },
      order: { nameKey: 'ASC', id: 'ASC' },
    });
  }

  /** For showing the filters of things that the caller has been shown already. */
  byIds(
    filterIds: readonly string[],
  ): ReadonlyMap<string, ShownIpFilter> | Promise<ReadonlyMap<string, ShownIpFilter>> {
    if (filterIds.length === 0) return new Map();
    const { places, ids } = idList(filterIds);
    const rows = this.store.rows<ShownIpFilter>(
      `SELECT "id", "name", "ipFilter" FROM ip_filter WHERE "id" IN (${places})`,
      ids,
    );
    return rows instanceof Promise ? rows.then(byId) : byId(rows);
  }

  /** @throws DomainError FORBIDDEN, BAD_USER_INPUT naming the line and word that is wrong. */
  async create(caller: Caller, input: { name: string; ipFilter: string }): Promise<IpFilterEntity> {
    assertCan(caller.principal, 'ipFilters.change');
    const name = checkedName('name', input.name);
    parseIpFilter(input.ipFilter);
    const filter = Object.assign(new IpFilterEntity(), {
      id: newId(),
      organizationId: caller.principal.organizationId,
      name,
      nameKey: nameKey(name),
      ipFilter: input.ipFilter,
      createdAt: this.clock.now(),
      deletedAt: null,
    });
    return this.store.transact(async (manager) => {
      await manager.insert(IpFilterEntity, filter);
      await this.auditLog.record(manager, actedBy(caller), {
        type: 'ipfilters.change',
        actionName: 'create',
        ipFilterId: filter.id,
        before: null,
        after: { name, ipFilter: filter.ipFilter },
      });
      return filter;
    });
  }

  /** Takes effect on the next request. @throws DomainError FORBIDDEN, NOT_FOUND, BAD_USER_INPUT. */
  async update(
    caller: Caller,
    input: { id: string; name?: string | null | undefined; ipFilter?: string | null | undefined },
  ): Promise<IpFilterEntity> {
    const { principal } = caller;
    assertCan(principal, 'ipFilters.change');
    const newName = typeof input.name === 'string' ? checkedName('name', input.name) : null;
    if (typeof input.ipFilter === 'string') parseIpFilter(input.ipFilter);
    return this.store.transact(async (manager) => {
      const filter = await findIpFilter(manager, principal.organizationId, input.id);
      const before = { name: filter.name, ipFilter: filter.ipFilter };
      const after = { name: newName ?? before.name, ipFilter: input.ipFilter ?? before.ipFilter };
      const key = { nameKey: nameKey(after.name) };
      await manager.update(IpFilterEntity, { id: filter.id }, { ...after, ...key });
      await this.auditLog.record(manager, actedBy(caller), {
        type: 'ipfilters.change',
        actionName: 'update',
        ipFilterId: filter.id,
        before,
        after,
      });
      return Object.assign(filter, after, key);
    });
  }

  /** @throws DomainError FORBIDDEN, NOT_FOUND, CONFLICT while a live token or a policy uses it. */
  async delete(caller: Caller, id: string): Promise<void> {
    const { principal } = caller;
    assertCan(principal, 'ipFilters.change');
    await this.store.transact(async (manager) => {
      const filter = await findIpFilter(manager, principal.organizationId, id);
      await this.assertUnused(manager, principal, filter);
      await manager.update(IpFilterEntity, { id: filter.id }, { deletedAt: this.clock.now() });
      await this.auditLog.record(manager, actedBy(caller), {
        type: 'ipfilters.change',
        actionName: 'delete',
        ipFilterId: filter.id,
        before: { name: filter.name, ipFilter: filter.ipFilter },
        after: null,
      });
    });
  }

  /**
   * Tries a filter, stored or not yet, against an address.
   * @throws DomainError FORBIDDEN, NOT_FOUND, BAD_USER_INPUT unless exactly one of the two filters is given.
   */
  async test(
    caller: Caller,
    input: { ipFilter?: string | null | undefined; ipFilterId?: string | null | undefined; address: string },
  ): Promise<IpFilterTrial> {
    const { principal } = caller;
    assertCan(principal, 'ipFilters.read');
    const text = input.ipFilter ?? null;
    const id = input.ipFilterId ?? null;
    if ((text === null) === (id === null))
      throw badInput('Give either ipFilter or ipFilterId, and not both.');
    const address = parseIpAddress(input.address.trim());
    if (address === undefined) {
      throw badInput(
        'address must be one IPv4 or IPv6 address, such as 192.0.2.7 or 2001:db8::7, without a port or a zone.',
      );
    }
    const rules =
      text ??
      (id === null ? '' : (await findIpFilter(this.store.read, principal.organizationId, id)).ipFilter);
    const decision = decide(parseIpFilter(rules), address);
    return { address: address.text, decision, explanation: describeDecision(decision) };
  }

  /** Tells every fault of a text that is to become a filter. @throws DomainError FORBIDDEN. */
  check(caller: Caller, text: string): IpFilterCheck {
    assertCan(caller.principal, 'ipFilters.read');
    return checkIpFilter(text);
  }

  private async assertUnused(
    manager: EntityManager,
    principal: Principal,
    filter: IpFilterEntity,
  ): Promise<void> {
    const uses = await Promise.all(this.usages.map((usage) => usage(manager, principal, filter.id)));
    const visible = uses.flatMap((use) => use.visible);
    const hidden = uses.reduce((sum, use) => sum + use.hidden, 0);
    if (visible.length === 0 && hidden === 0) return;
    const others =
      hidden === 0
        ? []
        : [
            `${hidden} ${visible.length === 0 ? '' : 'other '}${hidden === 1 ? 'user' : 'users'} of it that you may not see`,
          ];
    throw conflict(
      `The IP filter “${filter.name}” is in use by ${[...visible, ...others].join(', ')}. Revoke those tokens or change the policy first; or change the filter’s rules.`,
    );
  }
}

function byId(filters: readonly ShownIpFilter[]): ReadonlyMap<string, ShownIpFilter> {
  return new Map(filters.map((filter) => [filter.id, filter]));
}

/** @throws DomainError NOT_FOUND for a missing, a deleted and another organization's filter alike. */
export async function findIpFilter(
  manager: EntityManager,
  organizationId: string,
  id: string,
): Promise<IpFilterEntity> {
  const filter = await manager.findOneBy(IpFilterEntity, { id, organizationId, deletedAt: IsNull() });
  if (filter === null) throw notFound('The IP filter');
  return filter;
}
