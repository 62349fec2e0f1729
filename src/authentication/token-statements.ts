/**
 * What is asked of the database about a token that is not known, in the few statements that it takes. Rows
 * come as they are stored: to have TypeORM make entities of them costs ten times the reading.
 */
import type { TokenEndReason } from '../audit/audit-event';
import type { TokenKind } from '../access/principal';
import type { Store } from '../kernel/store';

/** SQLite has no booleans. */
export type StoredBoolean = boolean | 0 | 1;

/** What a presented string is compared with. */
export interface StoredSecret {
  readonly id: string;
  readonly organizationId: string;
  readonly secretHash: string;
  readonly secretKeyId: string;
}

/**
 * By the primary key and nothing beside, and as one text: what is found must cost hardly more than what is not. Neither
 * hashes nor ids have spaces.
 */
const SECRET = `SELECT "secretHash" || ' ' || "organizationId" || ' ' || "secretKeyId" AS "text" FROM "token" WHERE "id" = $1`;

/** The same question where the answer is known: it finds nothing that a question in vain would not have looked at. */
const ID = `SELECT "id" AS "text" FROM "token" WHERE "id" = $1`;

/** A token's row and what stands around it. Moments are milliseconds since the epoch. */
export interface StoredToken extends StoredSecret {
  readonly kind: TokenKind;
  readonly userId: string | null;
  readonly name: string;
  readonly expireAt: number | null;
  readonly ipFilterId: string | null;
  readonly createdAt: number;
  readonly secretCreatedAt: number;
  readonly successorId: string | null;
  readonly overlapUntil: number | null;
  readonly endedAt: number | null;
  readonly endReason: TokenEndReason | null;
  /** Null where there is no such organization, or none any more. */
  readonly livingOrganizationId: string | null;
  /** Null where the organization has set no policy. */
  readonly policyEnabled: StoredBoolean | null;
  readonly maximumLifetimeMs: number | null;
  readonly enforcedIpFilterId: string | null;
  readonly allowPermissionUpdates: StoredBoolean | null;
  readonly maximumOverlapMs: number | null;
  /** Null where there is no such filter. */
  readonly filterName: string | null;
  readonly filterText: string | null;
  readonly enforcedFilterName: string | null;
  readonly enforcedFilterText: string | null;
  /** Null where there is none, or none any more. */
  readonly livingUserId: string | null;
  readonly username: string | null;
  readonly userOrganizationId: string | null;
  readonly isRoot: StoredBoolean | null;
  readonly isOrgRoot: StoredBoolean | null;
}

const TOKEN = `
  SELECT t."id", t."organizationId", t."kind", t."userId", t."name", t."expireAt", t."ipFilterId", t."secretHash",
    t."secretKeyId", t."createdAt", t."secretCreatedAt", t."successorId", t."overlapUntil", t."endedAt", t."endReason",
    o."id" AS "livingOrganizationId", p."enabled" AS "policyEnabled", p."maximumLifetimeMs",
    p."enforcedIpFilterId", p."allowPermissionUpdates", p."maximumOverlapMs",
    f."name" AS "filterName", f."ipFilter" AS "filterText",
    e."name" AS "enforcedFilterName", e."ipFilter" AS "enforcedFilterText",
    u."id" AS "livingUserId", u."username", u."organizationId" AS "userOrganizationId", u."isRoot", u."isOrgRoot"
  FROM "token" t
    LEFT JOIN "organization" o ON o."id" = t."organizationId" AND o."deletedAt" IS NULL
    LEFT JOIN "token_security_policy" p ON p."organizationId" = t."organizationId" AND p."kind" = t."kind"
    LEFT JOIN "ip_filter" f ON f."id" = t."ipFilterId"
    LEFT JOIN "ip_filter" e ON e."id" = p."enforcedIpFilterId"
    LEFT JOIN "user_account" u ON u."id" = t."userId" AND u."removedAt" IS NULL
  WHERE t."id" = $1`;

const PERMISSIONS = `SELECT "permission" FROM "token_permission" WHERE "tokenId" = $1 ORDER BY "position"`;

/** Those that still exist. */
const VIEWS = `
  SELECT v."viewId" FROM "token_view" v
    JOIN "search_domain" d ON d."id" = v."viewId" AND d."deletedAt" IS NULL
  WHERE v."tokenId" = $1 ORDER BY v."position"`;

/** All that is asked about a token's credentials. */
export const TOKEN_STATEMENTS: readonly string[] = [SECRET, ID, TOKEN, PERMISSIONS, VIEWS];

/** At once, where the database answers so. */
export function storedSecret(
  store: Pick<Store, 'text'>,
  id: string,
): StoredSecret | null | Promise<StoredSecret | null> {
  const text = store.text(SECRET, id);
  return text instanceof Promise ? text.then((text) => secretIn(id, text)) : secretIn(id, text);
}

/** Whether there is still such a token; at once, where the database answers so. */
export function isStored(store: Pick<Store, 'text'>, id: string): boolean | Promise<boolean> {
  const found = store.text(ID, id);
  return found instanceof Promise ? found.then((id) => id !== null) : found !== null;
}

function secretIn(id: string, text: string | null): StoredSecret | null {
  if (text === null) return null;
  const first = text.indexOf(' ');
  const second = text.indexOf(' ', first + 1);
  return {
    id,
    organizationId: text.slice(first + 1, second),
    secretHash: text.slice(0, first),
    secretKeyId: text.slice(second + 1),
  };
}

export async function storedToken(store: Pick<Store, 'rows'>, id: string): Promise<StoredToken | null> {
  const [token] = await store.rows<StoredToken>(TOKEN, [id]);
  return token ?? null;
}

export async function permissionsOf(store: Pick<Store, 'rows'>, id: string): Promise<string[]> {
  const rows = await store.rows<{ readonly permission: string }>(PERMISSIONS, [id]);
  return rows.map(({ permission }) => permission);
}

export async function livingViewsOf(store: Pick<Store, 'rows'>, id: string): Promise<string[]> {
  const rows = await store.rows<{ readonly viewId: string }>(VIEWS, [id]);
  return rows.map(({ viewId }) => viewId);
}
