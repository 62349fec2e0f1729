/** The hashes of a chain, one after the other: each is SHA-256 of the one before and of what is said next. */
import { hash } from 'node:crypto';

const HASH_BYTES = 32;

export class ChainHash {
  private last = Buffer.alloc(HASH_BYTES);

  /** @param before the hash of the entry before the first, hex. */
  constructor(before: string) {
    // What is none, as only tampering puts there, is as long all the same.
    this.last.write(before, 'hex');
  }

  /** Of what was added last, hex. */
  get hex(): string {
    return this.last.toString('hex');
  }

  /** @param said an entry in the form of RFC 8785, or the text of a block that is one link. */
  add(said: string): void {
    this.last = hash('sha256', Buffer.concat([this.last, Buffer.from(said)]), 'buffer');
  }
}
