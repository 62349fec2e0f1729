/** Creates, changes and deletes repositories and views. */
import { In, IsNull, type EntityManager } from 'typeorm';
import type { Action } from '../access/actions';
import { assertCan } from '../access/authorize';
import { seesView } from '../access/grants';
import type { Caller, Principal } from '../access/principal';
import { actedBy } from '../audit/actor';
import type { AuditLog } from '../audit/audit-log';
import type { Clock } from '../kernel/clock';
import { badInput, conflict, notFound } from '../kernel/domain-error';
import { newId } from '../kernel/ids';
import { nameKey } from '../kernel/name-key';
import type { Store } from '../kernel/store';
import { checkedOptionalText } from '../kernel/text';
import { findFor, findVisible } from './search-domain-directory';
import { checkedChosenId, checkedRetention, checkedSearchDomainName } from './search-domain-input';
import { SearchDomainEntity, type RepositoryDataType, type RepositoryType } from './search-domain.entity';
import { ViewConnectionEntity } from './view-connection.entity';

export interface NewRepository {
  readonly name: string;
  readonly description?: string | null | undefined;
  readonly retentionInMillis?: number | null | undefined;
  readonly retentionInIngestSizeBytes?: number | null | undefined;
  readonly retentionInStorageSizeBytes?: number | null | undefined;
  readonly organizationId?: string | null | undefined;
  readonly type?: RepositoryType | null | undefined;
  readonly repositoryId?: string | null | undefined;
  readonly dataType?: RepositoryDataType | null | undefined;
  readonly limitId?: string | null | undefined;
}

export interface ViewConnectionTo {
  readonly repositoryName: string;
  readonly filter: string;
}

export interface NewView {
  readonly name: string;
  readonly description?: string | null | undefined;
  readonly connections?: readonly ViewConnectionTo[] | null | undefined;
  readonly isFederated?: boolean | null | undefined;
}

/** Takes away, in the transaction that deletes a repository or view, what was given on it. */
export type EndAccessTo = (manager: EntityManager, caller: Caller, viewId: string) => Promise<void>;

const MAX_CONNECTIONS = 200;

export class SearchDomainsService {
  constructor(
    private readonly store: Store,
    private readonly auditLog: AuditLog,
    private readonly clock: Clock,
    private readonly endAccessTo: EndAccessTo,
  ) {}

  /** @throws DomainError FORBIDDEN, BAD_USER_INPUT, CONFLICT when the name or the chosen id is taken. */
  async createRepository(caller: Caller, input: NewRepository): Promise<SearchDomainEntity> {
    const { principal } = caller;
    assertCan(principal, 'repositories.create');
    // Ids are unique in the whole installation, so choosing one could tell that another organization has it.
    if (input.repositoryId !== undefined && input.repositoryId !== null)
      assertCan(principal, 'repositories.chooseId');
    const type = input.type ?? 'DEFAULT';
    if (type === 'SYSTEM' || type === 'MANAGED') assertCan(principal, 'repositories.createManaged');
    if (typeof input.organizationId === 'string' && input.organizationId !== principal.organizationId) {
      throw notFound('The organization');
    }
    const repository = Object.assign(this.blank(principal, 'repository', input), {
      id: checkedChosenId('repositoryId', input.repositoryId) ?? newId(),
      repositoryType: type,
      dataType: input.dataType ?? 'ANYDATA',
      limitId: checkedChosenId('limitId', input.limitId),
      retentionMillis: checkedRetention('retentionInMillis', input.retentionInMillis),
      retentionIngestBytes: checkedRetention('retentionInIngestSizeBytes', input.retentionInIngestSizeBytes),
      retentionStorageBytes: checkedRetention(
        'retentionInStorageSizeBytes',
        input.retentionInStorageSizeBytes,
      ),
    });
    return this.store.transact(async (manager) => {
      await this.insert(manager, repository);
      await this.auditLog.record(manager, actedBy(caller), {
        type: 'repository.create',
        repoId: repository.id,
        repoName: repository.name,
        settings: {
          repositoryType: type,
          retentionMillis: repository.retentionMillis,
          retentionIngestBytes: repository.retentionIngestBytes,
          retentionStorageBytes: repository.retentionStorageBytes,
        },
      });
      return repository;
    });
  }

