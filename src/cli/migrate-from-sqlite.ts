/**
 * `npm run migrate:from-sqlite`: moves the data folder's SQLite database to the PostgreSQL that
 * DATABASE_URL names, and says what to do next.
 */
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { verifyDatabase } from '../audit/log-verifier';
import { loadConfig, type Config } from '../config';
import { lockFolder } from '../storage/folder-lock';
import { MoveRefused } from '../storage/moving/move-refused';
import { moveToPostgres } from '../storage/moving/move-to-postgres';
import { readCheckpoints, readKey } from './audit-evidence';
import { verificationLines } from './verification-lines';

const USAGE = `usage: npm run migrate:from-sqlite [-- --with-audit-faults]
  Copies the SQLite database of the data folder (TOLLGATE_DATA) to the empty PostgreSQL database that
  DATABASE_URL names, and compares every row. Stop the server first. The SQLite database, the pepper and
  the audit log's key stay as they are.
  --with-audit-faults  moves an audit log that was tampered with as well, as it is
  Ends with 0 where all was moved, 1 where what was copied is not as it should be, 2 where it could not be
  moved. After 1 and 2 the PostgreSQL database is as empty as before.`;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { 'with-audit-faults': { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help === true) {
    print(USAGE);
    return 0;
  }
  // A copy of the database is nobody else's business either.
  process.umask(0o077);
  const config = loadConfig();
  if (config.postgres === null)
    throw new MoveRefused('DATABASE_URL is not set: it names the PostgreSQL database to move to.');
  if (!existsSync(config.databaseFile))
    throw new MoveRefused(`There is no SQLite database ${config.databaseFile}: nothing to move.`);
  const unlockFolder = lockFolder(config.dataDirectory);
  try {
    return await move(config, config.postgres.url, values['with-audit-faults'] === true);
  } finally {
    unlockFolder();
  }
}

async function move(config: Config, url: string, isFaultyAllowed: boolean): Promise<number> {
  if (!existsSync(config.auditKeyFile))
    throw new MoveRefused(`${config.auditKeyFile} is missing: without it the audit log cannot be verified.`);
  const key = readKey(undefined, config);
  const kept = readCheckpoints(undefined, config);
  const isMoved = await moveToPostgres({
    databaseFile: config.databaseFile,
    url,
    say: print,
    approve: async (manager) => {
      print('Verifying the audit log in PostgreSQL:');
      const verification = await verifyDatabase(manager, key, kept);
      for (const line of verificationLines(verification)) print(`  ${line}`);
      if (verification.faults.length === 0 || isFaultyAllowed) return true;
      print('  These faults are in the SQLite database as well. To move it as it is: --with-audit-faults.');
      return false;
    },
  });
  print(isMoved ? summary(config) : 'NOT MOVED: the PostgreSQL database was left empty.');
  return isMoved ? 0 : 1;
}

function summary({ databaseFile, dataDirectory }: Config): string {
  return `MOVED. Next:
  1. Start the server with the same TOLLGATE_DATA and with DATABASE_URL set.
  2. Keep ${databaseFile} until you are satisfied; without DATABASE_URL the server
     starts from it again, as it is now. What is changed in PostgreSQL does not get into it.
  3. Keep the pepper and the audit log's key in ${dataDirectory}: they are valid as before.`;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

main().then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    process.stderr.write(`${messageOf(error)}\n`);
    process.exitCode = 2;
  },
);

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // Where PostgreSQL refuses a row, the message names the rule and the detail names the row.
  const { detail } = (error as { driverError?: { detail?: unknown } }).driverError ?? {};
  const message = error.message === '' ? 'The database does not answer.' : error.message;
  return typeof detail === 'string' ? `${message}: ${detail}` : message;
}
