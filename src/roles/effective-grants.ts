/**
 * What a user holds: the union over the roles of their groups, each where it is assigned. One query,
 * kept until anything in it changes.
 */
import { LRUCache } from 'lru-cache';
import { NO_GRANTS, ORGANIZATION_ROOT_GRANTS, ROOT_GRANTS, type Grants } from '../access/grants';
import {
  effectiveViewPermissions,
  type OrganizationPermission,
  type SystemPermission,
  type ViewPermission,
} from '../access/permissions';
import { groupBy } from '../kernel/group-by';
import type { Store } from '../kernel/store';
import type { UserEntity } from '../organizations/user.entity';
import { sourcesOf, type AssignedGrantRow, type GrantSource } from './grant-sources';
import { GroupMemberEntity } from './group-member.entity';
import { RoleAssignmentEntity, type AssignmentScope } from './role-assignment.entity';
import { RolePermissionEntity } from './role-permission.entity';

/** Beyond this many users the longest unasked are forgotten; asking again costs one query. */
const MAX_KEPT = 10_000;

export type GrantedUser = Pick<UserEntity, 'id' | 'isRoot' | 'isOrgRoot'>;

/** One permission that an assignment gives. */
export interface GrantRow {
  readonly scope: AssignmentScope;
  readonly viewId: string;
  readonly permission: string;
}

export class EffectiveGrants {
  private readonly kept = new LRUCache<string, Grants>({ max: MAX_KEPT });
  /** Grows with every change, so that what was read before a change is never kept after it. */
  private generation = 0;

  constructor(private readonly store: Store) {
    store.changes.subscribe((scopes) => {
      // A token's changes are no change of what its user holds.
      if (scopes.every((scope) => scope.startsWith('token:'))) return;
      this.generation += 1;
      this.kept.clear();
    });
  }

  async of(user: GrantedUser): Promise<Grants> {
    const [grants] = await this.ofMany([user]);
    return grants ?? NO_GRANTS;
  }

  /** In the order of the users, with one query for all that are not kept. */
  async ofMany(users: readonly GrantedUser[]): Promise<Grants[]> {
    const asked = users.filter((user) => !user.isRoot).map((user) => user.id);
    const fromRoles = await this.fromRoles(asked);
    return users.map((user) => {
      if (user.isRoot) return ROOT_GRANTS;
      const grants = fromRoles.get(user.id) ?? NO_GRANTS;
      return user.isOrgRoot ? { ...ORGANIZATION_ROOT_GRANTS, system: grants.system } : grants;
    });
  }

  /** Where all of it comes from, in the order of the users, with one query. Read anew each time. */
  async sourcesOf(users: readonly GrantedUser[]): Promise<GrantSource[][]> {
    const asked = users.filter((user) => !user.isRoot).map((user) => user.id);
    const rows = asked.length === 0 ? [] : await this.rowsOf(asked);
    const byUser = groupBy(rows, (row) => row.userId);
    return users.map((user) => sourcesOf(user, byUser.get(user.id) ?? []));
  }

  private async fromRoles(userIds: readonly string[]): Promise<Map<string, Grants>> {
    const found = new Map<string, Grants>();
    const unknown: string[] = [];
    for (const id of userIds) {
      const known = this.store.changes.areKnown() ? this.kept.get(id) : undefined;
      if (known === undefined) unknown.push(id);
      else found.set(id, known);
    }
    if (unknown.length === 0) return found;
    const { generation } = this;
    const rows = groupBy(await this.rowsOf(unknown), (row) => row.userId);
    for (const id of unknown) {
      const grants = grantsFrom(rows.get(id) ?? []);
      found.set(id, grants);
      if (generation === this.generation && this.store.changes.areKnown()) this.kept.set(id, grants);
    }
    return found;
  }

  private async rowsOf(
    userIds: readonly string[],
  ): Promise<(AssignedGrantRow & { readonly userId: string })[]> {
    return (
      this.store.read
        .createQueryBuilder(GroupMemberEntity, 'member')
        .innerJoin(RoleAssignmentEntity, 'assignment', 'assignment.groupId = member.groupId')
        // A role assigned for the organization gives its organization permissions there, and so on.
        .innerJoin(
          RolePermissionEntity,
          'held',
          'held.roleId = assignment.roleId AND held.domain = assignment.scope',
        )
        .select('member.userId', 'userId')
        .addSelect('assignment.groupId', 'groupId')
        .addSelect('assignment.roleId', 'roleId')
        .addSelect('assignment.scope', 'scope')
        .addSelect('assignment.viewId', 'viewId')
        .addSelect('held.permission', 'permission')
        .where('member.userId IN (:...userIds)', { userIds })
        .getRawMany()
    );
  }
}

/** What assignments give together. */
export function grantsFrom(rows: readonly GrantRow[]): Grants {
  const inScope = (scope: AssignmentScope) => rows.filter((row) => row.scope === scope);
  // What is stored was checked against the lists of permissions when it was written.
  const views = groupBy(inScope('view'), (row) => row.viewId);
  return {
    ...NO_GRANTS,
    organization: new Set(inScope('organization').map((row) => row.permission as OrganizationPermission)),
    system: new Set(inScope('system').map((row) => row.permission as SystemPermission)),
    views: new Map(
      [...views].map(([viewId, held]) => [
        viewId,
        effectiveViewPermissions(held.map((row) => row.permission as ViewPermission)),
      ]),
    ),
  };
}
