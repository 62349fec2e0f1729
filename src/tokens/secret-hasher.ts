/**
 * Turns token strings into what is stored of them: HMAC-SHA-256 under a pepper that is kept outside
 * the database. The strings are random, so a slow hash would add no safety and hand out a denial of
 * service (OWASP ASVS 6.5.2).
 */
import { hash, type BinaryToTextEncoding } from 'node:crypto';
import { KeyedHash } from '../kernel/keyed-hash';

export interface Peppers {
  /** The id of the key that new secrets are hashed with. */
  readonly currentKeyId: string;
  /** All keys, retired ones included: tokens hashed with those still work. */
  readonly keys: ReadonlyMap<string, Buffer>;
}

export interface HashedSecret {
  readonly secretHash: string;
  readonly secretKeyId: string;
}

/**
 * Compared with when there is nothing to compare with, so that both take the same time: cut out of a longer text, as a
 * stored hash is (authentication/token-statements), since V8 looks each character up in its own way in other texts.
 */
const NO_HASH: HashedSecret = { secretHash: Buffer.alloc(64).toString('hex').slice(0, 64), secretKeyId: '' };

/**
 * Two bytes a character, so that there are half as many to compare. Node takes any encoding of its buffers for a
 * digest's; its types name fewer.
 */
const TWO_BYTES = 'utf16le' as string as BinaryToTextEncoding;

export class SecretHasher {
  private readonly keyed: ReadonlyMap<string, KeyedHash>;
  private readonly fingerprintKey: string;

  constructor(private readonly peppers: Peppers) {
    this.keyed = new Map([...peppers.keys].map(([keyId, key]) => [keyId, new KeyedHash(key)]));
    // 128 bits, so that key and token string fit into two of SHA-256's blocks.
    this.fingerprintKey = this.under(peppers.currentKeyId, 'fingerprint').slice(0, 32);
  }

  /**
   * Of a string that has proved itself, to know it again by: kept in memory alone. SHA-256 under a key of
   * its own, which costs half of what the stored hash does.
   */
  fingerprint(text: string): Uint16Array {
    const digest = this.fingerprintText(text);
    return Uint16Array.from({ length: digest.length }, (_, i) => digest.charCodeAt(i));
  }

  /**
   * In constant time: all of it is looked at. Of two texts each character would be, which takes longer; and to
   * make bytes of what was presented, as timingSafeEqual wants it, would cost as much again as the digest.
   */
  hasFingerprint(text: string, fingerprint: Uint16Array): boolean {
    const presented = this.fingerprintText(text);
    if (presented.length !== fingerprint.length) return false;
    let differences = 0;
    for (let i = 0; i < presented.length; i++) differences |= presented.charCodeAt(i) ^ (fingerprint[i] ?? 0);
    return differences === 0;
  }

  private fingerprintText(text: string): string {
    return hash('sha256', this.fingerprintKey + text, TWO_BYTES);
  }

  hash(text: string): HashedSecret {
    const secretKeyId = this.peppers.currentKeyId;
    return { secretHash: this.under(secretKeyId, text), secretKeyId };
  }

  /** Under every pepper, the current one first: for finding by its secret what has no id to be found by. */
  hashes(text: string): string[] {
    const { currentKeyId, keys } = this.peppers;
    const keyIds = [currentKeyId, ...[...keys.keys()].filter((id) => id !== currentKeyId)];
    return keyIds.map((keyId) => this.under(keyId, text));
  }

  /** In constant time. Without a stored hash it takes as long and answers false. */
  matches(text: string, stored: HashedSecret | null): boolean {
    const { secretHash, secretKeyId } = stored ?? NO_HASH;
    const known = this.peppers.keys.has(secretKeyId);
    const presented = this.under(known ? secretKeyId : this.peppers.currentKeyId, text);
    return isSame(presented, secretHash) && known;
  }

  private under(keyId: string, text: string): string {
    const keyed = this.keyed.get(keyId);
    if (keyed === undefined) throw new Error(`There is no pepper with the id ${keyId}.`);
    return keyed.of(text);
  }
}

/**
 * In constant time for texts of one length: every character is looked at. Not with timingSafeEqual, since to
 * make buffers of both would cost as much again as a digest.
 */
function isSame(presented: string, expected: string): boolean {
  if (presented.length !== expected.length) return false;
  let differences = 0;
  for (let i = 0; i < presented.length; i++) differences |= presented.charCodeAt(i) ^ expected.charCodeAt(i);
  return differences === 0;
}
