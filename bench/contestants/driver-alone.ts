/**
 * The database's driver alone, asked for the rows that verifying a token without a cache asks for: the same
 * statements, prepared once, as many at a time and over as many connections.
 */
import path from 'node:path';
import { Pool } from 'pg';
import { SqliteDatabase } from '../../src/storage/sqlite-driver';
import { inProcessServer, POOL_SIZE, type ServerPlace } from '../in-process-server';
import type { Repeated } from '../harness/contestant';
import { aboutToken, listen, observe, type Observed } from '../observed-statements';
import { byCallers } from './callers';

interface Options extends ServerPlace {
  readonly tokens: readonly string[];
  readonly callers: number;
}

const idOf = (token: string) => token.slice(0, token.indexOf('~'));

export async function prepare(options: Options): Promise<Record<string, Repeated>> {
  const { tokens, callers, databaseUrl, dataDirectory } = options;
  listen();
  const { authenticator } = await inProcessServer({ ...options, cacheSize: 0 });
  const ask = async (token: string) => authenticator.authenticate({ kind: 'bearer', token }, undefined);
  const [first = '', second = ''] = tokens;
  // What is read once for all tokens is none of one token's.
  await ask(first);
  const statements = await observe(() => ask(second));
  if (statements.length === 0) throw new Error('Verifying a token asked nothing.');
  const questions = tokens.map((token) =>
    statements.map(({ values }) => values.map((value) => aboutToken(value, idOf(second), idOf(token)))),
  );
  const read =
    databaseUrl === null
      ? sqliteReader(path.join(dataDirectory, 'tollgate.sqlite'), statements)
      : postgresReader(databaseUrl, statements);
  let turn = 0;
  const some: Repeated = async (times) => {
    for (let i = 0; i < times; i++) {
      const question = questions[turn++ % questions.length] ?? [];
      const reading = read(question);
      if (reading !== undefined) await reading;
    }
  };
  return { read: byCallers(some, callers) };
}

type Reader = (values: readonly (readonly unknown[])[]) => Promise<void> | undefined;

function sqliteReader(file: string, statements: readonly Observed[]): Reader {
  const database = new SqliteDatabase(file, { readonly: true });
  const prepared = statements.map(({ text, arrays }) => {
    const statement = database.prepare(text);
    return arrays ? statement.raw() : statement;
  });
  return (values) => {
    for (const [i, statement] of prepared.entries()) statement.all(...(values[i] ?? []));
    return undefined;
  };
}

function postgresReader(url: string, statements: readonly Observed[]): Reader {
  const pool = new Pool({ connectionString: url, max: POOL_SIZE });
  const named = statements.map(({ text, arrays }, i) => ({
    name: `bench-${i}`,
    text,
    ...(arrays ? { rowMode: 'array' as const } : {}),
  }));
  return async (values) => {
    for (const [i, query] of named.entries()) await pool.query({ ...query, values: [...(values[i] ?? [])] });
  };
}