  /** @throws DomainError FORBIDDEN, BAD_USER_INPUT, NOT_FOUND for a repository to connect, CONFLICT when the name is taken. */
  async createView(caller: Caller, input: NewView): Promise<SearchDomainEntity> {
    assertCan(caller.principal, 'views.create');
    const view = Object.assign(this.blank(caller.principal, 'view', input), {
      isFederated: input.isFederated ?? false,
    });
    return this.store.transact(async (manager) => {
      await this.insert(manager, view);
      const connections = await this.connect(manager, caller.principal, view.id, input.connections ?? []);
      await this.auditLog.record(manager, actedBy(caller), {
        type: 'view.create',
        repoId: view.id,
        repoName: view.name,
        settings: { connections, isFederated: view.isFederated },
      });
      return view;
    });
  }

  /** Replaces a view's connections. @throws DomainError FORBIDDEN, BAD_USER_INPUT, NOT_FOUND. */
  async updateView(
    caller: Caller,
    viewName: string,
    connections: readonly ViewConnectionTo[],
  ): Promise<SearchDomainEntity> {
    const { principal } = caller;
    return this.store.transact(async (manager) => {
      const view = await findFor(manager, principal, viewName, () => 'views.changeConnections', 'view');
      assertCan(principal, 'views.changeConnections', { viewIds: [view.id] });
      const before = await this.connectionsOf(manager, view.id);
      await manager.delete(ViewConnectionEntity, { viewId: view.id });
      const after = await this.connect(manager, principal, view.id, connections);
      await this.auditLog.record(manager, actedBy(caller), {
        type: 'view.update',
        repoId: view.id,
        repoName: view.name,
        before: { connections: before },
        after: { connections: after },
      });
      return view;
    });
  }

  /** @throws DomainError FORBIDDEN, BAD_USER_INPUT, NOT_FOUND. */
  async updateDescription(caller: Caller, name: string, description: string): Promise<string> {
    const { principal } = caller;
    const after = checkedOptionalText('newDescription', description) ?? '';
    return this.store.transact(async (manager) => {
      const domain = await findVisible(manager, principal, name);
      assertCan(principal, 'searchDomains.changeDescription', { viewIds: [domain.id] });
      await manager.update(SearchDomainEntity, { id: domain.id }, { description: after });
      await this.auditLog.record(manager, actedBy(caller), {
        type: 'searchdomain.description.update',
        repoId: domain.id,
        repoName: domain.name,
        before: domain.description,
        after,
      });
      return after;
    });
  }

  /** The name is free again afterwards. @throws DomainError FORBIDDEN, BAD_USER_INPUT, NOT_FOUND. */
  async delete(caller: Caller, name: string, deleteMessage: string | null): Promise<void> {
    const { principal } = caller;
    const message = checkedOptionalText('deleteMessage', deleteMessage);
    await this.store.transact(async (manager) => {
      const domain = await findFor(manager, principal, name, deletionOf);
      assertCan(principal, deletionOf(domain), { viewIds: [domain.id] });
      if (domain.repositoryType === 'SYSTEM') assertCan(principal, 'repositories.deleteSystemOwned');
      await manager.update(SearchDomainEntity, { id: domain.id }, { deletedAt: this.clock.now() });
      await this.auditLog.record(manager, actedBy(caller), {
        type: domain.kind === 'view' ? 'view.delete' : 'repository.delete',
        repoId: domain.id,
        repoName: domain.name,
        message,
      });
      await this.endAccessTo(manager, caller, domain.id);
    });
  }

