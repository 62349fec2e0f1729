/** Reads the audit log straight from the database file, as an auditor with the file in hand would. */
import Database from 'better-sqlite3';

export interface AuditRow {
  readonly id: string;
  readonly time: number;
  readonly type: string;
  readonly outcome: 'succeeded' | 'refused';
  readonly organizationId: string | null;
  readonly actorType: string;
  readonly actorUserId: string | null;
  readonly actorUserName: string | null;
  readonly actorTokenId: string | null;
  readonly actorTokenName: string | null;
  readonly clientAddress: string | null;
  readonly userAgent: string | null;
  readonly requestId: string | null;
  readonly targetType: string | null;
  readonly targetId: string | null;
  readonly count: number;
  readonly details: any;
}

export interface AuditFilter {
  readonly type?: string;
  readonly outcome?: 'succeeded' | 'refused';
  readonly targetId?: string;
  readonly actorTokenId?: string;
}

export function readAudit(databaseFile: string, filter: AuditFilter): AuditRow[] {
  const database = new Database(databaseFile, { readonly: true });
  try {
    const columns = Object.keys(filter);
    const where =
      columns.length === 0
        ? ''
        : `WHERE ${columns.map((column) => `"${column}" = @${column}`).join(' AND ')}`;
    const rows = database
      .prepare(`SELECT * FROM audit_entry ${where} ORDER BY time, rowid`)
      .all(filter) as (Omit<AuditRow, 'details'> & {
      details: string;
    })[];
    return rows.map((row) => ({ ...row, details: JSON.parse(row.details) }));
  } finally {
    database.close();
  }
}
