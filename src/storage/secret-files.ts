/** The files of the data folder that hold secrets: the pepper, the audit log's key and root's first token. Mode 0600, always. */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { open, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { AuditKey } from '../audit/audit-key';
import { newId } from '../kernel/ids';
import type { Peppers } from '../tokens/secret-hasher';

const KEY_BYTES = 32;
const OWNER_ONLY = 0o600;

/** Says what is wrong with a file and what to do, for the person who starts the server. */
export class SecretFileError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'SecretFileError';
  }
}

/**
 * Reads the pepper file, or makes one where there is neither a file nor a database that needs one. A
 * line a key: its id, a space, the key in base64. The first is current, the others are retired but
 * still verify.
 *
 * @throws SecretFileError for a file that others can read, that does not parse, or that is missing
 * although there is a database.
 * @param isNeeded whether there is a database already, whose tokens were hashed with it.
 */
export async function loadPeppers(file: string, isNeeded: boolean): Promise<Peppers> {
  const text = await loadSecret(file, isNeeded, {
    draw: () => `${newId()} ${randomBytes(KEY_BYTES).toString('base64')}\n`,
    without: 'without its pepper no token of it can be verified',
  });
  return parsePeppers(file, text);
}

/**
 * Reads the key that signs the audit log, or makes one where there is neither a file nor a database
 * that it signed.
 *
 * @throws SecretFileError for a file that others can read, that holds no such key, or that is missing
 * although there is a database.
 * @param isNeeded whether there is a database already, which it signed.
 */
export async function loadAuditKey(file: string, isNeeded: boolean): Promise<AuditKey> {
  const pem = await loadSecret(file, isNeeded, {
    draw: () => AuditKey.drawPem(),
    without: 'without its key nobody can tell whether the audit log was tampered with',
  });
  try {
    return AuditKey.fromPem(pem);
  } catch {
    throw new SecretFileError(`${file} holds no private key: expected one of Ed25519 in PEM.`);
  }
}

async function loadSecret(
  file: string,
  isNeeded: boolean,
  { draw, without }: { draw: () => string; without: string },
): Promise<string> {
  if (!existsSync(file)) {
    if (isNeeded) {
      throw new SecretFileError(
        `${file} is missing, but there is a database: ${without}. Restore the file from a backup.`,
      );
    }
    await writeSecretFile(file, draw());
  }
  if (((await stat(file)).mode & 0o077) !== 0) {
    throw new SecretFileError(`${file} can be read by others than its owner. Run: chmod 600 ${file}`);
  }
  return readFile(file, 'utf8');
}

/** Replaces the file as a whole, so that a crash leaves the old one or the new one, and syncs it to the disk. */
export async function writeSecretFile(file: string, text: string): Promise<void> {
  const unfinished = `${file}.${newId()}.tmp`;
  const handle = await open(unfinished, 'wx', OWNER_ONLY);
  try {
    try {
      // The umask may have taken away what the owner needs.
      await handle.chmod(OWNER_ONLY);
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
  const folder = await open(path.dirname(file), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

function parsePeppers(file: string, text: string): Peppers {
  const keys = new Map<string, Buffer>();
  let currentKeyId: string | undefined;
  for (const [i, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const match = /^([0-9A-Za-z]{1,32}) ([0-9A-Za-z+/]+=*)\s*$/.exec(line);
    const key = Buffer.from(match?.[2] ?? '', 'base64');
    if (match?.[1] === undefined || key.length < KEY_BYTES || keys.has(match[1])) {
      throw new SecretFileError(
        `Line ${i + 1} of ${file} is not a key: expected an id of its own, a space and ${KEY_BYTES} bytes or more in base64.`,
      );
    }
    keys.set(match[1], key);
    currentKeyId ??= match[1];
  }
  if (currentKeyId === undefined) throw new SecretFileError(`${file} holds no key.`);
  return { currentKeyId, keys };
}