  private blank(
    principal: Principal,
    kind: SearchDomainEntity['kind'],
    input: { readonly name: string; readonly description?: string | null | undefined },
  ): SearchDomainEntity {
    const name = checkedSearchDomainName(input.name);
    return Object.assign(new SearchDomainEntity(), {
      id: newId(),
      organizationId: principal.organizationId,
      kind,
      name,
      nameKey: nameKey(name),
      description: checkedOptionalText('description', input.description),
      automaticSearch: true,
      repositoryType: 'DEFAULT',
      dataType: 'ANYDATA',
      limitId: null,
      retentionMillis: null,
      retentionIngestBytes: null,
      retentionStorageBytes: null,
      backupRetentionMillis: null,
      isFederated: false,
      createdAt: this.clock.now(),
      deletedAt: null,
    });
  }

  private async insert(manager: EntityManager, domain: SearchDomainEntity): Promise<void> {
    const { organizationId, nameKey, id } = domain;
    if (await manager.existsBy(SearchDomainEntity, { organizationId, nameKey, deletedAt: IsNull() })) {
      throw conflict(`A repository or view called “${domain.name}” exists already.`);
    }
    if (await manager.existsBy(SearchDomainEntity, { id }))
      throw conflict(`The id “${id}” is taken already.`);
    await manager.insert(SearchDomainEntity, domain);
  }

  private async connect(
    manager: EntityManager,
    principal: Principal,
    viewId: string,
    connections: readonly ViewConnectionTo[],
  ): Promise<ViewConnectionTo[]> {
    if (connections.length > MAX_CONNECTIONS)
      throw badInput(`A view can have at most ${MAX_CONNECTIONS} connections.`);
    const names = connections.map((connection) => nameKey(connection.repositoryName));
    if (new Set(names).size < names.length) throw badInput('connections must name each repository once.');

    const rows: ViewConnectionEntity[] = [];
    const made: ViewConnectionTo[] = [];
    for (const [position, connection] of connections.entries()) {
      const repository = await this.connectable(manager, principal, connection.repositoryName);
      const filter = checkedOptionalText('filter', connection.filter, 65_536) ?? '';
      made.push({ repositoryName: repository.name, filter });
      rows.push(
        Object.assign(new ViewConnectionEntity(), { viewId, repositoryId: repository.id, filter, position }),
      );
    }
    if (rows.length > 0) await manager.insert(ViewConnectionEntity, rows);
    return made;
  }

  /** A view shows what it is connected to, so connecting takes a permission on the repository itself. */
  private async connectable(
    manager: EntityManager,
    principal: Principal,
    name: string,
  ): Promise<SearchDomainEntity> {
    const repository = await manager.findOneBy(SearchDomainEntity, {
      organizationId: principal.organizationId,
      nameKey: nameKey(name),
      kind: 'repository',
      deletedAt: IsNull(),
    });
    const mayKnowOfIt =
      principal.grants.organization.has('ManageViewConnections') ||
      (repository !== null && seesView(principal.grants, repository.id));
    if (repository === null || !mayKnowOfIt) throw notFound(`The repository “${name}”`);
    assertCan(principal, 'repositories.connect', { viewIds: [repository.id] });
    return repository;
  }

  private async connectionsOf(manager: EntityManager, viewId: string): Promise<ViewConnectionTo[]> {
    const rows = await manager.find(ViewConnectionEntity, { where: { viewId }, order: { position: 'ASC' } });
    const repositories = await manager.findBy(SearchDomainEntity, {
      id: In(rows.map((row) => row.repositoryId)),
    });
    const names = new Map(repositories.map((repository) => [repository.id, repository.name]));
    return rows.map((row) => ({
      repositoryName: names.get(row.repositoryId) ?? row.repositoryId,
      filter: row.filter,
    }));
  }
}

function deletionOf(domain: SearchDomainEntity): Action {
  return domain.kind === 'view' ? 'views.delete' : 'repositories.delete';
}
