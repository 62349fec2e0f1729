/** Reads the audit log straight from the database, as an auditor with the database in hand would. */
import { ALPHANUMERIC } from '../../src/kernel/ids';
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
  const conditions = Object.entries(filter) as [keyof AuditFilter, string][];
  const where = conditions.map(([column]) => `AND entry."${column}" = ?`).join(' ');
  const rows = database.all<StoredRow>(
    `SELECT entry.*, block.uses FROM audit_entry entry LEFT JOIN audit_use_block block ON block.id = entry.id
      WHERE entry."type" = 'uses' OR (1 = 1 ${where}) ORDER BY entry."time", entry."sequence"`,
    ...conditions.map(([, value]) => value),
  );
  return rows
    .flatMap(entriesOf)
    .filter((row) => conditions.every(([column, value]) => row[column] === value));
}

type StoredRow = Omit<AuditRow, 'details'> & { readonly details: string; readonly uses: string | null };

interface StoredBlock {
  readonly series: string;
  readonly time: number;
  readonly shapes: readonly (readonly string[])[];
  readonly kinds: readonly (readonly [shape: number, ...values: string[]])[];
  readonly uses: readonly (readonly [request: string, after: number, ...kinds: number[]])[];
}

/** A block has the text around them once, what each token has in it, and what each request has. */
function entriesOf({ uses, ...row }: StoredRow): AuditRow[] {
  if (uses === null) return [{ ...row, details: JSON.parse(row.details) }];
  const { series, time: first, shapes, kinds, uses: requests } = JSON.parse(uses) as StoredBlock;
  const single = requests.flatMap(([request, after, ...ofKinds]) =>
    ofKinds.map((kind) => ({ request, time: first + after, kind })),
  );
  return single.map(({ request, time, kind }, place) => {
    const [shape, ...values] = kinds[kind]!;
    const at = new Date(time);
    const ownId = `${series}${ALPHANUMERIC[Math.floor(place / 62)]!}${ALPHANUMERIC[place % 62]!}`;
    const all = [...values, ownId, at, request, at].map((value) => JSON.stringify(value));
    const line = shapes[shape]!.map((part: string, i: number) => part + (all[i] ?? '')).join('');
    const { actor, target, requestId, userAgent, timestamp, ...rest } = JSON.parse(line);
    const { id, type, outcome, count, lastTimestamp: _, ...details } = rest;
    return {
      ...{ id, type, outcome, count, details, time: Date.parse(timestamp) },
      organizationId: actor.organizationId ?? null,
      actorType: actor.type,
      actorUserId: actor.user?.id ?? null,
      actorUserName: actor.user?.username ?? null,
      actorTokenId: actor.tokenId ?? null,
      actorTokenName: actor.tokenName ?? null,
      clientAddress: actor.ip ?? null,
      userAgent: userAgent ?? null,
      requestId: requestId ?? null,
      targetType: target?.type ?? null,
      targetId: target?.id ?? null,
    };
  });
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
