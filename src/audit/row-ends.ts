/**
 * Where each row of the audit log ends in the chain of its organization: most of the work of sealing, and none that
 * needs a database or a key.
 */
import { fieldsOf, linesOf } from './block-lines';
import { ChainHash } from './chain-hash';
import { canonicalEntry } from './entry-seal';

/** What a row says. */
export interface ReadRow {
  /** The text of a block; of any other row its entry in the form of RFC 8785. */
  readonly text: string;
  readonly isBlock: boolean;
  /** Whether Tollgate wrote it. What it has not written may have any form. */
  readonly isGenuine: boolean;
}

/** The rows that come next in a chain, in their order. */
export interface Continuation {
  /** The hash of the entry before the first, hex. */
  readonly after: string;
  readonly rows: readonly ReadRow[];
}

export interface RowEnd {
  /** How many the row has. */
  readonly entries: number;
  /** Of the last, hex. */
  readonly hash: string;
}

/** For each of some continuations, one for each row. */
export type Ends = readonly (readonly RowEnd[])[];

/** One for each row, each worked out as it is asked for. */
export function* eachRowEnd({ after, rows }: Continuation): Generator<RowEnd> {
  const chain = new ChainHash(after);
  for (const { text, isBlock, isGenuine } of rows) {
    const lines = isBlock ? linesOf(text) : [text];
    for (const line of lines) chain.add(isGenuine ? line : canonicalEntry(fieldsOf(line)));
    yield { entries: lines.length, hash: chain.hex };
  }
}

/** One for each row. */
export function rowEnds(continuation: Continuation): RowEnd[] {
  return [...eachRowEnd(continuation)];
}
