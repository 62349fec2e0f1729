/**
 * Who holds what, read from the database file without the product's help: for each user and each token
 * a set of `place:Permission`, the place being `organization`, `system` or the id of a view.
 */
import Database from 'better-sqlite3';
import { impliedViewPermissions, type ViewPermission } from '../../../../src/access/permissions';

export type Held = ReadonlySet<string>;

/** What a root user holds beyond what can be listed. */
const ROOT = 'root:Everything';
const ORGANIZATION_ROOT = 'organizationRoot:Everything';

interface Row {
  readonly holder: string;
  readonly place: string;
  readonly permission: string;
}

export class Holdings {
  private readonly database: Database.Database;
  private readonly roots: Database.Statement;
  private readonly throughRoles: Database.Statement;
  private readonly byTokens: Database.Statement;

  constructor(databaseFile: string) {
    this.database = new Database(databaseFile, { readonly: true });
    this.roots = this.database.prepare(
      'SELECT id, isRoot, isOrgRoot FROM user_account WHERE removedAt IS NULL',
    );
    // Removed groups and roles are not left out: what is left of them must not give anything either.
    this.throughRoles = this.database.prepare(
      `SELECT member.userId AS holder, CASE a.scope WHEN 'view' THEN a.viewId ELSE a.scope END AS place, held.permission
       FROM role_assignment a
       JOIN role_permission held ON held.roleId = a.roleId
       JOIN group_member member ON member.groupId = a.groupId
       JOIN user_account account ON account.id = member.userId
       WHERE held.domain = a.scope AND account.removedAt IS NULL`,
    );
    this.byTokens = this.database.prepare(
      `SELECT token.id AS holder, COALESCE(reach.viewId, token.kind) AS place, held.permission
       FROM token
       JOIN token_permission held ON held.tokenId = token.id
       LEFT JOIN token_view reach ON reach.tokenId = token.id
       WHERE token.endedAt IS NULL`,
    );
  }

  /** By the id of the user or of the token; who holds nothing is not in it. */
  read(): ReadonlyMap<string, Held> {
    const held = new Map<string, Set<string>>();
    const add = (holder: string, what: string) => {
      const known = held.get(holder) ?? new Set<string>();
      held.set(holder, known.add(what));
    };
    for (const row of this.roots.all() as { id: string; isRoot: number; isOrgRoot: number }[]) {
      if (row.isRoot === 1) add(row.id, ROOT);
      if (row.isOrgRoot === 1) add(row.id, ORGANIZATION_ROOT);
    }
    for (const rows of [this.throughRoles.all(), this.byTokens.all()] as Row[][]) {
      for (const { holder, place, permission } of rows) {
        const amountsTo =
          place === 'organization' || place === 'system'
            ? [permission]
            : impliedViewPermissions(permission as ViewPermission);
        for (const one of amountsTo) add(holder, `${place}:${one}`);
      }
    }
    return held;
  }

  close(): void {
    this.database.close();
  }
}

/** What is in `held` and in none of the others. */
export function beyond(held: Iterable<string>, ...bounds: readonly (Held | undefined)[]): string[] {
  return [...held].filter((one) => !bounds.some((bound) => bound?.has(one) === true));
}

export function together(
  holdings: ReadonlyMap<string, Held>,
  ...holders: readonly Iterable<string>[]
): Set<string> {
  const union = new Set<string>();
  for (const ids of holders) for (const id of ids) for (const one of holdings.get(id) ?? []) union.add(one);
  return union;
}
