/** Several servers over one database, as an operator would start them. */
import { copyFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import type { TollgateProcess } from './harness/tollgate-process';
import type { Stand } from './stand';

const SECRETS = ['pepper', 'audit-key.pem'];

/**
 * The first makes the secrets; each of the others starts with a copy.
 *
 * @param settings of each.
 */
export async function sharingServers(
  stand: Stand,
  databaseUrl: string,
  settings: readonly Readonly<Record<string, string>>[],
): Promise<TollgateProcess[]> {
  const all: TollgateProcess[] = [];
  for (const own of settings) {
    const dataDirectory = path.join(stand.folder(), 'data');
    const [first] = all;
    if (first !== undefined) {
      mkdirSync(dataDirectory, { mode: 0o700 });
      for (const name of SECRETS)
        copyFileSync(path.join(first.dataDirectory, name), path.join(dataDirectory, name));
    }
    all.push(await stand.tollgate({ DATABASE_URL: databaseUrl, ...own }, dataDirectory));
  }
  return all;
}
