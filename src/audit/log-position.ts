/** Where an entry stands in the audit log as it is read, newest first; and the cursors that say so. */
import { badInput } from '../kernel/domain-error';
import type { AuditEntryEntity } from './audit-entry.entity';

export interface Position {
  /** Milliseconds since the epoch. */
  readonly time: number;
  readonly sequence: number;
  /** From 1 within a block; 0 for what is none of a block. */
  readonly place: number;
}

export interface Found {
  readonly entry: AuditEntryEntity;
  readonly place: number;
}

function positionOf({ entry, place }: Found): Position {
  return { time: entry.time, sequence: entry.sequence, place };
}

/** For sorting. */
export function newestFirst(one: Found, other: Found): number {
  return compared(positionOf(other), positionOf(one));
}

/** Whether it comes after the position, and so is older. */
export function isAfter(found: Found, position: Position): boolean {
  return compared(positionOf(found), position) < 0;
}

function compared(one: Position, other: Position): number {
  return one.time - other.time || one.sequence - other.sequence || one.place - other.place;
}

/** Opaque to clients: entries keep their place however many are written after. */
export function cursorAfter(found: Found): string {
  const { time, sequence, place } = positionOf(found);
  return Buffer.from(`${time}.${sequence}${place === 0 ? '' : `.${place}`}`).toString('base64url');
}

/** @throws DomainError BAD_USER_INPUT. */
export function parseCursor(cursor: string): Position {
  const text = Buffer.from(cursor, 'base64url').toString('latin1');
  const match = /^(\d{1,16})\.(\d{1,16})(?:\.(\d{1,8}))?$/.exec(text);
  if (match === null) throw badInput('cursor must be the nextCursor of a page before.');
  return { time: Number(match[1]), sequence: Number(match[2]), place: Number(match[3] ?? 0) };
}
