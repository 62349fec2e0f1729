/**
 * The key that vouches for the audit log, an Ed25519 key pair (RFC 8032). It is kept outside the
 * database: who can write to the database alone can neither sign nor make an entry that passes.
 */
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  hkdfSync,
  sign,
  timingSafeEqual,
  verify,
  type KeyObject,
} from 'node:crypto';
import { KeyedHash } from '../kernel/keyed-hash';

const MAC_KEY_BYTES = 32;

/** The half that verifies; enough to check an exported file anywhere. */
export class AuditVerificationKey {
  /** The beginning of the public key's SHA-256, hex. */
  readonly id: string;

  protected constructor(private readonly publicKey: KeyObject) {
    const der = publicKey.export({ type: 'spki', format: 'der' });
    this.id = createHash('sha256').update(der).digest('hex').slice(0, 16);
  }

  /** @param pem a public key in PEM. @throws Error when it is none of Ed25519. */
  static fromPublicPem(pem: string): AuditVerificationKey {
    return new AuditVerificationKey(checked(createPublicKey(pem)));
  }

  get publicPem(): string {
    return this.publicKey.export({ type: 'spki', format: 'pem' }) as string;
  }

  /** Whether this key signed the text. @param signature in base64. */
  verifies(text: string, signature: string): boolean {
    return verify(null, Buffer.from(text, 'utf8'), this.publicKey, Buffer.from(signature, 'base64'));
  }
}

export class AuditKey extends AuditVerificationKey {
  private readonly macs: KeyedHash;

  private constructor(private readonly privateKey: KeyObject) {
    super(createPublicKey(privateKey));
    const der = privateKey.export({ type: 'pkcs8', format: 'der' });
    this.macs = new KeyedHash(
      Buffer.from(hkdfSync('sha256', der, '', 'tollgate audit entry', MAC_KEY_BYTES)),
    );
  }

  /** @param pem a private key in PEM (PKCS #8). @throws Error when it is none of Ed25519. */
  static fromPem(pem: string): AuditKey {
    return new AuditKey(checked(createPrivateKey(pem)));
  }

  /** A new private key in PEM. */
  static drawPem(): string {
    return generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
  }

  /** In base64. */
  sign(text: string): string {
    return sign(null, Buffer.from(text, 'utf8'), this.privateKey).toString('base64');
  }

  /** Hex. */
  mac(text: string): string {
    return this.macs.of(text);
  }

  hasMac(text: string, mac: string): boolean {
    const [expected, given] = [Buffer.from(this.mac(text), 'hex'), Buffer.from(mac, 'hex')];
    return expected.length === given.length && timingSafeEqual(expected, given);
  }
}

function checked(key: KeyObject): KeyObject {
  if (key.asymmetricKeyType !== 'ed25519') throw new Error('The key is none of Ed25519.');
  return key;
}
