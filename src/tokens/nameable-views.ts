/** Which repositories and views a principal may name as those that a token is to reach. */
import { In, IsNull, type EntityManager } from 'typeorm';
import { seesView } from '../access/grants';
import type { Principal } from '../access/principal';
import { notFound } from '../kernel/domain-error';
import { SearchDomainEntity } from '../organizations/search-domain.entity';

/**
 * A view that may not be seen is reported like one that does not exist.
 * @throws DomainError NOT_FOUND for the first that is missing.
 */
export async function assertViewsExist(
  manager: EntityManager,
  principal: Principal,
  viewIds: readonly string[],
): Promise<void> {
  const found = await livingViews(manager, principal, viewIds);
  const mayNameAny = principal.grants.organization.has('ChangeAllViewOrRepositoryPermissions');
  const nameable = new Set(found.filter((id) => mayNameAny || seesView(principal.grants, id)));
  const missing = viewIds.find((id) => !nameable.has(id));
  if (missing !== undefined) throw notFound(`The repository or view with the id “${missing}”`);
}

/** Those of the given ids that the principal's organization has and has not deleted. */
export async function livingViews(
  manager: EntityManager,
  { organizationId }: Principal,
  viewIds: readonly string[],
): Promise<string[]> {
  const found = await manager.find(SearchDomainEntity, {
    select: { id: true },
    where: { id: In([...viewIds]), organizationId, deletedAt: IsNull() },
  });
  return found.map((view) => view.id);
}
