/**
 * For secrets that LogScale's API shows again whenever asked, ingest tokens and fleet install tokens:
 * a hash would not do. They are encrypted (AES-256-GCM) under a key derived from the pepper, which lies
 * outside the database, so a copy of the database alone gives none of them away.
 */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { Peppers } from './secret-hasher';

const IV_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;

export class SecretSealer {
  private readonly keys = new Map<string, Buffer>();

  constructor(private readonly peppers: Peppers) {
    for (const [id, pepper] of peppers.keys) {
      this.keys.set(id, Buffer.from(hkdfSync('sha256', pepper, '', 'tollgate sealed secret', KEY_BYTES)));
    }
  }

  /**
   * `<key id>.<base64>`; every call gives another text.
   * @param owner what the secret belongs to. It opens for nothing else, so that nobody who can write to
   * the database has one row's secret shown as another's.
   */
  seal(secret: string, owner: string): string {
    const { currentKeyId } = this.peppers;
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.key(currentKeyId), iv);
    cipher.setAAD(Buffer.from(owner, 'utf8'));
    const sealed = Buffer.concat([iv, cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return `${currentKeyId}.${sealed.toString('base64')}`;
  }

  /** @throws when the text was not sealed for this owner with one of the peppers, or was changed since. */
  open(sealed: string, owner: string): string {
    const [keyId = '', encoded = '', ...rest] = sealed.split('.');
    const bytes = Buffer.from(encoded, 'base64');
    // Node reads base64 generously; a text that we have not written is none of ours.
    if (rest.length > 0 || bytes.toString('base64') !== encoded)
      throw new Error('The sealed secret was changed.');
    const decipher = createDecipheriv('aes-256-gcm', this.key(keyId), bytes.subarray(0, IV_BYTES), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(Buffer.from(owner, 'utf8'));
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
    return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]).toString(
      'utf8',
    );
  }

  private key(id: string): Buffer {
    const key = this.keys.get(id);
    if (key === undefined) throw new Error(`There is no pepper with the id ${id}.`);
    return key;
  }
}
