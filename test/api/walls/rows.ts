/** The database file by organization: what each owns, to the last row. Read past the server, and put back past it. */
import Database from 'better-sqlite3';

type Row = Readonly<Record<string, unknown>>;
/** Rows by table. */
export type RowsByTable = Readonly<Record<string, readonly Row[]>>;

/** The organization of a row of a table that names none itself. */
const OWNERS: Readonly<Record<string, string>> = {
  organization: 'r.id',
  view_connection: '(SELECT o.organizationId FROM search_domain o WHERE o.id = r.viewId)',
  s3_archiving: '(SELECT o.organizationId FROM search_domain o WHERE o.id = r.repositoryId)',
  ingest_token: '(SELECT o.organizationId FROM search_domain o WHERE o.id = r.repositoryId)',
  token_permission: '(SELECT o.organizationId FROM token o WHERE o.id = r.tokenId)',
  token_view: '(SELECT o.organizationId FROM token o WHERE o.id = r.tokenId)',
  role_permission: '(SELECT o.organizationId FROM role o WHERE o.id = r.roleId)',
  role_assignment: '(SELECT o.organizationId FROM user_group o WHERE o.id = r.groupId)',
  group_member: '(SELECT o.organizationId FROM user_group o WHERE o.id = r.groupId)',
};

/** Grows with every request, and belongs to the auditor. */
const LEFT_OUT = ['audit_entry', 'audit_checkpoint', 'audit_delivery', 'token_use', 'migration'];

export class Rows {
  readonly database: Database.Database;
  /** Every table but the audit log, with the SQL for whose a row is. */
  private readonly owners: ReadonlyMap<string, string>;

  constructor(databaseFile: string) {
    this.database = new Database(databaseFile);
    this.database.pragma('busy_timeout = 5000');
    const tables = this.database
      .prepare(`SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`)
      .pluck()
      .all() as string[];
    this.owners = new Map(
      tables.filter((table) => !LEFT_OUT.includes(table)).map((table) => [table, this.ownerOf(table)]),
    );
  }

  /** All that an organization owns. */
  of(organizationId: string): RowsByTable {
    const tables = [...this.owners].map(([table, owner]) => [
      table,
      this.database
        .prepare(`SELECT * FROM "${table}" r WHERE ${owner} = ? ORDER BY 1, 2`)
        .all(organizationId),
    ]);
    return Object.fromEntries(tables) as RowsByTable;
  }

  all(): RowsByTable {
    const tables = [...this.owners.keys()].map((table) => [
      table,
      this.database.prepare(`SELECT * FROM "${table}" ORDER BY 1, 2`).all(),
    ]);
    return Object.fromEntries(tables) as RowsByTable;
  }

  /** Makes the database what it was when `rows` were read. */
  restore(rows: RowsByTable): void {
    this.database.pragma('foreign_keys = OFF');
    this.database.transaction(() => {
      for (const [table, was] of Object.entries(rows)) {
        this.database.prepare(`DELETE FROM "${table}"`).run();
        const columns = Object.keys(was[0] ?? {});
        if (columns.length === 0) continue;
        const names = columns.map((column) => `"${column}"`).join(', ');
        const values = columns.map((column) => `@${column}`).join(', ');
        const insert = this.database.prepare(`INSERT INTO "${table}" (${names}) VALUES (${values})`);
        for (const row of was) insert.run(row);
      }
    })();
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
      .prepare('SELECT id FROM audit_entry WHERE organizationId = ? ORDER BY id')
      .pluck()
      .all(organizationId) as string[];
  }

  close(): void {
    this.database.close();
  }

  private organizationIds(): string[] {
    return this.database.prepare('SELECT id FROM organization').pluck().all() as string[];
  }

  private ownerOf(table: string): string {
    const columns = this.database.prepare(`SELECT name FROM pragma_table_info('${table}')`).pluck().all();
    const owner = columns.includes('organizationId') ? 'r.organizationId' : OWNERS[table];
    if (owner === undefined) throw new Error(`Say in OWNERS whose the rows of ${table} are.`);
    return owner;
  }
}
