/** createRepository: who may, what it may be called, how long it keeps data, and what goes on record. */
import { DAY } from '../../support/clock';
import type { GraphQLAnswer, GraphQLClient } from '../../support/graphql-client';
import type { SeededToken } from '../../support/seed';
import { TestServer } from '../../support/server';

let server: TestServer;
let creator: SeededToken;
beforeAll(async () => {
  server = await TestServer.start();
  creator = await server.seed.organizationToken('CreateRepository');
});
afterAll(async () => server.stop());

const CREATE = `mutation (
    $name: String!, $description: String, $retentionInMillis: Long, $retentionInIngestSizeBytes: Long,
    $retentionInStorageSizeBytes: Long, $organizationId: String, $type: RepositoryType, $repositoryId: String,
    $dataType: RepositoryDataType, $limitId: String) {
  createRepository(
    name: $name, description: $description, retentionInMillis: $retentionInMillis,
    retentionInIngestSizeBytes: $retentionInIngestSizeBytes,
    retentionInStorageSizeBytes: $retentionInStorageSizeBytes, organizationId: $organizationId, type: $type,
    repositoryId: $repositoryId, dataType: $dataType, limitId: $limitId) {
    repository {
      __typename id name description type resource deletedDate automaticSearch timeBasedRetention
      ingestSizeBasedRetention storageSizeBasedRetention timeBasedBackupRetention
      compressedByteSize uncompressedByteSize
    }
  }
}`;

const create = (
  variables: Record<string, unknown>,
  client: GraphQLClient = creator.client,
): Promise<GraphQLAnswer> => client.send(CREATE, variables);

async function created(variables: Record<string, unknown>, client?: GraphQLClient): Promise<any> {
  const answer = await create(variables, client);
  expect(answer.errors).toEqual([]);
  return answer.data.createRepository.repository;
}

async function exists(name: string): Promise<boolean> {
  const { searchDomains } = await server.root.ask('{ searchDomains { name } }');
  return searchDomains.some((domain: any) => domain.name === name);
}

describe('a repository', () => {
  test('is made of a name alone: null means absent', async () => {
    const absent = Object.fromEntries(
      [...CREATE.matchAll(/\$(\w+):/g)]
        .map(([, name = '']) => [name, null])
        .filter(([name]) => name !== 'name'),
    );
    const repository = await created({ ...absent, name: 'bare' });
    expect(repository).toEqual({
      __typename: 'Repository',
      id: expect.stringMatching(/^[0-9A-Za-z]{32}$/),
      name: 'bare',
      description: null,
      type: 'DEFAULT',
      resource: `repository/${repository.id}`,
      deletedDate: null,
      automaticSearch: true,
      timeBasedRetention: null,
      ingestSizeBasedRetention: null,
      storageSizeBasedRetention: null,
      timeBasedBackupRetention: null,
      compressedByteSize: 0,
      uncompressedByteSize: 0,
    });
  });

  test('keeps data as long and as much as asked for, told in days and gigabytes', async () => {
    const repository = await created({
      name: 'limited',
      description: 'What it is for',
      retentionInMillis: 30 * DAY,
      retentionInIngestSizeBytes: 2_500_000_000,
      retentionInStorageSizeBytes: 1,
      dataType: 'FALCON',
      limitId: 'limit1',
    });
    expect(repository).toMatchObject({
      description: 'What it is for',
      timeBasedRetention: 30,
      ingestSizeBasedRetention: 2.5,
      storageSizeBasedRetention: 1e-9,
    });
  });

  test('is on record with who made it and how', async () => {
    const repository = await created({ name: 'on-record', retentionInMillis: DAY });
    expect(server.audit({ type: 'repository.create', targetId: repository.id })).toEqual([
      expect.objectContaining({
        outcome: 'succeeded',
        actorType: 'organizationPermissionToken',
        actorTokenId: creator.id,
        actorTokenName: creator.metadata.name,
        targetType: 'searchDomain',
        details: {
          repoId: repository.id,
          repoName: 'on-record',
          settings: {
            repositoryType: 'DEFAULT',
            retentionMillis: DAY,
            retentionIngestBytes: null,
            retentionStorageBytes: null,
          },
        },
      }),
    ]);
  });

  test.each(['retentionInMillis', 'retentionInIngestSizeBytes', 'retentionInStorageSizeBytes'])(
    'cannot keep nothing: %s must be above zero',
    async (field) => {
      for (const value of [0, -1, -Number.MAX_SAFE_INTEGER]) {
        const answer = await create({ name: 'keeps-nothing', [field]: value });
        expect(answer.code).toBe('BAD_USER_INPUT');
        expect(answer.errors[0]?.message).toContain(field);
      }
      expect(await exists('keeps-nothing')).toBe(false);
      expect(await created({ name: `least-${field}`, [field]: 1 })).toMatchObject({ name: `least-${field}` });
    },
  );

  test('has a description of up to 4,096 characters', async () => {
    expect((await created({ name: 'described', description: 'é'.repeat(4_096) })).description).toHaveLength(
      4_096,
    );
    for (const description of ['é'.repeat(4_097), 'a\u0000b']) {
      expect((await create({ name: 'misdescribed', description })).code).toBe('BAD_USER_INPUT');
    }
    expect(await exists('misdescribed')).toBe(false);
  });
});

