/** Reads the sealed entries of an organization in the order of its chain, a few at a time however many there are. */
import { MoreThan } from 'typeorm';
import { assertCan } from '../access/authorize';
import type { Caller } from '../access/principal';
import type { Store } from '../kernel/store';
import { AuditCheckpointEntity } from './audit-checkpoint.entity';
import { AuditEntryEntity } from './audit-entry.entity';
import { genesisHash, sealedFields, type SealedFields } from './entry-seal';

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
    let previousHash = await this.hashAt(chain, number, removal);
    while (number < head.number) {
      const entries = await read.find(AuditEntryEntity, {
        where: { chain, sealNumber: MoreThan(number) },
        order: { sealNumber: 'ASC' },
        take: BATCH,
      });
      if (entries.length === 0) break;
      for (const entry of entries) {
        if (entry.sealNumber === null || entry.sealHash === null) continue;
        if (entry.sealNumber > head.number) break;
        const seal = { chain, number: entry.sealNumber, previousHash, hash: entry.sealHash };
        yield { ...sealedFields(entry), seal };
        number = entry.sealNumber;
        previousHash = entry.sealHash;
      }
    }
    yield { checkpoint: head };
  }

  private async hashAt(
    chain: string,
    number: number,
    removal: AuditCheckpointEntity | null,
  ): Promise<string> {
    if (number === 0) return genesisHash(chain);
    if (removal?.number === number) return removal.hash;
    const entry = await this.store.read.findOneBy(AuditEntryEntity, { chain, sealNumber: number });
    return entry?.sealHash ?? genesisHash(chain);
  }
}
