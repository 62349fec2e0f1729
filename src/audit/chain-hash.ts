/**
 * The hashes of a chain, one after the other: each is SHA-256 of the one before and of what the entry says. Where
 * every use of a token has an entry there are two for each request, so that nothing is allocated for them.
 */
import { hash } from 'node:crypto';

const HASH_BYTES = 32;
/** What a character of UTF-16 takes at most. */
const MOST_BYTES_EACH = 3;

/** Used again and again, by parts that are cut out once for each length: most entries fit. */
const room = Buffer.alloc(4_096);
const parts = new Map<number, Buffer>();

function partOf(length: number): Buffer {
  let part = parts.get(length);
  if (part === undefined) parts.set(length, (part = room.subarray(0, length)));
  return part;
}

export class ChainHash {
  /** Each byte as a character. */
  private last: string;

  /** @param before the hash of the entry before the first, hex. */
  constructor(before: string) {
    const bytes = Buffer.alloc(HASH_BYTES);
    bytes.write(before, 'hex');
    this.last = bytes.toString('latin1');
  }

  /** Of the entry that was added last, hex. */
  get hex(): string {
    return Buffer.from(this.last, 'latin1').toString('hex');
  }

  /** @param canonical what the entry says, in the form of RFC 8785. */
  add(canonical: string): void {
    this.last = hash('sha256', this.hashed(canonical), 'binary');
  }

  private hashed(canonical: string): Buffer {
    if (HASH_BYTES + canonical.length * MOST_BYTES_EACH > room.length)
      return Buffer.concat([Buffer.from(this.last, 'latin1'), Buffer.from(canonical)]);
    room.write(this.last, 'latin1');
    return partOf(HASH_BYTES + room.write(canonical, HASH_BYTES));
  }
}
