/** What the text of a block says: entries, each a line. */
import { ownText } from '../kernel/own-text';
import { isWellFormed } from '../kernel/text';
import { membersIn, type SealedFields } from './entry-seal';
import { entriesOfBlock } from './use-shape';

/**
 * The entries in the form of RFC 8785. At least one, also where the text is gone or none of a block: what is missing
 * must have a place in the chain to be missed.
 */
export function linesOf(text: string): string[] {
  return entriesOfBlock(text)?.map(({ line }) => line) ?? [text];
}

/** A line that is none of an entry is one that was tampered with: that is to be found out, and to stop nothing. */
export function fieldsOf(line: string): SealedFields {
  const fields = isWellFormed(line) ? membersIn(line) : null;
  return fields ?? { unreadable: ownText(line) };
}
