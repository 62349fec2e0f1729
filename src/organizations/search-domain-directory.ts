/** Reads repositories and views. Nobody is shown one on which they hold no permission. */
import { In, IsNull, type EntityManager, type FindOptionsWhere } from 'typeorm';
import type { Action } from '../access/actions';
import { assertCan, can } from '../access/authorize';
import { seesView } from '../access/grants';
import type { Caller, Principal } from '../access/principal';
import { concealed, notFound } from '../kernel/domain-error';
import { nameKey } from '../kernel/name-key';
import type { Store } from '../kernel/store';
import { SearchDomainEntity, type SearchDomainKind } from './search-domain.entity';
import { ViewConnectionEntity } from './view-connection.entity';

export interface ViewConnection {
  readonly repository: SearchDomainEntity;
  readonly filter: string;
}

export class SearchDomainDirectory {
  constructor(private readonly store: Store) {}

  /** @throws DomainError NOT_FOUND where there is none of that name and kind, or none that may be seen. */
  async byName(caller: Caller, name: string, kind?: SearchDomainKind): Promise<SearchDomainEntity> {
    assertCan(caller.principal, 'searchDomains.read');
    return findVisible(this.store.read, caller.principal, name, kind);
  }

  /** All that the caller may see, by name. */
  async list(
    caller: Caller,
    filter: { kind?: SearchDomainKind; sandboxes: boolean },
  ): Promise<SearchDomainEntity[]> {
    const { principal } = caller;
    assertCan(principal, 'searchDomains.read');
    const found = await this.allVisible(principal, filter.kind);
    return filter.sandboxes ? found : found.filter((domain) => domain.repositoryType !== 'PERSONAL');
  }

  /** All that the principal may see, by name; for one who may see none, none. */
  async allVisible(principal: Principal, kind?: SearchDomainKind): Promise<SearchDomainEntity[]> {
    const where: FindOptionsWhere<SearchDomainEntity> = {
      organizationId: principal.organizationId,
      deletedAt: IsNull(),
      ...(kind === undefined ? {} : { kind }),
      ...(principal.grants.everyView.size > 0 ? {} : { id: In([...principal.grants.views.keys()]) }),
    };
    const found = await this.store.read.find(SearchDomainEntity, { where, order: { nameKey: 'ASC' } });
    return found.filter((domain) => seesView(principal.grants, domain.id));
  }

  /** Live ones of the given ids that the principal may see, in no particular order. */
  async visibleByIds(principal: Principal, ids: readonly string[]): Promise<SearchDomainEntity[]> {
    const found = await this.store.read.findBy(SearchDomainEntity, {
      id: In([...ids]),
      organizationId: principal.organizationId,
      deletedAt: IsNull(),
    });
    return found.filter((domain) => seesView(principal.grants, domain.id));
  }

  /** What each view reads, in the order given at its creation; deleted and unseeable repositories are left out. */
  async connectionsOf(
    principal: Principal,
    viewIds: readonly string[],
  ): Promise<Map<string, ViewConnection[]>> {
    const rows = await this.store.read.find(ViewConnectionEntity, {
      where: { viewId: In([...viewIds]) },
      order: { position: 'ASC' },
    });
    const repositories = new Map(
      (
        await this.visibleByIds(
          principal,
          rows.map((row) => row.repositoryId),
        )
      ).map((domain) => [domain.id, domain]),
    );
    const connections = new Map<string, ViewConnection[]>(viewIds.map((id) => [id, []]));
    for (const row of rows) {
      const repository = repositories.get(row.repositoryId);
      if (repository !== undefined) connections.get(row.viewId)?.push({ repository, filter: row.filter });
    }
    return connections;
  }
}

/** @throws DomainError NOT_FOUND, the same for missing and for unseeable. */
export async function findVisible(
  manager: EntityManager,
  principal: Principal,
  name: string,
  kind?: SearchDomainKind,
): Promise<SearchDomainEntity> {
  const domain = await find(manager, principal, name, kind);
  if (!seesView(principal.grants, domain.id)) throw concealedDomain(domain, 'searchDomains.read');
  return domain;
}

/**
 * For what organization-wide permissions allow even to who sees no repository or view at all.
 * @throws DomainError NOT_FOUND unless the principal may see it or may do the action on it.
 */
export async function findFor(
  manager: EntityManager,
  principal: Principal,
  name: string,
  actionOn: (domain: SearchDomainEntity) => Action,
  kind?: SearchDomainKind,
): Promise<SearchDomainEntity> {
  const domain = await find(manager, principal, name, kind);
  const action = actionOn(domain);
  if (!seesView(principal.grants, domain.id) && !can(principal, action, { viewIds: [domain.id] })) {
    throw concealedDomain(domain, action);
  }
  return domain;
}

/** Whoever asks: null where the organization has no such repository or view. */
export async function findLiving(
  manager: EntityManager,
  organizationId: string,
  id: string,
): Promise<SearchDomainEntity | null> {
  return manager.findOneBy(SearchDomainEntity, { id, organizationId, deletedAt: IsNull() });
}

async function find(
  manager: EntityManager,
  principal: Principal,
  name: string,
  kind?: SearchDomainKind,
): Promise<SearchDomainEntity> {
  const domain = await manager.findOneBy(SearchDomainEntity, {
    organizationId: principal.organizationId,
    nameKey: nameKey(name),
    deletedAt: IsNull(),
    ...(kind === undefined ? {} : { kind }),
  });
  if (domain === null) throw notFound(WHAT);
  return domain;
}

const WHAT = 'The repository or view';

function concealedDomain(domain: SearchDomainEntity, action: Action) {
  return concealed(WHAT, { action, reason: `holds no permission on “${domain.name}”` });
}
