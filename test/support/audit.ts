/** Reads the audit log straight from the database, as an auditor with the database in hand would. */
import type { Database } from './database';
import { SqliteDatabase } from './sqlite-database';

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

export function readAudit(database: Pick<Database, 'all'>, filter: AuditFilter): AuditRow[] {
  const conditions = Object.entries(filter) as [string, string][];
  const where = conditions.map(([column]) => `AND "${column}" = ?`).join(' ');
  const rows = database.all<Omit<AuditRow, 'details'> & { details: string }>(
    `SELECT * FROM audit_entry WHERE 1 = 1 ${where} ORDER BY "time", "sequence"`,
    ...conditions.map(([, value]) => value),
  );
  return rows.map((row) => ({ ...row, details: JSON.parse(row.details) }));
}

/** Of a server that is a process of its own, beside the file. */
export function readAuditFile(databaseFile: string, filter: AuditFilter): AuditRow[] {
  const database = new SqliteDatabase(databaseFile);
  try {
    return readAudit(database, filter);
  } finally {
    database.close();
  }
}
