/** A log in which each use has an entry of its own, as servers write it. */
import { organizationGrants } from '../../../src/access/grants';
import type { Caller } from '../../../src/access/principal';
import { actedBy } from '../../../src/audit/actor';
import { UseBlocks } from '../../../src/audit/use-blocks';
import { UseIndexEntity } from '../../../src/audit/use-index.entity';
import { UseBlockEntity } from '../../../src/audit/use-block.entity';
import { AuditEntryEntity, BLOCK } from '../../../src/audit/audit-entry.entity';
import { AUDIT_KEY } from '../../support/audit-key';
import { token } from '../access/principals';
import { SealedLog } from './sealed-log';

export interface UseOf {
  readonly tokenId?: string;
  readonly organizationId?: string;
  readonly clientAddress?: string | null;
  readonly requestId?: string;
}

export class LoggedUses {
  private requests = 0;
  readonly blocks: UseBlocks;

  private constructor(readonly log: SealedLog) {
    this.blocks = new UseBlocks(log.temporary.store, log.auditLog, AUDIT_KEY);
  }

  static async open(): Promise<LoggedUses> {
    return new LoggedUses(await SealedLog.open());
  }

  caller({ tokenId = 'token-1', organizationId = 'org-1', clientAddress = null, requestId }: UseOf): Caller {
    const grants = organizationGrants(['ViewUsage']);
    return {
      principal: token('organization', grants, { organizationId, tokenId }),
      origin: { requestId: requestId ?? `request-${++this.requests}`, clientAddress, userAgent: 'curl/8' },
    };
  }

  /** Resolves once it is on record. */
  async use(of: UseOf = {}): Promise<void> {
    const caller = this.caller(of);
    const kind = this.blocks.kindOf(actedBy(caller), { type: 'hashedtokens.use', operation: 'Query.viewer' });
    await this.blocks.append(kind, this.log.clock.now(), caller.origin);
  }

  /** At the same moment, and so in one block. */
  async useTogether(...uses: readonly UseOf[]): Promise<void> {
    await Promise.all(uses.map((of) => this.use(of)));
  }

  async seal(): Promise<void> {
    await this.log.sealer.seal();
  }

  rows(): Promise<AuditEntryEntity[]> {
    return this.log.temporary.store.read.find(AuditEntryEntity, { order: { sequence: 'ASC' } });
  }

  async blockRows(): Promise<AuditEntryEntity[]> {
    return (await this.rows()).filter(({ type }) => type === BLOCK);
  }

  texts(): Promise<UseBlockEntity[]> {
    return this.log.temporary.store.read.find(UseBlockEntity);
  }

  index(): Promise<UseIndexEntity[]> {
    return this.log.temporary.store.read.find(UseIndexEntity);
  }

  remove(): Promise<void> {
    return this.log.remove();
  }
}
