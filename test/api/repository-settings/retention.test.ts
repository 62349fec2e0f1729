/** How long a repository keeps its data: each limit on its own, in fractions, changed only where it is given. */
import type { SeededDomain } from '../../support/seed';
import { TestServer } from '../../support/server';
import { readRetention, updateRetention } from './operations';

const NONE = {
  timeBasedRetention: null,
  ingestSizeBasedRetention: null,
  storageSizeBasedRetention: null,
  timeBasedBackupRetention: null,
};
const LIMITS = Object.keys(NONE);
const DAY_MILLIS = 86_400_000;

let server: TestServer;
let repository: SeededDomain;

beforeAll(async () => (server = await TestServer.start()));
beforeEach(async () => (repository = await server.seed.repository()));
afterAll(async () => server.stop());

/** Changes it, and answers it as it was answered and as it is read afterwards, which must be the same. */
async function changed(limits: object): Promise<unknown> {
  const { data, errors } = await updateRetention(server.root, repository.name, limits);
  expect(errors).toEqual([]);
  const { id, name, ...answered } = data.updateRetention.repository;
  expect({ id, name }).toEqual(repository);
  expect(await readRetention(server.root, repository.name)).toEqual(answered);
  return answered;
}

test('a new repository has no limits', async () => {
  expect(await readRetention(server.root, repository.name)).toEqual(NONE);
});

test('all limits are set at once and read back', async () => {
  const all = {
    timeBasedRetention: 30,
    ingestSizeBasedRetention: 1_000,
    storageSizeBasedRetention: 500,
    timeBasedBackupRetention: 7,
  };
  expect(await changed(all)).toEqual(all);
});

describe.each(LIMITS)('%s', (limit) => {
  const others = Object.fromEntries(LIMITS.filter((each) => each !== limit).map((each) => [each, 5]));

  test('is set alone, and left out or null it stays as it is', async () => {
    await changed({ ...others, [limit]: 3 });
    expect(await changed({ [limit]: 4 })).toEqual({ ...others, [limit]: 4 });
    expect(await changed({ ...others })).toEqual({ ...others, [limit]: 4 });
    expect(await changed({ ...others, [limit]: null })).toEqual({ ...others, [limit]: 4 });
    expect(await changed({})).toEqual({ ...others, [limit]: 4 });
    expect(await changed(NONE)).toEqual({ ...others, [limit]: 4 });
  });

  test.each([0, -0])('is lifted by %d, and the others stay', async (zero) => {
    await changed({ ...others, [limit]: 3 });
    expect(await changed({ [limit]: zero })).toEqual({ ...others, [limit]: null });
    expect(await changed({ [limit]: zero })).toEqual({ ...others, [limit]: null });
  });

  test.each([0.5, 0.1, 1.25, 1 / 24, 0.001, 3650, 100_000])(
    'may be %d, fractions included',
    async (value) => {
      expect(await changed({ [limit]: value })).toEqual({ ...NONE, [limit]: expect.closeTo(value, 6) });
    },
  );

  test.each([-1, -0.001, -1e-300, -1e300])('may not be %d, below zero', async (value) => {
    await changed({ [limit]: 3 });
    const answer = await updateRetention(server.root, repository.name, { [limit]: value });
    expect(answer).toMatchObject({ status: 200, code: 'BAD_USER_INPUT' });
    expect(answer.errors[0]!.message).toMatch(new RegExp(`^${limit} must be 0 \\(no limit\\) or above`));
    expect(await readRetention(server.root, repository.name)).toEqual({ ...NONE, [limit]: 3 });
  });

  test.each([1e300, 2 ** 53])('may not be %d, beyond counting', async (value) => {
    const answer = await updateRetention(server.root, repository.name, { [limit]: value });
    expect(answer).toMatchObject({ status: 200, code: 'BAD_USER_INPUT' });
    expect(await readRetention(server.root, repository.name)).toEqual(NONE);
  });

  test('is not lifted by a value above zero, however small', async () => {
    await changed({ [limit]: 3 });
    await updateRetention(server.root, repository.name, { [limit]: 1e-12 });
    expect(await readRetention(server.root, repository.name)).toEqual({
      ...NONE,
      [limit]: expect.any(Number),
    });
  });
});

