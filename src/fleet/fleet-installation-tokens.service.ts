/** The tokens with which log collectors enrol. */
import { type EntityManager } from 'typeorm';
import { assertCan } from '../access/authorize';
import type { Caller } from '../access/principal';
import { actedBy } from '../audit/actor';
import type { AuditLog } from '../audit/audit-log';
import type { Clock } from '../kernel/clock';
import { notFound } from '../kernel/domain-error';
import { newId } from '../kernel/ids';
import { nameKey } from '../kernel/name-key';
import { checkedSlice, type SliceRequest } from '../kernel/paging';
import type { Store } from '../kernel/store';
import { checkedName, checkedOptionalText } from '../kernel/text';
import type { SecretHasher } from '../tokens/secret-hasher';
import type { SecretSealer } from '../tokens/secret-sealer';
import { drawTokenString, parseTokenString } from '../tokens/token-secret';
import { FleetInstallationTokenEntity } from './fleet-installation-token.entity';

export interface FleetInstallationToken {
  readonly id: string;
  readonly name: string;
  readonly token: string;
}

export interface FleetTokenQuery extends SliceRequest {
  readonly sortBy: 'Name' | 'ConfigName';
  readonly direction: 'ASC' | 'DESC';
}

const MAX_CONFIG_ID_LENGTH = 64;

export class FleetInstallationTokensService {
  constructor(
    private readonly store: Store,
    private readonly auditLog: AuditLog,
    private readonly clock: Clock,
    private readonly hasher: SecretHasher,
    private readonly sealer: SecretSealer,
  ) {}

  /** @throws DomainError FORBIDDEN, BAD_USER_INPUT. */
  async create(caller: Caller, name: string, configId: string | null): Promise<FleetInstallationToken> {
    const { principal } = caller;
    assertCan(principal, 'fleet.change');
    const checked = checkedName('name', name);
    const string = drawTokenString('token');
    const id = newId();
    const row = Object.assign(new FleetInstallationTokenEntity(), {
      id,
      organizationId: principal.organizationId,
      name: checked,
      nameKey: nameKey(checked),
      configId: checkedOptionalText('configId', configId, MAX_CONFIG_ID_LENGTH),
      secretHash: this.hasher.hash(string.text).secretHash,
      sealedToken: this.sealer.seal(string.text, ownerOf(id)),
      createdAt: this.clock.now(),
    });
    return this.store.transact(async (manager) => {
      await manager.insert(FleetInstallationTokenEntity, row);
      await this.record(manager, caller, 'create', row, null);
      return this.shown(row);
    });
  }

  /** By the token string, as LogScale has it. @throws DomainError FORBIDDEN, NOT_FOUND, BAD_USER_INPUT. */
  async rename(caller: Caller, token: string, name: string): Promise<FleetInstallationToken> {
    assertCan(caller.principal, 'fleet.change');
    const checked = checkedName('name', name);
    return this.store.transact(async (manager) => {
      const row = await this.findByString(manager, caller, token);
      const oldName = row.name;
      await manager.update(
        FleetInstallationTokenEntity,
        { id: row.id },
        { name: checked, nameKey: nameKey(checked) },
      );
      row.name = checked;
      await this.record(manager, caller, 'update', row, oldName);
      return this.shown(row);
    });
  }

  /** By the token string, as LogScale has it. @throws DomainError FORBIDDEN, NOT_FOUND. */
  async delete(caller: Caller, token: string): Promise<void> {
    assertCan(caller.principal, 'fleet.change');
    await this.store.transact(async (manager) => {
      const row = await this.findByString(manager, caller, token);
      await manager.delete(FleetInstallationTokenEntity, { id: row.id });
      await this.record(manager, caller, 'delete', row, null);
    });
  }

  /** Null for an unknown id. @throws DomainError FORBIDDEN. */
  async byId(caller: Caller, id: string): Promise<FleetInstallationToken | null> {
    assertCan(caller.principal, 'fleet.read');
    const { organizationId } = caller.principal;
    const row = await this.store.read.findOneBy(FleetInstallationTokenEntity, { id, organizationId });
    return row === null ? null : this.shown(row);
  }

  /** All, by name. @throws DomainError FORBIDDEN. */
  async list(caller: Caller): Promise<FleetInstallationToken[]> {
    assertCan(caller.principal, 'fleet.read');
    const rows = await this.store.read.find(FleetInstallationTokenEntity, {
      where: { organizationId: caller.principal.organizationId },
      order: { nameKey: 'ASC', id: 'ASC' },
    });
    return rows.map((row) => this.shown(row));
  }

  /** @throws DomainError FORBIDDEN, BAD_USER_INPUT. */
  async search(
    caller: Caller,
    query: FleetTokenQuery,
  ): Promise<{ total: number; tokens: FleetInstallationToken[] }> {
    assertCan(caller.principal, 'fleet.read');
    const { skip, take } = checkedSlice(query);
    const column = query.sortBy === 'Name' ? 'nameKey' : 'configId';
    const [rows, total] = await this.store.read.findAndCount(FleetInstallationTokenEntity, {
      where: { organizationId: caller.principal.organizationId },
      order: { [column]: query.direction, id: query.direction },
      skip,
      take,
    });
    return { total, tokens: rows.map((row) => this.shown(row)) };
  }

  private async findByString(
    manager: EntityManager,
    caller: Caller,
    token: string,
  ): Promise<FleetInstallationTokenEntity> {
    const presented = parseTokenString(token);
    const hashes = presented === undefined ? [] : this.hasher.hashes(presented.text);
    for (const secretHash of hashes) {
      const row = await manager.findOneBy(FleetInstallationTokenEntity, {
        secretHash,
        organizationId: caller.principal.organizationId,
      });
      if (row !== null) return row;
    }
    throw notFound('The fleet installation token');
  }

  private shown(row: FleetInstallationTokenEntity): FleetInstallationToken {
    return { id: row.id, name: row.name, token: this.sealer.open(row.sealedToken, ownerOf(row.id)) };
  }

  private async record(
    manager: EntityManager,
    caller: Caller,
    actionName: 'create' | 'update' | 'delete',
    row: FleetInstallationTokenEntity,
    oldName: string | null,
  ): Promise<void> {
    await this.auditLog.record(manager, actedBy(caller), {
      type: 'fleet.installtoken.change',
      actionName,
      fleetTokenId: row.id,
      name: row.name,
      oldName,
    });
  }
}

/** What its secret is sealed for. */
function ownerOf(id: string): string {
  return `fleet installation token ${id}`;
}
