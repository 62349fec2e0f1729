/**
 * Databases with as many tokens as there are to be, filled past the server: a few tokens are made over the API,
 * and the rows that the server wrote for one of them are written again, each time as another token's.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Client } from 'pg';
import { SqliteDatabase } from '../src/storage/sqlite-driver';
import { loadPeppers } from '../src/storage/secret-files';
import { SecretHasher } from '../src/tokens/secret-hasher';
import { drawTokenString } from '../src/tokens/token-secret';
import { expiryColumns } from '../src/tokens/token.entity';
import { nameKey } from '../src/kernel/name-key';
import { PROJECT } from './harness/child';
import { TollgateProcess } from './harness/tollgate-process';
import { seedTokens, type Seeded } from './seeded';

/** Whose strings are kept, to be presented. */
const PRESENTABLE = 5_000;
/** Rows a statement: within what one can have as parameters. */
const BATCH = 500;
const CACHE = path.join(PROJECT, 'bench/.cache');
const DAY_MS = 24 * 3_600_000;
/** What belongs to a token and is written with it. */
const TABLES = { token: 'id', token_permission: 'tokenId' } as const;

type Row = Record<string, unknown>;

interface Filling {
  select(sql: string): Promise<Row[]>;
  insert(table: string, rows: readonly Row[]): Promise<void>;
}

export interface Filled extends Seeded {
  readonly dataDirectory: string;
}

/** In SQLite, kept for the next run while the schema stays as it is. */
export async function filledDatabase(count: number): Promise<Filled> {
  const folder = path.join(CACHE, `tokens-${count}`);
  const keptFile = path.join(folder, 'kept.json');
  const schema = readdirSync(path.join(PROJECT, 'dist/src/storage/migrations')).sort().join(' ');
  if (existsSync(keptFile)) {
    const kept = JSON.parse(readFileSync(keptFile, 'utf8')) as Filled & { schema: string };
    if (kept.schema === schema) return kept;
  }
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const dataDirectory = path.join(folder, 'data');
  const server = await TollgateProcess.start(dataDirectory);
  const seeded = await seedTokens(server, 1).finally(() => server.end());
  const tokens = await fillSqlite(dataDirectory, seeded, count);
  const filled = { dataDirectory, service: seeded.service, tokens, schema };
  writeFileSync(keptFile, JSON.stringify(filled));
  return filled;
}

async function fillSqlite(dataDirectory: string, seeded: Seeded, count: number): Promise<string[]> {
  const database = new SqliteDatabase(path.join(dataDirectory, 'tollgate.sqlite'));
  try {
    database.pragma('synchronous = OFF');
    const indices = database
      .prepare<[], { name: string; sql: string }>(
        `SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ('token', 'token_permission')`,
      )
      .all();
    database.exec('BEGIN');
    // Made anew at the end they take a fraction of the time.
    for (const { name } of indices) database.exec(`DROP INDEX "${name}"`);
    const tokens = await fill(
      {
        select: (sql) => Promise.resolve(database.prepare<[], Row>(sql).all()),
        insert(table, rows) {
          const columns = Object.keys(rows[0] ?? {});
          const marks = `(${columns.map(() => '?').join(', ')})`;
          const statement = database.prepare(
            `INSERT INTO "${table}" (${quoted(columns)}) VALUES ${rows.map(() => marks).join(', ')}`,
          );
          statement.run(rows.flatMap((row) => columns.map((column) => row[column])));
          return Promise.resolve();
        },
      },
      dataDirectory,
      seeded,
      count,
    );
    for (const { sql } of indices) database.exec(sql);
    database.exec('COMMIT');
    database.pragma('wal_checkpoint(TRUNCATE)');
    return tokens;
  } finally {
    database.close();
  }
}

export async function fillPostgres(
  url: string,
  dataDirectory: string,
  seeded: Seeded,
  count: number,
): Promise<string[]> {
  const client = new Client(url);
  await client.connect();
  try {
    const filling: Filling = {
      select: async (sql) => (await client.query<Row>(sql)).rows,
      async insert(table, rows) {
        const columns = Object.keys(rows[0] ?? {});
        const marks = rows.map(
          (_, r) => `(${columns.map((__, c) => `$${r * columns.length + c + 1}`).join(', ')})`,
        );
        const values = rows.flatMap((row) => columns.map((column) => row[column]));
        await client.query(`INSERT INTO "${table}" (${quoted(columns)}) VALUES ${marks.join(', ')}`, values);
      },
    };
    const tokens = await fill(filling, dataDirectory, seeded, count);
    await client.query('ANALYZE');
    return tokens;
  } finally {
    await client.end();
  }
}

async function fill(
  filling: Filling,
  dataDirectory: string,
  { tokens: [sample = ''] }: Seeded,
  count: number,
): Promise<string[]> {
  const hasher = new SecretHasher(await loadPeppers(path.join(dataDirectory, 'pepper'), true));
  const sampleId = sample.slice(0, sample.indexOf('~'));
  const samples = new Map<string, Row[]>();
  for (const [table, column] of Object.entries(TABLES))
    samples.set(table, await filling.select(`SELECT * FROM "${table}" WHERE "${column}" = '${sampleId}'`));
  const strings: string[] = [];
  const now = Date.now();
  for (let from = 0; from < count; from += BATCH) {
    const rows: Record<keyof typeof TABLES, Row[]> = { token: [], token_permission: [] };
    for (let i = from; i < Math.min(count, from + BATCH); i++) {
      const { id, text } = drawTokenString('token');
      if (strings.length < PRESENTABLE) strings.push(text);
      // Names in another order than ids, and expiries in another than either.
      const name = `service ${(i * 7_919) % count} of team ${i % 97}`;
      const expiry = expiryColumns(now + (30 + ((i * 104_729) % 300)) * DAY_MS + i);
      const own: Row = { id, name, nameKey: nameKey(name), ...hasher.hash(text), ...expiry };
      for (const row of samples.get('token') ?? []) rows.token.push({ ...row, ...own });
      for (const row of samples.get('token_permission') ?? [])
        rows.token_permission.push({ ...row, tokenId: id });
    }
    await filling.insert('token', rows.token);
    await filling.insert('token_permission', rows.token_permission);
  }
  return strings;
}

function quoted(columns: readonly string[]): string {
  return columns.map((column) => `"${column}"`).join(', ');
}
