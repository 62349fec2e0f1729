/** The groups of log collectors. */
import { type EntityManager } from 'typeorm';
import { assertCan } from '../access/authorize';
import type { Caller } from '../access/principal';
import { actedBy } from '../audit/actor';
import type { AuditLog } from '../audit/audit-log';
import type { Clock } from '../kernel/clock';
import { badInput, notFound } from '../kernel/domain-error';
import { newId } from '../kernel/ids';
import { nameKey } from '../kernel/name-key';
import type { Store } from '../kernel/store';
import { checkedName, checkedOptionalText } from '../kernel/text';
import { LogCollectorGroupEntity } from './log-collector-group.entity';

const MAX_CONFIGURATIONS = 100;

export class LogCollectorGroupsService {
  constructor(
    private readonly store: Store,
    private readonly auditLog: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError FORBIDDEN, BAD_USER_INPUT. */
  async create(
    caller: Caller,
    input: { name: string; filter: string | null; configIds: readonly string[] },
  ): Promise<LogCollectorGroupEntity> {
    const { principal } = caller;
    assertCan(principal, 'fleet.change');
    if (input.configIds.length > MAX_CONFIGURATIONS)
      throw badInput(`configIds may name at most ${MAX_CONFIGURATIONS} configurations.`);
    const name = checkedName('name', input.name);
    const group = Object.assign(new LogCollectorGroupEntity(), {
      id: newId(),
      organizationId: principal.organizationId,
      name,
      nameKey: nameKey(name),
      filter: checkedOptionalText('filter', input.filter),
      configIds: JSON.stringify(input.configIds.map((id) => checkedName('configIds', id, 64))),
      wantedVersion: null,
      createdAt: this.clock.now(),
    });
    return this.store.transact(async (manager) => {
      await manager.insert(LogCollectorGroupEntity, group);
      await this.record(manager, caller, 'create', group, null);
      return group;
    });
  }

  /** @throws DomainError FORBIDDEN, NOT_FOUND, BAD_USER_INPUT. */
  async rename(caller: Caller, id: string, name: string): Promise<LogCollectorGroupEntity> {
    assertCan(caller.principal, 'fleet.change');
    const checked = checkedName('name', name);
    return this.store.transact(async (manager) => {
      const group = await this.find(manager, caller, id);
      const oldName = group.name;
      await manager.update(LogCollectorGroupEntity, { id }, { name: checked, nameKey: nameKey(checked) });
      group.name = checked;
      await this.record(manager, caller, 'update', group, oldName);
      return group;
    });
  }

  /** @throws DomainError FORBIDDEN, NOT_FOUND. */
  async delete(caller: Caller, id: string): Promise<void> {
    assertCan(caller.principal, 'fleet.change');
    await this.store.transact(async (manager) => {
      const group = await this.find(manager, caller, id);
      await manager.delete(LogCollectorGroupEntity, { id });
      await this.record(manager, caller, 'delete', group, null);
    });
  }

  /** All, by name. @throws DomainError FORBIDDEN. */
  async list(caller: Caller): Promise<LogCollectorGroupEntity[]> {
    assertCan(caller.principal, 'fleet.read');
    return this.store.read.find(LogCollectorGroupEntity, {
      where: { organizationId: caller.principal.organizationId },
      order: { nameKey: 'ASC', id: 'ASC' },
    });
  }

  private async find(manager: EntityManager, caller: Caller, id: string): Promise<LogCollectorGroupEntity> {
    const { organizationId } = caller.principal;
    const group = await manager.findOneBy(LogCollectorGroupEntity, { id, organizationId });
    if (group === null) throw notFound('The log collector group');
    return group;
  }

  private async record(
    manager: EntityManager,
    caller: Caller,
    actionName: 'create' | 'update' | 'delete',
    group: LogCollectorGroupEntity,
    oldName: string | null,
  ): Promise<void> {
    await this.auditLog.record(manager, actedBy(caller), {
      type: 'fleet.group.change',
      actionName,
      collectorGroupId: group.id,
      name: group.name,
      oldName,
    });
  }
}
