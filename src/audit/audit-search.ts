/** Reads the audit log: what happened in the caller's organization, newest first. */
import type { SelectQueryBuilder } from 'typeorm';
import { assertCan } from '../access/authorize';
import type { Caller } from '../access/principal';
import { badInput } from '../kernel/domain-error';
import { checkedSlice } from '../kernel/paging';
import type { Store } from '../kernel/store';
import { AuditEntryEntity, type AuditOutcome } from './audit-entry.entity';

type Optional<T> = T | null | undefined;

export interface AuditEntryFilter {
  /** From this moment on, milliseconds since the epoch. */
  readonly from?: Optional<number>;
  /** Before this moment, milliseconds since the epoch. */
  readonly to?: Optional<number>;
  readonly type?: Optional<string>;
  readonly outcome?: Optional<AuditOutcome>;
  readonly actorUserId?: Optional<string>;
  readonly actorTokenId?: Optional<string>;
  readonly targetId?: Optional<string>;
  readonly clientAddress?: Optional<string>;
}

export interface AuditEntriesPage {
  readonly entries: readonly AuditEntryEntity[];
  /** Where the next page begins; null after the last. */
  readonly nextCursor: string | null;
}

export interface AuditQuery {
  readonly filter: AuditEntryFilter;
  readonly cursor: string | null;
  readonly limit: Optional<number>;
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

    const rows = this.store.read.createQueryBuilder(AuditEntryEntity, 'entry');
    if (query.ofNoOrganization) rows.where('entry.organizationId IS NULL');
    else rows.where('entry.organizationId = :organizationId', { organizationId: principal.organizationId });
    applyFilter(rows, query.filter);
    if (query.cursor !== null) {
      const { time, sequence } = parseCursor(query.cursor);
      rows.andWhere('(entry.time, entry.sequence) < (:time, :sequence)', { time, sequence });
    }
    const found = await rows
      .orderBy('entry.time', 'DESC')
      .addOrderBy('entry.sequence', 'DESC')
      .limit(take + 1)
      .getMany();
    const entries = found.slice(0, take);
    const last = entries.at(-1);
    return { entries, nextCursor: found.length > take && last !== undefined ? cursorAfter(last) : null };
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

/** Opaque to clients: entries keep their place however many are written after. */
function cursorAfter({ time, sequence }: AuditEntryEntity): string {
  return Buffer.from(`${time}.${sequence}`).toString('base64url');
}

/** @throws DomainError BAD_USER_INPUT. */
function parseCursor(cursor: string): { time: number; sequence: number } {
  const match = /^(\d{1,16})\.(\d{1,16})$/.exec(Buffer.from(cursor, 'base64url').toString('latin1'));
  if (match === null) throw badInput('cursor must be the nextCursor of a page before.');
  return { time: Number(match[1]), sequence: Number(match[2]) };
}
