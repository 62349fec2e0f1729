/** Where each row of the audit log ends in the chain of its organization: what sealing works out. */
import { fieldsOf, linesOf } from './block-lines';
import { ChainHash } from './chain-hash';
import { canonicalEntry } from './entry-seal';
import { isOneLink } from './use-shape';

/** What a row says. */
export interface ReadRow {
  /** The text of a block; of any other row its entry in the form of RFC 8785. */
  readonly text: string;
  readonly isBlock: boolean;
  /** How many entries the row says that it has. */
  readonly count: number;
  /** Whether Tollgate wrote it. What it has not written may have any form. */
  readonly isGenuine: boolean;
}

export interface RowEnd {
  /** How many entries the row has. */
  readonly entries: number;
  /** Of the last, hex. */
  readonly hash: string;
}

/**
 * One for each row.
 *
 * @param after the hash of the entry before the first, hex.
 * @param rows that come next in a chain, in their order.
 */
export function rowEnds(after: string, rows: readonly ReadRow[]): RowEnd[] {
  const chain = new ChainHash(after);
  return rows.map((row) => ({ entries: addRow(chain, row), hash: chain.hex }));
}

/** Answers how many entries it has. */
function addRow(chain: ChainHash, { text, isBlock, count, isGenuine }: ReadRow): number {
  if (isBlock && isOneLink(text)) {
    chain.add(text);
    // As many are told of as there are read, whatever the row says.
    return isGenuine ? count : linesOf(text).length;
  }
  const lines = isBlock ? linesOf(text) : [text];
  for (const line of lines) chain.add(isGenuine ? line : canonicalEntry(fieldsOf(line)));
  return lines.length;
}
