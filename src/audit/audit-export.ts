/** Reads the sealed entries of an organization in the order of its chain, a few at a time however many there are. */
import { MoreThan } from 'typeorm';
import { assertCan } from '../access/authorize';
import type { Caller } from '../access/principal';
import type { Store } from '../kernel/store';
import { AuditCheckpointEntity } from './audit-checkpoint.entity';
import { AuditEntryEntity } from './audit-entry.entity';
import { blockTexts } from './block-texts';
import { genesisHash, type SealedFields } from './entry-seal';
import {
  hashesBefore,
  numberBefore,
  sealedEntries,
  type SealedEntry,
  type SealedTogether,
} from './sealed-rows';
import { isBlock, withEnoughEntries } from './use-block';

const BATCH = 500;
/** No more rows are read together once they have as many entries. */
const ENOUGH_ENTRIES = 4_096;

/** A line of an export. The entries come with what verifies them, the signed statements at the beginning and end. */
export type ExportLine =
  | (SealedFields & {
      readonly seal: {
        readonly chain: string;
        readonly number: number;
        /** Of what was sealed before. */
        readonly previousHash: string;
        readonly hash: string;
      } & Partial<SealedTogether>;
    })
  | { readonly checkpoint: AuditCheckpointEntity };

export class AuditExport {
  constructor(private readonly store: Store) {}

  /** To be called before the first line is sent. @throws DomainError FORBIDDEN, UNAUTHENTICATED. */
  assertMayExport(caller: Caller): void {
    assertCan(caller.principal, 'auditLog.read');
  }

  /** @param after the number of the last entry that the caller has; 0 for all. */
  async *lines(caller: Caller, after: number): AsyncGenerator<ExportLine> {
    this.assertMayExport(caller);
    const chain = caller.principal.organizationId;
    const { read } = this.store;
    const removal = await read.findOneBy(AuditCheckpointEntity, { chain, kind: 'removal' });
    if (removal !== null && after <= removal.number) yield { checkpoint: removal };
    // What is sealed from here on is for the next export: this one ends where this head says.
    const head = await read.findOneBy(AuditCheckpointEntity, { chain, kind: 'head' });
    if (head === null) return;

    let number = Math.max(after, removal?.number ?? 0);
    let previousHash: string | null = null;
    while (number < head.number) {
      const rows = await this.rowsAfter(chain, number);
      // At once, however slowly the client reads.
      const texts = await blockTexts(read, rows);
      const first = rows[0];
      if (first !== undefined && (previousHash === null || numberBefore(first) !== number))
        previousHash = (await hashesBefore(read, [first])).get(first.id) ?? previousHash;
      await this.assertThere(chain, number);
      if (first === undefined) break;
      previousHash ??= genesisHash(chain);
      for (const row of rows) {
        const text = isBlock(row) ? (texts.get(row.id) ?? '') : null;
        const entries: readonly SealedEntry[] = sealedEntries(row, text, previousHash);
        for (const { fields, number: place, hash, together } of entries) {
          if (place > head.number || hash === null) break;
          const seal = { chain, number: place, previousHash, hash, ...together };
          // It may be in the middle of a block that the caller has had enough.
          if (place > number) yield { ...fields, seal };
          if (place === (together?.last ?? place)) previousHash = hash;
        }
        number = Math.max(number, row.sealNumber ?? 0);
      }
    }
    yield { checkpoint: head };
  }

  private async rowsAfter(chain: string, number: number): Promise<readonly AuditEntryEntity[]> {
    const rows = await this.store.read.find(AuditEntryEntity, {
      where: { chain, sealNumber: MoreThan(number) },
      order: { sealNumber: 'ASC' },
      take: BATCH,
    });
    return withEnoughEntries(rows, ENOUGH_ENTRIES);
  }

  /** Throws where retention has removed what was to come: the file must not pass for whole. */
  private async assertThere(chain: string, number: number): Promise<void> {
    const removal = await this.store.read.findOneBy(AuditCheckpointEntity, { chain, kind: 'removal' });
    if (removal !== null && removal.number > number)
      throw new Error('Entries were removed while they were exported.');
  }
}