test('one wrong limit among right ones changes nothing', async () => {
  await changed({ timeBasedRetention: 3 });
  const answer = await updateRetention(server.root, repository.name, {
    timeBasedRetention: 4,
    storageSizeBasedRetention: -1,
  });
  expect(answer).toMatchObject({ code: 'BAD_USER_INPUT' });
  expect(await readRetention(server.root, repository.name)).toEqual({ ...NONE, timeBasedRetention: 3 });
});

test.each([
  ['text', '"30"'],
  ['endless', '1e999'],
])('a limit that is %s is refused', async (_what, literal) => {
  const answer = await server.root.send(
    `mutation { updateRetention(repositoryName: "${repository.name}", timeBasedRetention: ${literal}) { repository { id } } }`,
  );
  expect(answer).toMatchObject({ status: 200, data: {} });
  expect(answer.code).toMatch(/^(GRAPHQL_VALIDATION_FAILED|BAD_USER_INPUT)$/);
  expect(await readRetention(server.root, repository.name)).toEqual(NONE);
});

test('what a repository was created with, is read in days and gigabytes', async () => {
  await server.root.ask(
    `mutation { createRepository(name: "limited", retentionInMillis: ${36 * 3_600_000}, retentionInIngestSizeBytes: 1500000000, retentionInStorageSizeBytes: 1) { repository { id } } }`,
  );
  expect(await readRetention(server.root, 'limited')).toEqual({
    ...NONE,
    timeBasedRetention: 1.5,
    ingestSizeBasedRetention: 1.5,
    storageSizeBasedRetention: 1e-9,
  });
});

test('the repository is found by its name in any case, and a view is none', async () => {
  expect(
    (await updateRetention(server.root, repository.name.toUpperCase(), { timeBasedRetention: 9 })).errors,
  ).toEqual([]);
  expect(await readRetention(server.root, repository.name)).toEqual({ ...NONE, timeBasedRetention: 9 });

  const view = await server.seed.view();
  for (const name of [view.name, 'unknown', '']) {
    const answer = await updateRetention(server.root, name, { timeBasedRetention: 9 });
    expect(answer).toMatchObject({ status: 200, code: 'NOT_FOUND' });
    expect(answer.errors[0]!.message).toBe('The repository or view was not found.');
  }
});

test('a change is on record with what was before and after, in milliseconds and bytes', async () => {
  await changed({ timeBasedRetention: 1, storageSizeBasedRetention: 2 });
  await changed({ timeBasedRetention: 0.5, ingestSizeBasedRetention: 3 });
  await changed({ timeBasedRetention: 0 });
  expect(server.audit({ type: 'repository.retention.update', targetId: repository.id })).toEqual(
    [
      [
        { retentionMillis: null, retentionStorageBytes: null },
        { retentionMillis: DAY_MILLIS, retentionStorageBytes: 2e9 },
      ],
      [
        { retentionMillis: DAY_MILLIS, retentionIngestBytes: null },
        { retentionMillis: DAY_MILLIS / 2, retentionIngestBytes: 3e9 },
      ],
      [{ retentionMillis: DAY_MILLIS / 2 }, { retentionMillis: null }],
    ].map(([before, after]) =>
      expect.objectContaining({
        outcome: 'succeeded',
        targetType: 'searchDomain',
        actorUserName: 'root',
        details: { repoId: repository.id, repoName: repository.name, before, after },
      }),
    ),
  );
});

test('what changes nothing, is not on record', async () => {
  await changed({});
  await changed(NONE);
  await updateRetention(server.root, repository.name, { timeBasedRetention: -1 });
  expect(server.audit({ type: 'repository.retention.update', targetId: repository.id })).toEqual([]);
});
