/** Several servers over one database, as an operator would start them. */
import path from 'node:path';
import { shareSecrets } from '../test/support/shared-secrets';
import type { TollgateProcess } from './harness/tollgate-process';
import type { Stand } from './stand';

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
    if (first !== undefined) shareSecrets(first.dataDirectory, dataDirectory);
    all.push(await stand.tollgate({ DATABASE_URL: databaseUrl, ...own }, dataDirectory));
  }
  return all;
}
