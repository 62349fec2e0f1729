/** The database by organization: what each owns, to the last row. Read past the server, and put back past it. */
import { isDeepStrictEqual } from 'node:util';
import type { Database, Row, Statement } from '../../support/database';

/** Rows by table. */
export type RowsByTable = Readonly<Record<string, readonly Row[]>>;

/** The organization of a row of a table that names none itself. */
const OWNERS: Readonly<Record<string, string>> = {
  organization: 'r.id',
  view_connection: '(SELECT o."organizationId" FROM "search_domain" o WHERE o.id = r."viewId")',
  s3_archiving: '(SELECT o."organizationId" FROM "search_domain" o WHERE o.id = r."repositoryId")',
  ingest_token: '(SELECT o."organizationId" FROM "search_domain" o WHERE o.id = r."repositoryId")',
  token_permission: '(SELECT o."organizationId" FROM "token" o WHERE o.id = r."tokenId")',
  token_view: '(SELECT o."organizationId" FROM "token" o WHERE o.id = r."tokenId")',
  role_permission: '(SELECT o."organizationId" FROM "role" o WHERE o.id = r."roleId")',
  role_assignment: '(SELECT o."organizationId" FROM "user_group" o WHERE o.id = r."groupId")',
  group_member: '(SELECT o."organizationId" FROM "user_group" o WHERE o.id = r."groupId")',
};

const LEFT_OUT = [
  // Grow with every request, and belong to the auditor.
  ...['audit_entry', 'audit_checkpoint', 'audit_delivery', 'token_use'],
  ...['audit_use_block', 'audit_use_index'],
  ...['token_usage_hour', 'token_usage_address'],
  // Of the servers, and of no organization.
  ...['migration', 'change', 'secret_check'],
];

/** Its triggers count tokens that are put back like any others. */
const KEPT_BY_THE_DATABASE = 'token_count';

export class Rows {
  /** Every table but those, with the SQL for whose a row is. */
  private readonly owners: ReadonlyMap<string, string>;
  /** Of each, every column: rows that are put back come in another order from PostgreSQL than they had. */
  private readonly orders: ReadonlyMap<string, string>;
  /** What was read last, of an organization or of all. */
  private readonly last = new Map<string | undefined, RowsByTable>();

  constructor(private readonly database: Database) {
    const tables = database.tables().filter((table) => !LEFT_OUT.includes(table));
    this.owners = new Map(tables.map((table) => [table, this.ownerOf(table)]));
    this.orders = new Map(
      tables.map((table) => [
        table,
        database
          .columns(table)
          .map((column) => `"${column}"`)
          .join(', '),
      ]),
    );
  }

  /** All that an organization owns. */
  of(organizationId: string): RowsByTable {
    return this.read(organizationId, (table, owner) => [
      `SELECT * FROM "${table}" r WHERE ${owner} = ? ORDER BY ${this.orders.get(table)}`,
      [organizationId],
    ]);
  }

  all(): RowsByTable {
    return this.read(undefined, (table) => [
      `SELECT * FROM "${table}" ORDER BY ${this.orders.get(table)}`,
      [],
    ]);
  }

  /** Makes the database what it was when `rows` were read. @param found what it is now. */
  restore(rows: RowsByTable, found = this.all()): void {
    if (isDeepStrictEqual(found, rows)) return;
    const tables = [...this.owners.keys()].filter((table) => table !== KEPT_BY_THE_DATABASE);
    this.database.together([
      ...[...tables].reverse().map((table) => [`DELETE FROM "${table}"`, []] as const),
      ...tables.filter((table) => rows[table]!.length > 0).map((table) => insertion(table, rows[table]!)),
    ]);
  }

  /** Ids, names, secrets: every longer text that stands in rows of the organization and in nobody else's. */
  marksOf(organizationId: string): string[] {
    const texts = (rows: RowsByTable) =>
      Object.values(rows)
        .flat()
        .flatMap((row) => Object.values(row))
        .filter((value): value is string => typeof value === 'string' && value.length >= 6);
    const own = new Set(texts(this.of(organizationId)));
    const others = this.organizationIds().filter((id) => id !== organizationId);
    for (const other of others) for (const text of texts(this.of(other))) own.delete(text);
    return [...own];
  }

  /** The ids of the audit entries that count as an organization's. */
  auditIdsOf(organizationId: string): string[] {
    return this.database
      .all<{ id: string }>(
        'SELECT id FROM audit_entry WHERE "organizationId" = ? ORDER BY id',
        organizationId,
      )
      .map(({ id }) => id);
  }

  /** Answers the very object that it answered last where nothing has changed, which is then compared in no time. */
  private read(
    organizationId: string | undefined,
    query: (table: string, owner: string) => Statement,
  ): RowsByTable {
    const tables = [...this.owners.keys()];
    const found = this.database.each([...this.owners].map(([table, owner]) => query(table, owner)));
    const rows = Object.fromEntries(tables.map((table, i) => [table, found[i]!]));
    const last = this.last.get(organizationId);
    if (last !== undefined && isDeepStrictEqual(rows, last)) return last;
    this.last.set(organizationId, rows);
    return rows;
  }

  private organizationIds(): string[] {
    return this.database.all<{ id: string }>('SELECT id FROM organization').map(({ id }) => id);
  }

  private ownerOf(table: string): string {
    const owner = this.database.columns(table).includes('organizationId')
      ? 'r."organizationId"'
      : OWNERS[table];
    if (owner === undefined) throw new Error(`Say in OWNERS whose the rows of ${table} are.`);
    return owner;
  }
}

function insertion(table: string, rows: readonly Row[]): Statement {
  const columns = Object.keys(rows[0]!);
  const names = columns.map((column) => `"${column}"`).join(', ');
  const places = `(${columns.map(() => '?').join(', ')})`;
  const sql = `INSERT INTO "${table}" (${names}) VALUES ${rows.map(() => places).join(', ')}`;
  return [sql, rows.flatMap((row) => columns.map((column) => row[column]!))];
}
