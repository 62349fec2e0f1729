/** What an operator gives each server that shares a database with another. */
import { copyFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';

const SECRETS = ['pepper', 'audit-key.pem'];

/** Makes a data folder with a copy of what the first server has made in its own. */
export function shareSecrets(firstDataDirectory: string, dataDirectory: string): void {
  mkdirSync(dataDirectory, { mode: 0o700 });
  for (const name of SECRETS)
    copyFileSync(path.join(firstDataDirectory, name), path.join(dataDirectory, name));
}
