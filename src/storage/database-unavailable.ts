/**
 * Tells failures of the database that pass by themselves, or once the operator has mended them, from
 * faults of the program: the first are answered with 503 and tried again, the second are not.
 */

import type { Unavailability } from '../kernel/unavailability';

/** The database cannot be used at the moment. */
export class DatabaseUnavailableError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'DatabaseUnavailableError';
  }
}

/** The connection was lost while a transaction was being committed. */
export class OutcomeUnknownError extends DatabaseUnavailableError {
  constructor(options?: ErrorOptions) {
    super('The connection was lost during the commit: whether the change took effect is not known.', options);
    this.name = 'OutcomeUnknownError';
  }
}

const UNREACHABLE = { message: 'The database cannot be reached at the moment.', retryAfterSeconds: 1 };
const FULL = {
  message: 'The disk of the database is full: nothing was changed. Reading goes on.',
  retryAfterSeconds: 30,
};
const UNKNOWN = {
  message:
    'The database was lost while the change was being committed: look whether it took effect before trying again.',
  retryAfterSeconds: 1,
};

/** PostgreSQL's classes of such errors (Appendix A, PostgreSQL Error Codes). */
const TEMPORARY_CLASSES = [
  '08', // connection exception
  '53', // insufficient resources
  '57', // operator intervention: shutdown, cancellation, statement timeout
  '58', // system error, such as of the file system
];
const TEMPORARY_CODES: ReadonlySet<string> = new Set([
  // PostgreSQL
  '25006', // read-only: a standby was reached
  '25P03', // idle_in_transaction_session_timeout
  '28000', // refused by pg_hba.conf
  '28P01', // wrong password
  '3D000', // no such database
  '40001', // serialization failure
  '40P01', // deadlock
  '55P03', // lock_timeout
  // Node's sockets
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);
const FULL_CODES: ReadonlySet<string> = new Set(['SQLITE_FULL', '53100']);
const SQLITE_TEMPORARY = /^SQLITE_(BUSY|LOCKED|IOERR|CANTOPEN|READONLY)/;
/** What pg and TypeORM say without a code. */
const TEMPORARY_MESSAGES =
  /^(Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error|Client was closed|Cannot use a pool after calling end|QueryRunner is already released|Query runner already released)/i;

/** Null for a fault of the program's. */
export function unavailability(error: unknown): Unavailability | null {
  if (error instanceof OutcomeUnknownError) return UNKNOWN;
  if (error instanceof DatabaseUnavailableError) return unavailability(error.cause) ?? UNREACHABLE;
  const code = codeOf(error);
  if (code !== null) {
    if (FULL_CODES.has(code)) return FULL;
    if (isTemporary(code)) return UNREACHABLE;
    // The socket's file, where the database is reached through one.
    if (code === 'ENOENT' && isOfConnecting(error)) return UNREACHABLE;
  }
  return TEMPORARY_MESSAGES.test(messageOf(error)) ? UNREACHABLE : null;
}

/** Whether a transaction that failed so may succeed when it is begun again at once. */
export function isWorthRetrying(error: unknown): boolean {
  const code = codeOf(error);
  return code === '40001' || code === '40P01';
}

/** Whether the connection itself is gone, so that what the database did last cannot be known. */
export function isConnectionLoss(error: unknown): boolean {
  const code = codeOf(error);
  if (code === null) return TEMPORARY_MESSAGES.test(messageOf(error));
  return /^(08|57P0[1-5]|E[A-Z])/.test(code);
}

function isTemporary(code: string): boolean {
  return (
    TEMPORARY_CODES.has(code) ||
    SQLITE_TEMPORARY.test(code) ||
    (/^[0-9A-Z]{5}$/.test(code) && TEMPORARY_CLASSES.includes(code.slice(0, 2)))
  );
}

function isOfConnecting(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'syscall' in error && error.syscall === 'connect';
}

/** The driver's error stands within TypeORM's. */
function codeOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null) return null;
  if ('driverError' in error) return codeOf(error.driverError);
  return 'code' in error && typeof error.code === 'string' ? error.code : null;
}

function messageOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  if ('driverError' in error && error.driverError !== undefined) return messageOf(error.driverError);
  return 'message' in error && typeof error.message === 'string' ? error.message : '';
}
