/**
 * Finds out whether a chain of the audit log is as it was sealed. Reads the entries once, in order, and
 * stops at the first that is not: what follows a broken link proves nothing.
 */
import type { AuditKey, AuditVerificationKey } from './audit-key';
import { isGenuine, type SignedCheckpoint } from './checkpoint';
import { canonicalEntry, genesisHash, sealHash, type SealedFields } from './entry-seal';
import type { SealedEntry } from './sealed-rows';
import { isOneLink } from './use-shape';

export interface TakenEntry extends SealedEntry {
  readonly hash: string;
  /** See AuditEntryEntity.mac; absent from exported files. */
  readonly mac?: string;
  /** What a file says of the hash before; absent from the database. */
  readonly previousHash?: string | undefined;
}

/** The entries of a block, of which only the last has its hash in the database. */
export interface TakenBlock {
  /** What all of them say. */
  readonly text: string;
  /** A file that begins within a block has only the last of them. */
  readonly entries: readonly SealedFields[];
  /** Of the last. */
  readonly number: number;
  /** Of the last, hex. */
  readonly hash: string;
  /** Whether the entries, where they are told apart from it, say what the text says. */
  readonly isOfText: boolean;
  /** Whether the row says of the entries what they say, and Tollgate wrote it, where the key that tells is at hand. */
  readonly isIntact: boolean;
  /** Whether the index leads to each of them. */
  readonly isIndexed: boolean;
}

/** What is wrong, in a sentence, and where the first fault is. */
export interface Fault {
  readonly chain: string;
  /** The entry's place in the chain; null where no place can be named. */
  readonly number: number | null;
  readonly entryId: string | null;
  readonly what: string;
}

/** Where the entries given begin: after the chain's beginning, or after what retention has removed. */
export interface ChainStart {
  readonly number: number;
  readonly hash: string;
}

interface End {
  readonly number: number;
  readonly hash: string | null;
}

export class ChainVerifier {
  private fault: Fault | null = null;
  private readonly start: ChainStart;
  private at: { number: number; hash: string };
  private readonly checkpoints: readonly SignedCheckpoint[];

  /**
   * @param key the private key, where it is at hand, tells changed entries from moved ones as well.
   * @param checkpoints signed statements about this chain, from the database, a file or both.
   * @param start where an exported file begins; left out for a whole chain.
   */
  constructor(
    private readonly chain: string,
    private readonly key: AuditKey | AuditVerificationKey,
    checkpoints: readonly SignedCheckpoint[],
    start?: ChainStart,
  ) {
    const forged = checkpoints.find((checkpoint) => !isGenuine(checkpoint, key));
    this.checkpoints = checkpoints.filter((checkpoint) => checkpoint.chain === chain);
    const removal = this.latest('removal');
    this.start = start ?? removal ?? { number: 0, hash: genesisHash(chain) };
    this.at = { number: this.start.number, hash: this.start.hash };
    if (forged !== undefined) {
      this.found(
        forged.number,
        null,
        `the ${forged.kind} signed at entry ${forged.number} is not genuine: its signature does not fit`,
      );
    }
  }

  get entries(): number {
    return this.at.number - this.start.number;
  }

  /** Whether what is said of the hash before what comes next is so, where anything is. */
  isAfterLast(previousHash: string | undefined): boolean {
    return previousHash === undefined || previousHash === this.at.hash;
  }

  /** The next entry, by number. */
  take(entry: TakenEntry): void {
    if (this.fault !== null) return;
    const entryId = idOf(entry.fields);
    const expected = this.at.number + 1;
    if (!this.isNext(entry.number, entryId)) return;
    const canonical = canonicalEntry(entry.fields);
    const intact =
      entry.mac === undefined || !('hasMac' in this.key) ? null : this.key.hasMac(canonical, entry.mac);
    if (!this.isAfterLast(entry.previousHash) || sealHash(this.at.hash, canonical) !== entry.hash) {
      const what =
        intact === null
          ? 'was changed, added or moved'
          : intact
            ? 'was moved or its seal changed'
            : 'was changed or added';
      this.found(expected, entryId, `entry ${expected} ${what}: it does not fit its seal`);
      return;
    }
    if (intact === false) {
      this.found(
        expected,
        entryId,
        `entry ${expected} was not written by Tollgate, or was changed before it was sealed`,
      );
      return;
    }
    if (this.contradicts({ number: expected, hash: entry.hash })) {
      this.found(
        expected,
        entryId,
        `entry ${expected} or one before it was changed: another was there when it was signed`,
      );
      return;
    }
    this.at = { number: expected, hash: entry.hash };
  }

