/** Signed statements about a chain: how far it reaches, and what was removed from its beginning. */
import { canonicalJson } from '../kernel/canonical-json';
import type { AuditKey, AuditVerificationKey } from './audit-key';

/** What was so when it was signed. `head`: the chain ends there. `removal`: it now begins after that. */
export type CheckpointKind = 'head' | 'removal';

export interface Checkpoint {
  readonly kind: CheckpointKind;
  /** See AuditEntryEntity.chain. */
  readonly chain: string;
  /** The entry's place in the chain. */
  readonly number: number;
  /** The entry's hash, hex. */
  readonly hash: string;
  /** When it was signed, milliseconds since the epoch. */
  readonly time: number;
}

export interface SignedCheckpoint extends Checkpoint {
  readonly keyId: string;
  /** Ed25519 over RFC 8785's form of the checkpoint, base64. */
  readonly signature: string;
}

function signedText({ kind, chain, number, hash, time }: Checkpoint): string {
  return canonicalJson({ kind, chain, number, hash, time });
}

export function signCheckpoint(checkpoint: Checkpoint, key: AuditKey): SignedCheckpoint {
  return { ...checkpoint, keyId: key.id, signature: key.sign(signedText(checkpoint)) };
}

export function isGenuine(checkpoint: SignedCheckpoint, key: AuditVerificationKey): boolean {
  return checkpoint.keyId === key.id && key.verifies(signedText(checkpoint), checkpoint.signature);
}
