/** Looks on while an export goes by: how many entries it has, and whether its end, which the server signs, has come. */

export interface ExportSummary {
  readonly entries: number;
  /** The number of the last entry, by the signed end; 0 where nothing is sealed yet. */
  readonly last: number;
  /** Whether there are lines, but not the one that ends them. */
  readonly isCutOff: boolean;
}

/** What the lines begin with that are no entries. */
const CHECKPOINT = '{"checkpoint":';

export class ExportLines {
  entries = 0;
  private readonly decoder = new TextDecoder();
  private rest = '';
  private last: string | null = null;

  take(chunk: Uint8Array): void {
    const lines = (this.rest + this.decoder.decode(chunk, { stream: true })).split('\n');
    this.rest = lines.pop() ?? '';
    for (const line of lines) {
      if (!line.startsWith(CHECKPOINT)) this.entries += 1;
      this.last = line;
    }
  }

  end(): ExportSummary {
    const { entries, last, rest } = this;
    if (last === null && rest === '') return { entries, last: 0, isCutOff: false };
    const head = rest === '' ? headOf(last ?? '') : null;
    return { entries, last: head ?? 0, isCutOff: head === null };
  }
}

/** The number up to which the log is signed; null for a line of another kind. */
function headOf(line: string): number | null {
  if (!line.startsWith(CHECKPOINT)) return null;
  const { checkpoint } = JSON.parse(line) as { checkpoint: { kind?: unknown; number?: unknown } };
  return checkpoint.kind === 'head' && typeof checkpoint.number === 'number' ? checkpoint.number : null;
}
