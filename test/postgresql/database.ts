/** Databases of a cluster, one for each test that wants its own, and questions to them. */
import { Client } from 'pg';
import type { PostgresCluster } from '../support/postgres-cluster';

let made = 0;

/** Makes an empty database and answers its URL. */
export async function newDatabase(cluster: PostgresCluster): Promise<string> {
  const name = `tollgate_${process.pid}_${++made}`;
  await ask(cluster.url, `CREATE DATABASE ${name}`);
  const url = new URL(cluster.url);
  url.pathname = `/${name}`;
  return url.href;
}

export async function ask<T = any>(url: string, sql: string, values: unknown[] = []): Promise<T[]> {
  const client = new Client(url);
  await client.connect();
  try {
    return (await client.query(sql, values)).rows as T[];
  } finally {
    await client.end();
  }
}

/** The same place for another user, or with other parameters. */
export function changedUrl(url: string, change: (url: URL) => void): string {
  const changed = new URL(url);
  change(changed);
  return changed.href;
}