  /** The entries of the next block. */
  takeBlock(block: TakenBlock): void {
    if (this.fault !== null) return;
    const { entries, number, hash, isOfText, isIntact, isIndexed } = block;
    const first = number - entries.length + 1;
    if (!this.isNext(first, idOf(entries[0]))) return;
    const which = oneOf(first, number);
    const ends = this.endsOf(block);
    if (ends.some((end) => this.contradicts(end))) {
      this.found(first, null, `${which} or one before was changed: another was there when it was signed`);
      return;
    }
    const at = ends.at(-1);
    if (at?.hash !== hash || !isOfText)
      this.found(first, null, `${which} was changed, added or moved: it does not fit its seal`);
    else if (!isIntact)
      this.found(first, null, `${which} was not written by Tollgate, or was changed before it was sealed`);
    else if (!isIndexed)
      this.found(first, null, `${which} is not found by whoever looks for it: the index was changed`);
    else this.at = { number, hash };
  }

  /** Of a block to which there is no end. */
  takeUnfinished(first: number, last: number): void {
    if (this.fault !== null || !this.isNext(first, null)) return;
    this.found(first, null, `${oneOf(first, last)} was removed`);
  }

  /** Where each entry of a block ends; null in the place of the hash where it has none of its own. */
  private endsOf({ text, entries, number }: TakenBlock): End[] {
    if (isOneLink(text)) {
      const inner = entries.slice(1).map((_, i) => ({ number: number - entries.length + 1 + i, hash: null }));
      return [...inner, { number, hash: sealHash(this.at.hash, text) }];
    }
    let end = this.at;
    return entries.map((fields) => {
      end = { number: end.number + 1, hash: sealHash(end.hash, canonicalEntry(fields)) };
      return end;
    });
  }

  /** Whether something else was signed at this place. */
  private contradicts({ number, hash }: End): boolean {
    return this.checkpoints.some((signed) => signed.number === number && signed.hash !== hash);
  }

  /** Whether what begins at this place follows what was taken before. */
  private isNext(number: number, entryId: string | null): boolean {
    const expected = this.at.number + 1;
    if (number > expected) {
      const last = number - 1;
      this.found(
        expected,
        null,
        last === expected ? `entry ${expected} was removed` : `entries ${expected} to ${last} were removed`,
      );
    } else if (number < expected) {
      this.found(number, entryId, `entry ${number} was added or moved: its place is behind`);
    }
    return number === expected;
  }

  /** After the last entry. Null where everything is as it was sealed. */
  end(): Fault | null {
    if (this.fault !== null) return this.fault;
    const head = this.latest('head');
    if (head === null) {
      if (this.entries > 0) this.found(null, null, 'no signed head says how far the chain reaches');
    } else if (this.at.number < head.number) {
      const next = this.at.number + 1;
      this.found(next, null, `the end was cut off: entries ${next} to ${head.number} are missing`);
    } else if (this.at.number > head.number) {
      this.found(head.number + 1, null, `entry ${head.number + 1} was added: the signed head is before it`);
    }
    return this.fault;
  }

  private latest(kind: SignedCheckpoint['kind']): SignedCheckpoint | null {
    const ofKind = this.checkpoints.filter((checkpoint) => checkpoint.kind === kind);
    return ofKind.reduce<SignedCheckpoint | null>(
      (latest, each) => (latest === null || each.number > latest.number ? each : latest),
      null,
    );
  }

  private found(number: number | null, entryId: string | null, what: string): void {
    this.fault ??= { chain: this.chain, number, entryId, what };
  }
}

function idOf(fields: SealedFields | undefined): string | null {
  const id = fields?.['id'];
  return typeof id === 'string' ? id : null;
}

function oneOf(first: number, last: number): string {
  return first === last ? `entry ${first}` : `one of the entries ${first} to ${last}`;
}
