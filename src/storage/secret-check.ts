/**
 * Whether a server's secret files are those of the database. Of each key the database has a check, made
 * with the key, from which the key cannot be had. Servers that share a database must share the keys: one
 * with others would refuse every token, and seal the audit log so that nobody could verify it.
 */
import { createHmac } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { AuditKey } from '../audit/audit-key';
import type { Store } from '../kernel/store';
import type { Peppers } from '../tokens/secret-hasher';
import { SecretCheckEntity } from './secret-check.entity';
import { SecretFileError } from './secret-files';

export interface Secrets {
  readonly peppers: Peppers;
  readonly auditKey: AuditKey;
}

export interface SecretFiles {
  readonly pepperFile: string;
  readonly auditKeyFile: string;
}

type Check = Pick<SecretCheckEntity, 'keyId' | 'purpose' | 'check'>;

/**
 * Takes the keys down where nobody has before; later, those that are new beside one that is known.
 *
 * @throws SecretFileError when they are not the keys of this database.
 */
export async function checkSecrets(store: Store, secrets: Secrets, files: SecretFiles): Promise<void> {
  const ours: Record<SecretCheckEntity['purpose'], readonly Check[]> = {
    pepper: [...secrets.peppers.keys].map(([keyId, key]) => ({
      keyId,
      purpose: 'pepper',
      check: createHmac('sha256', key).update(`Tollgate knows this pepper as ${keyId}.`).digest('hex'),
    })),
    auditKey: [{ keyId: secrets.auditKey.id, purpose: 'auditKey', check: secrets.auditKey.mac('Tollgate') }],
  };
  await store.transact(async (manager) => {
    await take(manager, 'pepper', ours.pepper, files.pepperFile);
    await take(manager, 'auditKey', ours.auditKey, files.auditKeyFile);
  });
}

async function take(
  manager: EntityManager,
  purpose: SecretCheckEntity['purpose'],
  ours: readonly Check[],
  file: string,
): Promise<void> {
  const known = new Map(
    (await manager.findBy(SecretCheckEntity, { purpose })).map(({ keyId, check }) => [keyId, check]),
  );
  const isTheirs = ours.some(({ keyId, check }) => known.get(keyId) === check);
  const isForged = ours.some(({ keyId, check }) => known.has(keyId) && known.get(keyId) !== check);
  if (isForged || (known.size > 0 && !isTheirs)) {
    throw new SecretFileError(
      `${file} is not the one that the servers of this database use. Copy theirs, or restore it from a backup.`,
    );
  }
  const unknown = ours.filter(({ keyId }) => !known.has(keyId));
  if (unknown.length > 0)
    await manager.insert(
      SecretCheckEntity,
      unknown.map((check) => ({ ...check })),
    );
}
