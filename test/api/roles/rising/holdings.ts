/**
 * Who holds what, read from the database without the product's help: for each user and each token
 * a set of `place:Permission`, the place being `organization`, `system` or the id of a view.
 */
import { impliedViewPermissions, type ViewPermission } from '../../../../src/access/permissions';
import type { Database } from '../../../support/database';

export type Held = ReadonlySet<string>;

/** What a root user holds beyond what can be listed. */
const ROOT = 'root:Everything';
const ORGANIZATION_ROOT = 'organizationRoot:Everything';

interface Row {
  readonly holder: string;
  readonly place: string;
  readonly permission: string;
}

const ROOTS = 'SELECT id, "isRoot", "isOrgRoot" FROM user_account WHERE "removedAt" IS NULL';

// Removed groups and roles are not left out: what is left of them must not give anything either.
const THROUGH_ROLES = `SELECT member."userId" AS holder,
    CASE a.scope WHEN 'view' THEN a."viewId" ELSE a.scope END AS place, held.permission
  FROM role_assignment a
  JOIN role_permission held ON held."roleId" = a."roleId"
  JOIN group_member member ON member."groupId" = a."groupId"
  JOIN user_account account ON account.id = member."userId"
  WHERE held.domain = a.scope AND account."removedAt" IS NULL`;

const BY_TOKENS = `SELECT token.id AS holder, COALESCE(reach."viewId", token.kind) AS place, held.permission
  FROM token
  JOIN token_permission held ON held."tokenId" = token.id
  LEFT JOIN token_view reach ON reach."tokenId" = token.id
  WHERE token."endedAt" IS NULL`;

export class Holdings {
  constructor(private readonly database: Database) {}

  /** By the id of the user or of the token; who holds nothing is not in it. */
  read(): ReadonlyMap<string, Held> {
    const held = new Map<string, Set<string>>();
    const add = (holder: string, what: string) => {
      const known = held.get(holder) ?? new Set<string>();
      held.set(holder, known.add(what));
    };
    for (const row of this.database.all<{ id: string; isRoot: number; isOrgRoot: number }>(ROOTS)) {
      if (row.isRoot === 1) add(row.id, ROOT);
      if (row.isOrgRoot === 1) add(row.id, ORGANIZATION_ROOT);
    }
    for (const sql of [THROUGH_ROLES, BY_TOKENS]) {
      for (const { holder, place, permission } of this.database.all<Row>(sql)) {
        const amountsTo =
          place === 'organization' || place === 'system'
            ? [permission]
            : impliedViewPermissions(permission as ViewPermission);
        for (const one of amountsTo) add(holder, `${place}:${one}`);
      }
    }
    return held;
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
