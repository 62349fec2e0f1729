/** Whom programs are run as that refuse to be run by root, as PostgreSQL does. */
import { readFileSync } from 'node:fs';

/** As `spawn` takes it; empty for whoever runs the tests. */
export interface Account {
  readonly uid?: number;
  readonly gid?: number;
}

/** Who has nothing on any Unix. */
const NOBODY: Account = { uid: 65534, gid: 65534 };

/** The user `postgres` where there is one. */
export function unprivileged(): Account {
  if (process.getuid?.() !== 0) return {};
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((line) => line.startsWith('postgres:'));
  if (line === undefined) return NOBODY;
  const [, , uid, gid] = line.split(':');
  return { uid: Number(uid), gid: Number(gid) };
}
