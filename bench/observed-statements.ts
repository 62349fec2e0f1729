/**
 * What the server asks the database while something is done, seen at the driver: so that the driver alone can be
 * measured with the very statements that the server sends, whatever they are by now.
 */
import { setTimeout as wait } from 'node:timers/promises';
import type Database from 'better-sqlite3';
import { Client } from 'pg';
import { SqliteDatabase } from '../src/storage/sqlite-driver';

export interface Observed {
  readonly text: string;
  readonly values: readonly unknown[];
  /** Rows as arrays and not as objects. */
  readonly arrays: boolean;
}

type Method = (this: object, ...values: unknown[]) => unknown;

/** For longer than the feed of other servers' changes takes from one question to the next. */
const IDLE_MS = 600;

let heard: Observed[] | null = null;

/** To be called before any database is opened. */
export function listen(): void {
  listenToSqlite();
  listenToPostgres();
}

/** What is asked because of `work` and not by itself, at any time. */
export async function observe(work: () => Promise<unknown>): Promise<Observed[]> {
  const byItself: Observed[] = (heard = []);
  await wait(IDLE_MS);
  const asked: Observed[] = (heard = []);
  await work();
  heard = null;
  const ignored = new Set(byItself.map(({ text }) => text));
  return asked.filter(({ text }) => /^\s*(SELECT|WITH)\b/i.test(text) && !ignored.has(text));
}

/** The same question about another token. */
export function aboutToken(value: unknown, observedId: string, tokenId: string): unknown {
  if (typeof value === 'string') return value.replaceAll(observedId, tokenId);
  if (Array.isArray(value)) return value.map((one) => aboutToken(one, observedId, tokenId));
  return value;
}

function listenToSqlite(): void {
  const database = new SqliteDatabase(':memory:');
  const prototype = Object.getPrototypeOf(database.prepare('SELECT 1')) as Record<
    'raw' | 'pluck' | 'all' | 'get',
    Method
  >;
  database.close();
  const inArrays = new WeakSet();
  const { raw } = prototype;
  prototype.raw = function (...given) {
    if (given[0] === false) inArrays.delete(this);
    else inArrays.add(this);
    return raw.apply(this, given);
  };
  const { pluck } = prototype;
  prototype.pluck = function (...given) {
    inArrays.add(this);
    return pluck.apply(this, given);
  };
  for (const name of ['all', 'get'] as const) {
    const method = prototype[name];
    prototype[name] = function (...values) {
      const { source } = this as Database.Statement;
      heard?.push({ text: source, values: values.flat(), arrays: inArrays.has(this) });
      return method.apply(this, values);
    };
  }
}

/** As pg takes it: a text, or an object that may bring its values along. */
interface Query {
  readonly text?: string;
  readonly values?: readonly unknown[];
  readonly rowMode?: string;
}

function listenToPostgres(): void {
  const prototype = Client.prototype as unknown as Record<'query', Method>;
  const { query } = prototype;
  prototype.query = function (...given) {
    const [asked, beside] = given as [string | Query, unknown];
    const { text, values, rowMode }: Query = typeof asked === 'string' ? { text: asked } : asked;
    const all = values ?? (Array.isArray(beside) ? (beside as unknown[]) : []);
    if (text !== undefined) heard?.push({ text, values: all, arrays: rowMode === 'array' });
    return query.apply(this, given);
  };
}
