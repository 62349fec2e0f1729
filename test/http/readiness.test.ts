/** When a server says that it can do its work, and how long it takes to say so. */
import { Readiness, REASONS, type WorkNeeds } from '../../src/http/readiness';

const LIMIT_MS = 50;
const readinessOf = (needs: Partial<WorkNeeds> = {}) =>
  new Readiness(
    { databaseAnswers: () => Promise.resolve(true), changesAreKnown: () => true, ...needs },
    LIMIT_MS,
  );

/** A database whose answers a test gives. */
class Database {
  asked = 0;
  answer: (answers: boolean) => void = () => undefined;

  readonly databaseAnswers = (): Promise<boolean> => {
    this.asked += 1;
    return new Promise((resolve) => (this.answer = resolve));
  };
}

test('a server is ready whose database answers and which knows of the changes of others', async () => {
  expect(await readinessOf().whyNot()).toEqual([]);
});

test.each<[string, Partial<WorkNeeds>]>([
  ['says that it is not well', { databaseAnswers: () => Promise.resolve(false) }],
  ['fails', { databaseAnswers: () => Promise.reject(new Error('ECONNREFUSED 10.0.0.7')) }],
  ['never answers', { databaseAnswers: () => new Promise(() => undefined) }],
])(
  'it is not ready while the database %s, and does not tell what the database said',
  async (_what, needs) => {
    expect(await readinessOf(needs).whyNot()).toEqual([REASONS.database]);
  },
);

test('it is not ready while it cannot hear what other servers change', async () => {
  expect(await readinessOf({ changesAreKnown: () => false }).whyNot()).toEqual([REASONS.changes]);
});

test('it tells every reason there is', async () => {
  const needs = { databaseAnswers: () => Promise.resolve(false), changesAreKnown: () => false };
  expect(await readinessOf(needs).whyNot()).toEqual([REASONS.database, REASONS.changes]);
});

test('from the moment it begins to stop it is not ready, and asks nothing any more', async () => {
  const database = new Database();
  const readiness = readinessOf(database);
  readiness.stop();
  expect(await readiness.whyNot()).toEqual([REASONS.stopping]);
  expect(database.asked).toBe(0);
});

test('not even who asked before that is told otherwise', async () => {
  const database = new Database();
  const readiness = readinessOf(database);
  const asked = readiness.whyNot();
  readiness.stop();
  database.answer(true);
  expect(await asked).toEqual([REASONS.stopping]);
});

test('any number of probes at once ask the database one question, and the next ones another', async () => {
  const database = new Database();
  const readiness = readinessOf(database);
  const probes = Array.from({ length: 100 }, () => readiness.whyNot());
  expect(database.asked).toBe(1);
  database.answer(true);
  for (const reasons of await Promise.all(probes)) expect(reasons).toEqual([]);

  const next = readiness.whyNot();
  expect(database.asked).toBe(2);
  database.answer(true);
  expect(await next).toEqual([]);
});

test('a database that hangs is asked once, however long probes go on, and is believed when it answers', async () => {
  const database = new Database();
  const readiness = readinessOf(database);
  for (let i = 0; i < 3; i++) expect(await readiness.whyNot()).toEqual([REASONS.database]);
  expect(database.asked).toBe(1);
  database.answer(true);
  await Promise.resolve();

  const next = readiness.whyNot();
  database.answer(true);
  expect(await next).toEqual([]);
});
