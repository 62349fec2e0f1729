/** S3 archiving: configured first, then switched off and on and begun again; read back as it was given. */
import type { SeededDomain } from '../../support/seed';
import { TestServer } from '../../support/server';
import {
  configureArchiving,
  disableArchiving,
  enableArchiving,
  readArchiving,
  resetArchiving,
} from './operations';

const ROLE = 'arn:aws:iam::123456789012:role/logs/archiver';
const LEAST = {
  __typename: 'S3Configuration',
  bucket: 'log-archive',
  region: 'eu-central-1',
  format: 'NDJSON',
  tagOrderInName: [],
  startFrom: null,
  roleArn: null,
  disabled: false,
};

let server: TestServer;
let repository: SeededDomain;

beforeAll(async () => (server = await TestServer.start()));
beforeEach(async () => (repository = await server.seed.repository()));
afterAll(async () => server.stop());

const CHANGES = {
  s3EnableArchiving: enableArchiving,
  s3DisableArchiving: disableArchiving,
  s3ResetArchiving: resetArchiving,
};

async function succeeded(answer: ReturnType<typeof configureArchiving>): Promise<void> {
  const { errors, data } = await answer;
  expect(errors).toEqual([]);
  expect(Object.values(data)).toEqual([{ result: true }]);
}

test('a new repository has none', async () => {
  expect(await readArchiving(server.root, repository.name)).toBeNull();
});

describe('configured', () => {
  test('with the least, it is on and archives everything', async () => {
    await succeeded(configureArchiving(server.root, repository.name));
    expect(await readArchiving(server.root, repository.name)).toEqual(LEAST);
  });

  test('with nulls for what may be left out, it is the same', async () => {
    await succeeded(
      configureArchiving(server.root, repository.name, {
        tagOrderInName: null,
        startFromDateTime: null,
        roleArn: null,
      }),
    );
    expect(await readArchiving(server.root, repository.name)).toEqual(LEAST);
  });

  test('with everything, it is read back as it was given', async () => {
    const given = {
      bucket: 'raw.logs',
      region: 'us-gov-west-1',
      format: 'RAW',
      tagOrderInName: ['#type', '@host', 'a'],
      roleArn: ROLE,
    };
    await succeeded(
      configureArchiving(server.root, repository.name, {
        ...given,
        startFromDateTime: '2026-01-01T00:00:00Z',
      }),
    );
    expect(await readArchiving(server.root, repository.name)).toEqual({
      ...LEAST,
      ...given,
      startFrom: '2026-01-01T00:00:00.000Z',
    });
  });

  test('again, it is replaced as a whole and switched on', async () => {
    await configureArchiving(server.root, repository.name, {
      tagOrderInName: ['a'],
      roleArn: ROLE,
      startFromDateTime: '2026-01-01T00:00:00Z',
    });
    await disableArchiving(server.root, repository.name);
    await succeeded(configureArchiving(server.root, repository.name, { bucket: 'other' }));
    expect(await readArchiving(server.root, repository.name)).toEqual({ ...LEAST, bucket: 'other' });
  });

  test('it is off and on, and keeps its settings', async () => {
    await configureArchiving(server.root, repository.name, { roleArn: ROLE });
    for (const [change, disabled] of [
      [disableArchiving, true],
      [disableArchiving, true],
      [enableArchiving, false],
      [enableArchiving, false],
    ] as const) {
      await succeeded(change(server.root, repository.name.toUpperCase()));
      expect(await readArchiving(server.root, repository.name)).toEqual({
        ...LEAST,
        roleArn: ROLE,
        disabled,
      });
    }
  });

  test.each([[undefined], [null], ['All'], ['RepoOnly']])(
    'it begins again, of the kind %s, and stays on or off',
    async (kind) => {
      await configureArchiving(server.root, repository.name);
      await succeeded(resetArchiving(server.root, repository.name, kind));
      expect(await readArchiving(server.root, repository.name)).toEqual(LEAST);
      await disableArchiving(server.root, repository.name);
      await succeeded(resetArchiving(server.root, repository.name, kind));
      expect(await readArchiving(server.root, repository.name)).toEqual({ ...LEAST, disabled: true });
    },
  );

  test('of one repository, it is not configured of another', async () => {
    await configureArchiving(server.root, repository.name);
    expect(await readArchiving(server.root, (await server.seed.repository()).name)).toBeNull();
  });
});

