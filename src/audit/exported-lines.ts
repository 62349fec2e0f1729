/** The lines of an exported audit log: entries with their seals, and signed statements. */
import type { Json } from '../kernel/canonical-json';
import type { SignedCheckpoint } from './checkpoint';
import { membersIn, membersOf, type SealedFields } from './entry-seal';
import type { SealedTogether } from './sealed-rows';

export interface LineSeal extends Partial<SealedTogether> {
  readonly chain: string;
  readonly number: number;
  /** What is forwarded has none. */
  readonly previousHash?: string;
  readonly hash: string;
}

export interface ExportedEntry {
  readonly fields: SealedFields;
  readonly seal: LineSeal;
}

export type ExportedLine =
  | { readonly kind: 'checkpoint'; readonly checkpoint: SignedCheckpoint }
  | ({ readonly kind: 'entry' } & ExportedEntry);

/** @throws SyntaxError naming the line that is none. */
export async function* linesIn(lines: AsyncIterable<string>): AsyncGenerator<ExportedLine> {
  let number = 0;
  for await (const text of lines) {
    number += 1;
    if (text.trim() === '') continue;
    const line = asLine(text);
    if (line === null) throw new SyntaxError(`Line ${number} is none of an exported audit log.`);
    yield line;
  }
}

function asLine(text: string): ExportedLine | null {
  const line = membersIn(text);
  if (line === null) return null;
  const { seal, checkpoint, ...fields } = line;
  if (checkpoint !== undefined)
    return isCheckpoint(checkpoint) ? { kind: 'checkpoint', checkpoint: checkpoint } : null;
  return isSeal(seal) ? { kind: 'entry', fields, seal } : null;
}

function isSeal(value: Json | undefined): value is LineSeal & Json {
  const { chain, number, hash, previousHash, last, text } = membersOf(value);
  return (
    areTexts(chain, hash, ...given(previousHash), ...given(text)) &&
    [number, ...given(last)].every(Number.isSafeInteger)
  );
}

function isCheckpoint(value: Json): value is SignedCheckpoint & Json {
  const { kind, chain, number, hash, time, keyId, signature } = membersOf(value);
  return (
    areTexts(chain, hash, keyId, signature) &&
    (kind === 'head' || kind === 'removal') &&
    Number.isSafeInteger(number) &&
    typeof time === 'number'
  );
}

/** Of what may be left out. */
function given(value: Json | undefined): Json[] {
  return value === undefined ? [] : [value];
}

function areTexts(...values: unknown[]): boolean {
  return values.every((value) => typeof value === 'string');
}
