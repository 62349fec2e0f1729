/** One row and one commit after the other, over one connection, as durable as the server's own. */
import path from 'node:path';
import { Client } from 'pg';
import type { Repeated } from '../harness/contestant';
import { SqliteDatabase } from '../../src/storage/sqlite-driver';

interface Options {
  readonly dataDirectory: string;
  readonly databaseUrl: string | null;
}

const TABLE = 'CREATE TABLE IF NOT EXISTS bench_row (id varchar(32) PRIMARY KEY, what text NOT NULL)';
/** As long as a row of a token. */
const WHAT = 'x'.repeat(300);

export async function prepare({ dataDirectory, databaseUrl }: Options): Promise<Record<string, Repeated>> {
  let made = 0;
  const id = () => `${process.pid}-${++made}`;
  if (databaseUrl === null) {
    const database = new SqliteDatabase(path.join(dataDirectory, 'tollgate.sqlite'), { timeout: 5_000 });
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    database.exec(TABLE);
    const insert = database.prepare('INSERT INTO bench_row (id, what) VALUES (?, ?)');
    return {
      commit(times) {
        for (let i = 0; i < times; i++) insert.run(id(), WHAT);
      },
    };
  }
  const client = new Client(databaseUrl);
  await client.connect();
  await client.query(TABLE);
  const insert = { name: 'bench-insert', text: 'INSERT INTO bench_row (id, what) VALUES ($1, $2)' };
  return {
    async commit(times) {
      for (let i = 0; i < times; i++) await client.query({ ...insert, values: [id(), WHAT] });
    },
  };
}
