import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { ORGANIZATION_PERMISSIONS, SYSTEM_PERMISSIONS, VIEW_PERMISSIONS } from '../../access/permissions';
import { permissionsThatHold } from '../../access/permission-names';
import { badInput } from '../../kernel/domain-error';
import { nameKey } from '../../kernel/name-key';
import type { GrantSource } from '../../roles/grant-sources';
import type { RoleDirectory } from '../../roles/role-directory';
import { DOMAIN_OF } from '../permission-domain';
import { callerOf, type Loaders, type RequestContext } from '../request-context';
import { Requires } from '../requires';
import { SearchDomainType } from '../search-domains/search-domain.types';
import { UserType } from '../users/user.types';
import { GroupType, RoleType } from './role.types';
import { UserGrantType } from './user-grants.types';

/** More than anybody reads; an answer of any size would be for the server to hold. */
const MOST_GRANTS = 10_000;

const ORDER: ReadonlyMap<string, number> = new Map(
  [...VIEW_PERMISSIONS, ...ORGANIZATION_PERMISSIONS, ...SYSTEM_PERMISSIONS].map((name, place) => [
    name,
    place,
  ]),
);

/** Why a user may do what they may do. */
@Resolver(() => UserType)
export class UserGrantsResolver {
  constructor(private readonly directory: RoleDirectory) {}

  @Requires('parent.read')
  @FieldResolver(() => [UserGrantType], {
    description: `Every permission that the user holds, implied ones included, with each reason why, in the order of permissionCatalog; those on repositories and views that the caller may see. Others’ for who manages users. More than ${MOST_GRANTS} are not answered (BAD_USER_INPUT): narrow them down. Tollgate’s own.`,
  })
  async grants(
    @Ctx() context: RequestContext,
    @Root() user: UserType,
    @Arg('permission', () => String, {
      nullable: true,
      description: 'Only the permission of this name; one that there is not is an error.',
    })
    permission?: string | null,
    @Arg('viewName', () => String, {
      nullable: true,
      description: 'Only what counts in the repository or view of this name, whatever its case.',
    })
    viewName?: string | null,
  ): Promise<UserGrantType[]> {
    this.directory.assertMayReadPermissionsOf(callerOf(context), user.id);
    const { loaders } = context;
    const sources = chosen(await loaders.grantSources.load(user), permission ?? null);
    const told = await Promise.all(sources.map((source) => grantOf(loaders, source)));
    const key = viewName === null || viewName === undefined ? null : nameKey(viewName);
    const grants = told
      .filter((grant) => grant !== null)
      .filter((grant) => key === null || counts(grant, key));
    if (grants.length > MOST_GRANTS) {
      throw badInput(
        `The user has ${grants.length} grants, of which at most ${MOST_GRANTS} are answered at once: narrow them down with permission or viewName.`,
      );
    }
    return grants.sort(byPlace);
  }
}

/** @throws DomainError BAD_USER_INPUT: a slip in a name must not look as if the user did not hold it. */
function chosen(sources: readonly GrantSource[], permission: string | null): readonly GrantSource[] {
  if (permission === null) return sources;
  if (permissionsThatHold(permission).length === 0)
    throw badInput(`permission must be the name of one; there is no “${permission}”.`);
  return sources.filter((source) => source.permission === permission);
}

/** Null on a repository or view that the caller may not see. */
async function grantOf(loaders: Loaders, source: GrantSource): Promise<UserGrantType | null> {
  const { permission, domain, viewId, reason, groupId, roleId } = source;
  const [searchDomain, group, role] = await Promise.all([
    viewId === null ? null : loaders.searchDomain.load(viewId),
    groupId === null ? null : loaders.group.load(groupId),
    roleId === null ? null : loaders.role.load(roleId),
  ]);
  if (viewId !== null && searchDomain === null) return null;
  return {
    ...{ permission, domain: DOMAIN_OF[domain], reason },
    searchDomain: searchDomain === null ? null : SearchDomainType.from(searchDomain),
    group: group === null ? null : GroupType.from(group),
    role: role === null ? null : RoleType.from(role),
  };
}

function counts({ domain, searchDomain }: UserGrantType, viewNameKey: string): boolean {
  return domain === 'View' && (searchDomain === null || nameKey(searchDomain.name) === viewNameKey);
}

function byPlace(a: UserGrantType, b: UserGrantType): number {
  const place = (ORDER.get(a.permission) ?? 0) - (ORDER.get(b.permission) ?? 0);
  return place !== 0 ? place : namesOf(a).localeCompare(namesOf(b));
}

function namesOf({ searchDomain, group, role }: UserGrantType): string {
  return JSON.stringify([searchDomain?.name, group?.displayName, role?.displayName]);
}
