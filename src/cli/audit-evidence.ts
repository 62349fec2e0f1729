/** What an audit log is verified with: the key, and the heads that were kept outside the database. */
import { existsSync, readFileSync } from 'node:fs';
import { AuditKey, AuditVerificationKey } from '../audit/audit-key';
import type { SignedCheckpoint } from '../audit/checkpoint';
import type { Config } from '../config';

/** @param named a file; the data folder's by default. */
export function readKey(
  named: string | undefined,
  { auditKeyFile, auditPublicKeyFile }: Config,
): AuditKey | AuditVerificationKey {
  const pem = readFileSync(named ?? (existsSync(auditKeyFile) ? auditKeyFile : auditPublicKeyFile), 'utf8');
  return pem.includes('PRIVATE KEY') ? AuditKey.fromPem(pem) : AuditVerificationKey.fromPublicPem(pem);
}

/** The data folder's need not be there yet; one that is named must be. */
export function readCheckpoints(
  named: string | undefined,
  { auditCheckpointsFile }: Config,
): SignedCheckpoint[] {
  if (named === undefined && !existsSync(auditCheckpointsFile)) return [];
  return readFileSync(named ?? auditCheckpointsFile, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as SignedCheckpoint);
}
