/** Verifies an exported audit log: what a file has, from where it begins to where its signed head says. */
import { fieldsOf, linesOf } from './block-lines';
import { ChainVerifier, type Fault } from './chain-verifier';
import type { AuditVerificationKey } from './audit-key';
import type { SignedCheckpoint } from './checkpoint';
import { canonicalEntry } from './entry-seal';
import { linesIn, type ExportedEntry, type LineSeal } from './exported-lines';
import type { Verification } from './log-verifier';

/** One chain in a file. */
class ExportedChain {
  private readonly verifier: ChainVerifier;
  /** The last lines, where they were sealed together with what is to come. */
  private begun: { readonly last: number; readonly lines: ExportedEntry[] } | null = null;
  /** Of the first line, where the file begins after others. */
  private readonly beginsAt: number | null;

  constructor(key: AuditVerificationKey, checkpoints: readonly SignedCheckpoint[], first: LineSeal) {
    const { chain, number, previousHash } = first;
    // A file may begin anywhere: it vouches for what is in it, from there.
    const start =
      number === 1 || previousHash === undefined ? undefined : { number: number - 1, hash: previousHash };
    this.beginsAt = start === undefined ? null : number;
    this.verifier = new ChainVerifier(chain, key, checkpoints, start);
  }

  get entries(): number {
    return this.verifier.entries;
  }

  take(entry: ExportedEntry): void {
    const { number, hash, previousHash, last } = entry.seal;
    if (this.begun !== null && this.begun.last !== last) this.leaveUnfinished();
    if (last === undefined) {
      this.verifier.take({ fields: entry.fields, number, hash, previousHash });
      return;
    }
    this.begun ??= { last, lines: [] };
    this.begun.lines.push(entry);
    if (number >= last) this.finish(entry.seal, this.begun.lines);
  }

  end(): Fault | null {
    if (this.begun !== null) this.leaveUnfinished();
    return this.verifier.end();
  }

  private finish({ number, hash, last, text = '' }: LineSeal, lines: readonly ExportedEntry[]): void {
    this.begun = null;
    const first = number - lines.length + 1;
    const told = linesOf(text).map((line) => canonicalEntry(fieldsOf(line)));
    // What comes before the file begins may be of the same block.
    const expected = first === this.beginsAt ? told.slice(-lines.length) : told;
    const isOfText =
      number === last &&
      expected.length === lines.length &&
      lines.every(({ fields, seal }, i) => {
        const isInPlace = seal.number === first + i && seal.hash === hash;
        return (
          isInPlace && this.verifier.isAfterLast(seal.previousHash) && canonicalEntry(fields) === expected[i]
        );
      });
    const entries = lines.map(({ fields }) => fields);
    // What else a row says is not in a file.
    this.verifier.takeBlock({ text, entries, number, hash, isOfText, isIntact: true, isIndexed: true });
  }

  private leaveUnfinished(): void {
    const { last, lines } = this.begun ?? { last: 0, lines: [] };
    this.verifier.takeUnfinished(lines[0]?.seal.number ?? last, last);
    this.begun = null;
  }
}

/**
 * An exported file, or several in the order of their export.
 * @param lines reads the file from its beginning; called twice.
 * @throws SyntaxError naming the line that is none of an export.
 */
export async function verifyExport(
  lines: () => AsyncIterable<string>,
  key: AuditVerificationKey,
  kept: readonly SignedCheckpoint[],
): Promise<Verification> {
  const checkpoints = [...kept];
  for await (const line of linesIn(lines()))
    if (line.kind === 'checkpoint') checkpoints.push(line.checkpoint);

  const chains = new Map<string, ExportedChain>();
  for await (const line of linesIn(lines())) {
    if (line.kind === 'checkpoint') continue;
    let chain = chains.get(line.seal.chain);
    if (chain === undefined)
      chains.set(line.seal.chain, (chain = new ExportedChain(key, checkpoints, line.seal)));
    chain.take(line);
  }
  const faults = [...chains.values()].map((chain) => chain.end());
  return {
    chains: chains.size,
    entries: [...chains.values()].reduce((sum, chain) => sum + chain.entries, 0),
    unsealed: 0,
    faults: faults.filter((fault) => fault !== null),
  };
}