describe('a name', () => {
  test.each([
    ['one letter', 'a'],
    ['one digit', '7'],
    ['an underscore first', '_internal'],
    ['hundred characters', 'a'.repeat(100)],
    ['all that is allowed', 'aZ_09-x.y'],
    ['a name that means something to JavaScript', '__proto__'],
    ['a hyphen and a dot last', 'odd-.'],
  ])('may be %s', async (_what, name) => {
    expect((await created({ name })).name).toBe(name);
  });

  test('loses the blanks around it', async () => {
    expect((await created({ name: '  blanks-around\n' })).name).toBe('blanks-around');
  });

  test.each([
    ['empty', ''],
    ['blank', '   '],
    ['101 characters', 'a'.repeat(101)],
    ['of two words', 'two words'],
    ['a hyphen first', '-option'],
    ['a dot first', '.hidden'],
    ['a path', '../up'],
    ['a slash within', 'a/b'],
    ['letters of another alphabet', 'журнал'],
    ['a letter that looks like another', 'ſecret'],
    ['a line break within', 'a\nb'],
    ['a NUL within', 'a\u0000b'],
    ['a quote', `a'b`],
    ['an emoji', '\u{1f600}'],
  ])('must not be %s', async (_what, name) => {
    const answer = await create({ name });
    expect(answer.code).toBe('BAD_USER_INPUT');
    expect(answer.errors[0]?.message).toMatch(/^name /);
  });

  test('is taken in any case, for repositories and views alike', async () => {
    await created({ name: 'Taken' });
    const view = await server.seed.view([], 'Taken-by-a-view');
    for (const name of ['Taken', 'TAKEN', 'taken', view.name.toUpperCase()]) {
      const answer = await create({ name });
      expect(answer.code).toBe('CONFLICT');
      expect(answer.errors[0]?.message).toContain(name);
    }
  });

  test('goes to one of those who ask for it at the same time', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => create({ name: 'wanted-by-many' })));
    expect(answers.filter((answer) => answer.code === undefined)).toHaveLength(1);
    expect(answers.filter((answer) => answer.code === 'CONFLICT')).toHaveLength(7);
  });
});

describe('an id of one’s own choosing', () => {
  test('is taken as it is', async () => {
    const longest = 'aB3'.repeat(21) + 'x';
    expect((await created({ name: 'own-id', repositoryId: longest }, server.root)).id).toBe(longest);
    const token = await server.seed.viewToken('ReadAccess', { id: longest, name: 'own-id' });
    expect(token.metadata.views).toEqual([{ id: longest, name: 'own-id' }]);
  });

  test('is for who manages the installation alone, since it could tell that another organization has it', async () => {
    const { client } = await server.seed.organizationToken('CreateRepository');
    const answer = await client.send(
      'mutation { createRepository(name: "id-by-others", repositoryId: "chosen0") { repository { id } } }',
    );
    expect(answer.code).toBe('FORBIDDEN');
    expect(answer.errors[0]?.message).toContain('ManageCluster');
    expect(await exists('id-by-others')).toBe(false);
  });

  test.each(['', ' ', 'a b', 'a-b', 'a~b', 'é', 'a'.repeat(65)])('must not be %j', async (repositoryId) => {
    const answer = await create({ name: 'bad-id', repositoryId }, server.root);
    expect(answer.code).toBe('BAD_USER_INPUT');
    expect(answer.errors[0]?.message).toContain('repositoryId');
    expect(await exists('bad-id')).toBe(false);
  });

  test('is not given twice, not even after its first repository is gone: old tokens must not reach the new one', async () => {
    await created({ name: 'first-of-the-id', repositoryId: 'chosen1' }, server.root);
    expect((await create({ name: 'second-of-the-id', repositoryId: 'chosen1' }, server.root)).code).toBe(
      'CONFLICT',
    );
    await server.root.ask('mutation { deleteSearchDomain(name: "first-of-the-id") { result } }');
    expect((await create({ name: 'second-of-the-id', repositoryId: 'chosen1' }, server.root)).code).toBe(
      'CONFLICT',
    );
    expect(await exists('second-of-the-id')).toBe(false);
  });
});

describe('the organization', () => {
  test('is the caller’s own, named or not', async () => {
    const { organization } = await server.root.ask('{ organization { id } }');
    expect(await created({ name: 'in-own', organizationId: organization.id })).toMatchObject({
      name: 'in-own',
    });
  });

  test('cannot be another: there is none that the caller could see', async () => {
    const answer = await create({ name: 'in-another', organizationId: 'another' });
    expect(answer.code).toBe('NOT_FOUND');
    expect(await exists('in-another')).toBe(false);
  });
});

describe('the type', () => {
  test.each(['PERSONAL', 'TRIAL', 'DEFAULT'])('%s needs nothing more', async (type) => {
    expect((await created({ name: `type-${type}`, type })).type).toBe(type);
  });

  test.each(['SYSTEM', 'MANAGED'])('%s needs ManageCluster as well', async (type) => {
    const answer = await create({ name: `type-${type}`, type });
    expect(answer.code).toBe('FORBIDDEN');
    expect(answer.errors[0]?.message).toContain('ManageCluster');
    expect(await exists(`type-${type}`)).toBe(false);
    expect((await created({ name: `type-${type}`, type }, server.root)).type).toBe(type);
  });
});

test('without CreateRepository no repository is made, by any kind of caller', async () => {
  const repository = await server.seed.repository();
  for (const client of [
    (await server.seed.organizationToken(['ManageUsers', 'DeleteAllRepositories'])).client,
    (await server.seed.systemToken('ManageCluster')).client,
    (await server.seed.viewToken('ReadAccess', repository)).client,
    (await server.seed.personalTokenOf(await server.seed.user())).client,
  ]) {
    const answer = await create({ name: 'unwanted' }, client);
    expect(answer.code).toBe('FORBIDDEN');
    expect(answer.errors[0]?.message).toContain('CreateRepository');
  }
  expect(await exists('unwanted')).toBe(false);
  const refused = server
    .audit({ type: 'authorization.refused' })
    .filter(({ details }) => details.action === 'repositories.create');
  expect(refused).toHaveLength(4);
});