describe('not configured', () => {
  test.each(Object.entries(CHANGES))('%s is a conflict that says what to do', async (_name, change) => {
    const answer = await change(server.root, repository.name);
    expect(answer).toMatchObject({ status: 200, code: 'CONFLICT' });
    expect(answer.errors[0]!.message).toContain('call s3ConfigureArchiving first');
    expect(await readArchiving(server.root, repository.name)).toBeNull();
  });

  test('once for a name, it is not configured for a new repository of that name', async () => {
    await configureArchiving(server.root, repository.name);
    await server.root.ask('mutation ($name: String!) { deleteSearchDomain(name: $name) { result } }', {
      name: repository.name,
    });
    const again = await server.seed.repository(repository.name);
    expect(await readArchiving(server.root, again.name)).toBeNull();
    expect(await enableArchiving(server.root, again.name)).toMatchObject({ code: 'CONFLICT' });
  });
});

test('the archiving of the cluster, of which there is none, does not begin again', async () => {
  await configureArchiving(server.root, repository.name);
  const answer = await resetArchiving(server.root, repository.name, 'ClusterWideOnly');
  expect(answer).toMatchObject({ status: 200, code: 'BAD_USER_INPUT' });
  expect(answer.errors[0]!.message).toContain('archivalKind must be RepoOnly or All');
});

test('a view and an unknown repository are not found', async () => {
  const view = await server.seed.view();
  for (const name of [view.name, 'unknown']) {
    for (const change of [configureArchiving, ...Object.values(CHANGES)]) {
      const answer = await change(server.root, name);
      expect(answer).toMatchObject({ status: 200, code: 'NOT_FOUND' });
      expect(answer.errors[0]!.message).toBe('The repository or view was not found.');
    }
  }
});

test.each([
  ['bucket', { bucket: 'Logs' }],
  ['bucket', { bucket: '192.168.5.4' }],
  ['bucket', { bucket: 'xn--logs' }],
  ['region', { region: 'Frankfurt' }],
  ['roleArn', { roleArn: 'archiver' }],
  ['roleArn', { roleArn: '' }],
  ['tagOrderInName', { tagOrderInName: ['a', 'a'] }],
  ['tagOrderInName', { tagOrderInName: [''] }],
])('a wrong %s is refused and leaves what was: %j', async (field, settings) => {
  await configureArchiving(server.root, repository.name);
  const answer = await configureArchiving(server.root, repository.name, settings);
  expect(answer).toMatchObject({ status: 200, code: 'BAD_USER_INPUT' });
  expect(answer.errors[0]!.message.split(' ')[0]).toBe(field);
  expect(await readArchiving(server.root, repository.name)).toEqual(LEAST);
});

describe('the moment from when on', () => {
  test.each([
    ['2026-02-28T23:59:59Z', '2026-02-28T23:59:59.000Z'],
    ['2026-01-31t12:00:00.5z', '2026-01-31T12:00:00.500Z'],
    ['2026-01-31T12:00:00+02:00', '2026-01-31T10:00:00.000Z'],
    ['1970-01-01T00:00:00Z', '1970-01-01T00:00:00.000Z'],
    ['1969-12-31T23:59:59Z', '1969-12-31T23:59:59.000Z'],
    ['9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z'],
  ])('may be %s', async (startFromDateTime, startFrom) => {
    await succeeded(configureArchiving(server.root, repository.name, { startFromDateTime }));
    expect(await readArchiving(server.root, repository.name)).toMatchObject({ startFrom });
  });

  test.each([
    ['no date', 'yesterday'],
    ['a date alone', '2026-01-31'],
    ['without a zone', '2026-01-31T12:00:00'],
    ['a moment as a number', 1_767_614_400_000],
    ['the 13th month', '2026-13-01T00:00:00Z'],
    ['the 31st of April', '2026-04-31T00:00:00Z'],
    ['the 30th of February', '2026-02-30T00:00:00Z'],
    ['the 25th hour', '2026-01-01T25:00:00Z'],
    ['empty', ''],
  ])('may not be %s', async (_what, startFromDateTime) => {
    const answer = await configureArchiving(server.root, repository.name, { startFromDateTime });
    expect(answer.status).toBe(200);
    expect(answer.errors).toHaveLength(1);
    expect(answer.code).toBe('BAD_USER_INPUT');
    expect(await readArchiving(server.root, repository.name)).toBeNull();
  });
});
