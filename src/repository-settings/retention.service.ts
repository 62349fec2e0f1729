/** How long a repository keeps its data, and whether a search starts on its own. */
import { assertCan } from '../access/authorize';
import type { Caller } from '../access/principal';
import { actedBy } from '../audit/actor';
import type { AuditLog } from '../audit/audit-log';
import { badInput } from '../kernel/domain-error';
import type { Store } from '../kernel/store';
import { findVisible } from '../organizations/search-domain-directory';
import { SearchDomainEntity } from '../organizations/search-domain.entity';

/** In days and gigabytes (10^9 bytes). Null or absent leaves a limit as it is, 0 lifts it. */
export interface RetentionChange {
  readonly timeBasedRetention?: number | null | undefined;
  readonly ingestSizeBasedRetention?: number | null | undefined;
  readonly storageSizeBasedRetention?: number | null | undefined;
  readonly timeBasedBackupRetention?: number | null | undefined;
}

const MILLIS_PER_DAY = 86_400_000;
const BYTES_PER_GIGABYTE = 1_000_000_000;

const COLUMNS = {
  timeBasedRetention: { column: 'retentionMillis', unit: MILLIS_PER_DAY },
  ingestSizeBasedRetention: { column: 'retentionIngestBytes', unit: BYTES_PER_GIGABYTE },
  storageSizeBasedRetention: { column: 'retentionStorageBytes', unit: BYTES_PER_GIGABYTE },
  timeBasedBackupRetention: { column: 'backupRetentionMillis', unit: MILLIS_PER_DAY },
} as const;

type RetentionColumn = (typeof COLUMNS)[keyof typeof COLUMNS]['column'];

export class RetentionService {
  constructor(
    private readonly store: Store,
    private readonly auditLog: AuditLog,
  ) {}

  /** @throws DomainError FORBIDDEN, NOT_FOUND, BAD_USER_INPUT for a limit below zero or beyond counting. */
  async change(caller: Caller, repositoryName: string, change: RetentionChange): Promise<SearchDomainEntity> {
    const { principal } = caller;
    const after = inColumns(change);
    return this.store.transact(async (manager) => {
      const repository = await findVisible(manager, principal, repositoryName, 'repository');
      assertCan(principal, 'repositories.changeRetention', { viewIds: [repository.id] });
      const columns = Object.keys(after) as RetentionColumn[];
      if (columns.length === 0) return repository;
      const before = Object.fromEntries(columns.map((column) => [column, repository[column]]));
      await manager.update(SearchDomainEntity, { id: repository.id }, after);
      await this.auditLog.record(manager, actedBy(caller), {
        type: 'repository.retention.update',
        repoId: repository.id,
        repoName: repository.name,
        before,
        after,
      });
      return Object.assign(repository, after);
    });
  }

  /** @throws DomainError FORBIDDEN, NOT_FOUND. */
  async setAutomaticSearch(caller: Caller, name: string, automaticSearch: boolean): Promise<boolean> {
    const { principal } = caller;
    return this.store.transact(async (manager) => {
      const domain = await findVisible(manager, principal, name);
      assertCan(principal, 'searchDomains.changeSearchSettings', { viewIds: [domain.id] });
      await manager.update(SearchDomainEntity, { id: domain.id }, { automaticSearch });
      await this.auditLog.record(manager, actedBy(caller), {
        type: 'searchdomain.automaticsearch.update',
        repoId: domain.id,
        repoName: domain.name,
        before: { automaticSearch: domain.automaticSearch },
        after: { automaticSearch },
      });
      return automaticSearch;
    });
  }
}

function inColumns(change: RetentionChange): Partial<Record<RetentionColumn, number | null>> {
  const after: Partial<Record<RetentionColumn, number | null>> = {};
  for (const field of Object.keys(COLUMNS) as (keyof typeof COLUMNS)[]) {
    const value = change[field];
    if (value === null || value === undefined) continue;
    const { column, unit } = COLUMNS[field];
    const amount = Math.round(value * unit);
    if (value < 0 || (value > 0 && amount === 0) || !Number.isSafeInteger(amount))
      throw badInput(`${field} must be 0 (no limit) or above, and countable.`);
    after[column] = amount === 0 ? null : amount;
  }
  return after;
}
