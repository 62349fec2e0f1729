/** Which failures of the database pass by themselves, and which are faults of the program. */
import { QueryFailedError } from 'typeorm';
import {
  DatabaseUnavailableError,
  isConnectionLoss,
  isWorthRetrying,
  OutcomeUnknownError,
  unavailability,
} from '../../src/storage/database-unavailable';

const failure = (code: string, details: object = {}) =>
  Object.assign(new Error('failed'), { code, ...details });
/** As TypeORM passes it on. */
const wrapped = (error: Error) => new QueryFailedError('SELECT 1', [], error);

describe.each<[string, (error: Error) => Error]>([
  ['as the driver throws it', (error) => error],
  ['as TypeORM passes it on', wrapped],
])('%s, an error', (_how, as) => {
  test.each([
    '08006',
    '53300',
    '57014',
    '57P01',
    '57P03',
    '25P03',
    '25006',
    '28P01',
    '3D000',
    '40001',
    '40P01',
    '55P03',
    'ECONNREFUSED',
    'ECONNRESET',
    'ETIMEDOUT',
    'EAI_AGAIN',
    'SQLITE_BUSY',
    'SQLITE_IOERR_WRITE',
    'SQLITE_CANTOPEN',
    'SQLITE_READONLY_DBMOVED',
  ])('with the code %s passes', (code) => {
    expect(unavailability(as(failure(code)))).toEqual({
      message: 'The database cannot be reached at the moment.',
      retryAfterSeconds: 1,
    });
  });

  test.each(['SQLITE_FULL', '53100'])('with the code %s says that the disk is full', (code) => {
    expect(unavailability(as(failure(code)))).toEqual({
      message: 'The disk of the database is full: nothing was changed. Reading goes on.',
      retryAfterSeconds: 30,
    });
  });

  test.each([
    '23505',
    '22P02',
    '42703',
    '42P01',
    'SQLITE_CONSTRAINT_UNIQUE',
    'SQLITE_ERROR',
    'EACCES',
    'ENOENT',
  ])('with the code %s is a fault', (code) => {
    expect(unavailability(as(failure(code)))).toBeNull();
  });

  test.each([
    'Connection terminated unexpectedly',
    'timeout exceeded when trying to connect',
    'Query read timeout',
    'Client has encountered a connection error and is not queryable',
  ])('that says “%s” passes', (message) => {
    expect(unavailability(as(new Error(message)))).not.toBeNull();
    expect(isConnectionLoss(as(new Error(message)))).toBe(true);
  });

  test.each([
    ['08006', true],
    ['57P01', true],
    ['ECONNRESET', true],
    ['57014', false],
    ['40001', false],
    ['23505', false],
  ])('with the code %s means that the connection is lost: %s', (code, isLost) => {
    expect(isConnectionLoss(as(failure(code)))).toBe(isLost);
  });

  test.each([
    ['40001', true],
    ['40P01', true],
    ['57P01', false],
    ['23505', false],
  ])('with the code %s is worth another attempt at once: %s', (code, isWorth) => {
    expect(isWorthRetrying(as(failure(code)))).toBe(isWorth);
  });
});

test('a socket’s missing file is a database that is not there, another missing file is not', () => {
  expect(unavailability(failure('ENOENT', { syscall: 'connect' }))).not.toBeNull();
  expect(unavailability(failure('ENOENT', { syscall: 'open' }))).toBeNull();
});

test('a turn that did not come passes, and a commit without an answer says what is not known', () => {
  expect(unavailability(new DatabaseUnavailableError('No turn.'))?.message).toMatch(/cannot be reached/);
  expect(unavailability(new OutcomeUnknownError())?.message).toMatch(/look whether it took effect/);
});

test.each([null, undefined, 'ECONNRESET', 42, {}, new Error('No.')])('%p is a fault', (thrown) => {
  expect(unavailability(thrown)).toBeNull();
});
