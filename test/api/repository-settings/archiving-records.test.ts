/** Every change of a repository's archiving is on record, with what was before and after. */
import { HOUR } from '../../support/clock';
import type { SeededDomain } from '../../support/seed';
import { TestServer } from '../../support/server';
import { configureArchiving, disableArchiving, enableArchiving, resetArchiving } from './operations';

const ROLE = 'arn:aws:iam::123456789012:role/archiver';
const ON = {
  bucket: 'log-archive',
  region: 'eu-central-1',
  format: 'NDJSON',
  startFrom: null,
  roleArn: ROLE,
  disabled: false,
  resetAt: null,
};
const OFF = { ...ON, disabled: true };

let server: TestServer;
let repository: SeededDomain;

beforeAll(async () => (server = await TestServer.start()));
beforeEach(async () => (repository = await server.seed.repository()));
afterAll(async () => server.stop());

const recorded = () => server.audit({ type: 'repository.archiving.update', targetId: repository.id });

test('each says who did it, to which repository, and what was before and after', async () => {
  const { id, name } = repository;
  const token = await server.seed.viewToken('ChangeArchivingSettings', repository, { name: 'archives' });
  await configureArchiving(token.client, name, { roleArn: ROLE });
  await disableArchiving(token.client, name);
  await enableArchiving(token.client, name);
  server.clock.advance(HOUR);
  await resetArchiving(token.client, name);
  await configureArchiving(token.client, name, {
    bucket: 'other',
    startFromDateTime: '2026-01-01T00:00:00Z',
  });

  const again = { ...ON, resetAt: server.clock.now() };
  const replaced = { ...again, bucket: 'other', roleArn: null, startFrom: Date.UTC(2026, 0, 1) };
  const steps = [
    [null, ON],
    [ON, OFF],
    [OFF, ON],
    [ON, again],
    [again, replaced],
  ] as const;
  expect(recorded()).toEqual(
    steps.map(([before, after]) =>
      expect.objectContaining({
        outcome: 'succeeded',
        targetType: 'searchDomain',
        actorType: 'viewPermissionToken',
        actorTokenId: token.id,
        actorTokenName: 'archives',
        details: {
          repoId: id,
          repoName: name,
          before: before === null ? null : expect.objectContaining(before),
          after: expect.objectContaining(after),
        },
      }),
    ),
  );
});

test('tags are on record as the list that they are', async () => {
  await configureArchiving(server.root, repository.name, { tagOrderInName: ['#type', '@host'] });
  expect(recorded()[0]!.details.after.tagOrderInName).toEqual(['#type', '@host']);
});

test('what was refused is not on record as done', async () => {
  await configureArchiving(server.root, repository.name, { bucket: 'Wrong' });
  await enableArchiving(server.root, repository.name);
  await configureArchiving(server.root, repository.name);
  await resetArchiving(server.root, repository.name, 'ClusterWideOnly');
  expect(recorded()).toHaveLength(1);
});
