/** Reads the audit log: what happened in the caller's organization, newest first. */
import type { SelectQueryBuilder } from 'typeorm';
import { assertCan } from '../access/authorize';
import type { Caller } from '../access/principal';
import { checkedSlice } from '../kernel/paging';
import type { Store } from '../kernel/store';
import { AuditEntryEntity, IS_NO_BLOCK } from './audit-entry.entity';
import type { AuditEntryFilter } from './audit-entry-filter';
import { cursorAfter, newestFirst, parseCursor, type Found, type Position } from './log-position';
import { newestUses } from './use-search';

export interface AuditEntriesPage {
  readonly entries: readonly AuditEntryEntity[];
  /** Where the next page begins; null after the last. */
  readonly nextCursor: string | null;
}

export interface AuditQuery {
  readonly filter: AuditEntryFilter;
  readonly cursor: string | null;
  readonly limit: number | null | undefined;
  /** Those that belong to no organization, such as guesses at tokens that do not exist. */
  readonly ofNoOrganization: boolean;
}

const EQUAL = ['type', 'outcome', 'actorUserId', 'actorTokenId', 'targetId', 'clientAddress'] as const;

export class AuditSearch {
  constructor(private readonly store: Store) {}

  /** @throws DomainError FORBIDDEN, BAD_USER_INPUT for a limit out of bounds or a cursor of no page. */
  async page(caller: Caller, query: AuditQuery): Promise<AuditEntriesPage> {
    const { principal } = caller;
    assertCan(principal, 'auditLog.read');
    if (query.ofNoOrganization) assertCan(principal, 'auditLog.readUnattributed');
    const { take } = checkedSlice({ limit: query.limit });

    const before = query.cursor === null ? null : parseCursor(query.cursor);
    const uses = query.ofNoOrganization
      ? []
      : await newestUses(this.store.read, principal.organizationId, query.filter, before, take + 1);
    const others = await this.others(principal.organizationId, query, before, take + 1, uses.at(take));
    const found = [...uses, ...others].sort(newestFirst).slice(0, take + 1);
    const entries = found.slice(0, take);
    const last = entries.at(-1);
    return {
      entries: entries.map(({ entry }) => entry),
      nextCursor: found.length > take && last !== undefined ? cursorAfter(last) : null,
    };
  }

  /**
   * Those that are in no block.
   *
   * @param oldest older ones than this are not wanted.
   */
  private async others(
    organizationId: string,
    { filter, ofNoOrganization }: AuditQuery,
    before: Position | null,
    limit: number,
    oldest: Found | undefined,
  ): Promise<Found[]> {
    const rows = this.store.read.createQueryBuilder(AuditEntryEntity, 'entry');
    if (ofNoOrganization) rows.where('entry.organizationId IS NULL');
    else rows.where('entry.organizationId = :organizationId', { organizationId });
    applyFilter(rows, filter);
    rows.andWhere(`entry.${IS_NO_BLOCK}`);
    // Else all blocks would have to be passed over in search of more.
    if (oldest !== undefined) rows.andWhere('entry.time >= :oldest', { oldest: oldest.entry.time });
    if (before !== null) {
      const { time, sequence } = before;
      rows.andWhere('(entry.time, entry.sequence) < (:time, :sequence)', { time, sequence });
    }
    const found = await rows
      .orderBy('entry.time', 'DESC')
      .addOrderBy('entry.sequence', 'DESC')
      .limit(limit)
      .getMany();
    return found.map((entry) => ({ entry, place: 0 }));
  }
}

function applyFilter(rows: SelectQueryBuilder<AuditEntryEntity>, filter: AuditEntryFilter): void {
  const { from, to } = filter;
  if (typeof from === 'number') rows.andWhere('entry.time >= :from', { from });
  if (typeof to === 'number') rows.andWhere('entry.time < :to', { to });
  for (const column of EQUAL) {
    const value = filter[column];
    if (typeof value === 'string') rows.andWhere(`entry.${column} = :${column}`, { [column]: value });
  }
}
