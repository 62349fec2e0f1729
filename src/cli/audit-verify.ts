/**
 * `npm run audit:verify [-- file]`: whether the audit log is as it was sealed. Reads the database of the
 * data folder, also while the server runs, or an exported file, which takes the public key alone.
 */
import { createReadStream, existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import type { AuditKey, AuditVerificationKey } from '../audit/audit-key';
import type { SignedCheckpoint } from '../audit/checkpoint';
import { verifyExport } from '../audit/export-verifier';
import { verifyDatabase, type Verification } from '../audit/log-verifier';
import { loadConfig, type Config } from '../config';
import { connected } from '../storage/explained-failure';
import { migratingDataSource } from '../storage/postgres-data-source';
import { readingDataSource } from '../storage/sqlite-data-source';
import { readCheckpoints, readKey } from './audit-evidence';
import { verificationLines } from './verification-lines';

const USAGE = `usage: npm run audit:verify [-- [--key FILE] [--checkpoints FILE] [EXPORTED-FILE]]
  Verifies the database of the data folder (TOLLGATE_DATA), or the exported file.
  --key          the audit log's public or private key; the data folder's by default
  --checkpoints  heads that were kept outside the database; the data folder's by default
  Ends with 0 where all is as it was sealed, 1 where it is not, 2 where that could not be found out.`;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      key: { type: 'string' },
      checkpoints: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help === true || positionals.length > 1) {
    print(USAGE);
    return values.help === true ? 0 : 2;
  }
  const config = loadConfig();
  const [exported] = positionals;
  const key = readKey(values.key, config);
  const kept = readCheckpoints(values.checkpoints, config);
  const verification =
    exported === undefined
      ? await verifyLive(config, key, kept)
      : await verifyExport(() => createInterface({ input: createReadStream(exported) }), key, kept);
  for (const line of verificationLines(verification)) print(line);
  return verification.faults.length === 0 ? 0 : 1;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function verifyLive(
  { databaseFile, postgres }: Config,
  key: AuditKey | AuditVerificationKey,
  kept: readonly SignedCheckpoint[],
): Promise<Verification> {
  if (postgres === null && !existsSync(databaseFile))
    throw new Error(`There is no database ${databaseFile}.`);
  const database =
    postgres === null
      ? await readingDataSource(databaseFile).initialize()
      : await connected(migratingDataSource(postgres.url));
  try {
    // As it is at one moment, so that what a server seals meanwhile is not taken for an addition.
    const isolation = postgres === null ? 'SERIALIZABLE' : 'REPEATABLE READ';
    return await database.transaction(isolation, (manager) => verifyDatabase(manager, key, kept));
  } finally {
    await database.destroy();
  }
}

main().then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 2;
  },
);
