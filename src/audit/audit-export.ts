/** Reads the sealed entries of an organization in the order of its chain, a few at a time however many there are. */
import { MoreThan } from 'typeorm';
import { assertCan } from '../access/authorize';
import type { Caller } from '../access/principal';
import type { Store } from '../kernel/store';
import { AuditCheckpointEntity } from './audit-checkpoint.entity';
import { AuditEntryEntity } from './audit-entry.entity';
import { withTexts } from './block-texts';
import { genesisHash, type SealedFields } from './entry-seal';
import { hashesBefore, sealedEntries } from './sealed-rows';

const BATCH = 500;

/** A line of an export. The entries come with what verifies them, the signed statements at the beginning and end. */
export type ExportLine =
  | (SealedFields & {
      readonly seal: {
        readonly chain: string;
        readonly number: number;
        readonly previousHash: string;
        readonly hash: string;
      };
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
      const rows = await read.find(AuditEntryEntity, {
        where: { chain, sealNumber: MoreThan(number) },
        order: { sealNumber: 'ASC' },
        take: BATCH,
      });
      const first = rows[0];
      if (first === undefined) break;
      previousHash ??= (await hashesBefore(read, [first])).get(first.id) ?? genesisHash(chain);
      for await (const [row, text] of withTexts(read, rows)) {
        for (const entry of sealedEntries(row, text, previousHash)) {
          if (entry.number > head.number) break;
          const seal = { chain, number: entry.number, previousHash, hash: entry.hash };
          // It may be in the middle of a block that the caller has had enough.
          if (entry.number > number) yield { ...entry.fields, seal };
          previousHash = entry.hash;
        }
        number = Math.max(number, row.sealNumber ?? 0);
      }
    }
    yield { checkpoint: head };
  }
}
