/** S3 archiving of repositories: where to, whether, and from when on. */
import { In, type EntityManager } from 'typeorm';
import { assertCan, can } from '../access/authorize';
import type { Caller } from '../access/principal';
import { actedBy } from '../audit/actor';
import type { AuditLog } from '../audit/audit-log';
import type { Clock } from '../kernel/clock';
import { badInput, conflict } from '../kernel/domain-error';
import type { Store } from '../kernel/store';
import { findVisible } from '../organizations/search-domain-directory';
import type { SearchDomainEntity } from '../organizations/search-domain.entity';
import { checkedS3Archiving, type S3ArchivingInput } from './s3-archiving';
import { S3ArchivingEntity } from './s3-archiving.entity';

export type ArchivalKind = 'RepoOnly' | 'ClusterWideOnly' | 'All';

export class ArchivingService {
  constructor(
    private readonly store: Store,
    private readonly auditLog: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Sets or replaces the destination, and leaves archiving on. @throws DomainError FORBIDDEN, NOT_FOUND, BAD_USER_INPUT. */
  async configureS3(caller: Caller, repositoryName: string, input: S3ArchivingInput): Promise<void> {
    const checked = checkedS3Archiving(input);
    await this.change(caller, repositoryName, (before, repositoryId) =>
      Object.assign(new S3ArchivingEntity(), checked, {
        repositoryId,
        tagOrderInName: JSON.stringify(checked.tagOrderInName),
        disabled: false,
        resetAt: before?.resetAt ?? null,
      }),
    );
  }

  /** @throws DomainError FORBIDDEN, NOT_FOUND, CONFLICT while there is no destination. */
  async setS3Enabled(caller: Caller, repositoryName: string, enabled: boolean): Promise<void> {
    await this.change(caller, repositoryName, (before) => ({ ...configured(before), disabled: !enabled }));
  }

  /** Notes that archiving is to begin again. @throws DomainError FORBIDDEN, NOT_FOUND, BAD_USER_INPUT, CONFLICT. */
  async resetS3(caller: Caller, repositoryName: string, kind: ArchivalKind): Promise<void> {
    assertCan(caller.principal, 'repositories.changeArchiving');
    if (kind === 'ClusterWideOnly') {
      throw badInput('archivalKind must be RepoOnly or All: Tollgate keeps no cluster-wide archiving.');
    }
    await this.change(caller, repositoryName, (before) => ({
      ...configured(before),
      resetAt: this.clock.now(),
    }));
  }

  /** For a batch of repositories that the caller has been shown; left out where the caller may not change archiving. */
  async s3Of(caller: Caller, repositoryIds: readonly string[]): Promise<Map<string, S3ArchivingEntity>> {
    const readable = repositoryIds.filter(
      (id) => can(caller.principal, 'repositories.changeArchiving', { viewIds: [id] }) || reads(caller, id),
    );
    const rows = await this.store.read.findBy(S3ArchivingEntity, { repositoryId: In(readable) });
    return new Map(rows.map((row) => [row.repositoryId, row]));
  }

  private async change(
    caller: Caller,
    repositoryName: string,
    next: (before: S3ArchivingEntity | null, repositoryId: string) => S3ArchivingEntity,
  ): Promise<void> {
    const { principal } = caller;
    await this.store.transact(async (manager) => {
      const repository = await findVisible(manager, principal, repositoryName, 'repository');
      assertCan(principal, 'repositories.changeArchiving', { viewIds: [repository.id] });
      const before = await manager.findOneBy(S3ArchivingEntity, { repositoryId: repository.id });
      const after = next(before, repository.id);
      await manager.save(S3ArchivingEntity, after);
      await this.record(manager, caller, repository, before, after);
    });
  }

  private async record(
    manager: EntityManager,
    caller: Caller,
    repository: SearchDomainEntity,
    before: S3ArchivingEntity | null,
    after: S3ArchivingEntity,
  ): Promise<void> {
    await this.auditLog.record(manager, actedBy(caller), {
      type: 'repository.archiving.update',
      repoId: repository.id,
      repoName: repository.name,
      before: before === null ? null : asRecorded(before),
      after: asRecorded(after),
    });
  }
}

function asRecorded(archiving: S3ArchivingEntity): object {
  return { ...archiving, tagOrderInName: JSON.parse(archiving.tagOrderInName) as string[] };
}

function reads(caller: Caller, repositoryId: string): boolean {
  const { everyView, views } = caller.principal.grants;
  return everyView.has('ReadAccess') || views.get(repositoryId)?.has('ReadAccess') === true;
}

function configured(archiving: S3ArchivingEntity | null): S3ArchivingEntity {
  if (archiving === null)
    throw conflict('S3 archiving is not configured for the repository; call s3ConfigureArchiving first.');
  return archiving;
}
