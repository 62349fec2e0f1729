/** updateDescriptionForSearchDomain and deleteSearchDomain: by whom, on what, and what remains. */
import type { GraphQLAnswer, GraphQLClient } from '../../support/graphql-client';
import { TestServer } from '../../support/server';

let server: TestServer;
beforeAll(async () => (server = await TestServer.start()));
afterAll(async () => server.stop());

const describeDomain = (
  client: GraphQLClient,
  name: string,
  newDescription: string,
): Promise<GraphQLAnswer> =>
  client.send(
    'mutation ($name: String!, $newDescription: String!) { updateDescriptionForSearchDomain(name: $name, newDescription: $newDescription) { description } }',
    { name, newDescription },
  );

const remove = (client: GraphQLClient, name: string, deleteMessage?: string | null): Promise<GraphQLAnswer> =>
  client.send(
    'mutation ($name: String!, $deleteMessage: String) { deleteSearchDomain(name: $name, deleteMessage: $deleteMessage) { result } }',
    { name, deleteMessage },
  );

const names = async (): Promise<string[]> =>
  (await server.root.ask('{ searchDomains { name } }')).searchDomains.map((domain: any) => domain.name);
const descriptionOf = async (name: string) =>
  (await server.root.ask('query ($name: String!) { searchDomain(name: $name) { description } }', { name }))
    .searchDomain.description;

describe('updateDescriptionForSearchDomain', () => {
  test('changes the description of a repository or view, and the audit log holds both sides', async () => {
    for (const domain of [await server.seed.repository(), await server.seed.view()]) {
      const { client, id } = await server.seed.viewToken('ChangeViewOrRepositoryDescription', domain);
      const answer = await describeDomain(client, domain.name.toUpperCase(), 'What it is for');
      expect(answer.data).toEqual({ updateDescriptionForSearchDomain: { description: 'What it is for' } });
      await describeDomain(client, domain.name, '');

      expect(await descriptionOf(domain.name)).toBe('');
      const entries = server.audit({ type: 'searchdomain.description.update', targetId: domain.id });
      expect(entries.map((row) => [row.actorTokenId, row.details])).toEqual([
        [id, { repoId: domain.id, repoName: domain.name, before: null, after: 'What it is for' }],
        [id, { repoId: domain.id, repoName: domain.name, before: 'What it is for', after: '' }],
      ]);
    }
  });

  test('takes 4,096 characters and no more', async () => {
    const { name } = await server.seed.repository();
    expect((await describeDomain(server.root, name, 'é'.repeat(4_096))).code).toBeUndefined();
    for (const description of ['é'.repeat(4_097), 'a\u0000']) {
      const answer = await describeDomain(server.root, name, description);
      expect(answer.code).toBe('BAD_USER_INPUT');
      expect(answer.errors[0]?.message).toContain('newDescription');
    }
    expect(await descriptionOf(name)).toHaveLength(4_096);
  });

  test('needs ChangeViewOrRepositoryDescription on it', async () => {
    const domain = await server.seed.repository();
    const { client } = await server.seed.viewToken(['ReadAccess', 'ChangeUserAccess'], domain);
    const seen = await describeDomain(client, domain.name, 'x');
    expect(seen.code).toBe('FORBIDDEN');
    expect(seen.errors[0]?.message).toContain('ChangeViewOrRepositoryDescription');
    expect(seen.text).toBe((await describeDomain(client, 'nothing', 'x')).text);
    expect(await descriptionOf(domain.name)).toBeNull();
  });

  test('does not tell what the caller may not see from what is not there, but the audit log does', async () => {
    const [own, other] = [await server.seed.repository(), await server.seed.repository()];
    const { client, id } = await server.seed.viewToken('ChangeViewOrRepositoryDescription', own);
    const hidden = await describeDomain(client, other.name, 'x');
    const missing = await describeDomain(client, 'nothing', 'x');
    expect(hidden.code).toBe('NOT_FOUND');
    expect(hidden.text).toBe(missing.text);
    expect(
      server.audit({ type: 'authorization.refused', actorTokenId: id }).map((row) => row.details.reason),
    ).toEqual([expect.stringContaining(other.name)]);
  });
});

describe('deleteSearchDomain', () => {
  test.each(['repository', 'view'] as const)(
    'deletes a %s by the permission on it, with the reason on record',
    async (kind) => {
      const domain = await server.seed[kind]();
      const { client, id } = await server.seed.viewToken('DeleteRepositoryOrView', domain);
      expect((await remove(client, domain.name.toUpperCase(), 'No longer needed')).data).toEqual({
        deleteSearchDomain: { result: true },
      });
      expect(await names()).not.toContain(domain.name);
      expect(server.audit({ type: `${kind}.delete`, targetId: domain.id })).toEqual([
        expect.objectContaining({
          outcome: 'succeeded',
          actorTokenId: id,
          targetType: 'searchDomain',
          details: { repoId: domain.id, repoName: domain.name, message: 'No longer needed' },
        }),
      ]);
    },
  );

  test('needs no reason', async () => {
    const domain = await server.seed.repository();
    expect((await remove(server.root, domain.name, null)).code).toBeUndefined();
    expect(server.audit({ type: 'repository.delete', targetId: domain.id })[0]?.details.message).toBeNull();
  });

  test('refuses a reason that cannot be kept, and then deletes nothing', async () => {
    const domain = await server.seed.repository();
    for (const message of ['a'.repeat(4_097), '\u0000']) {
      expect((await remove(server.root, domain.name, message)).code).toBe('BAD_USER_INPUT');
    }
    expect(await names()).toContain(domain.name);
  });

  test('frees the name, for a repository or view that is another', async () => {
    const domain = await server.seed.repository('reborn');
    const token = await server.seed.viewToken('ReadAccess', domain);
    await remove(server.root, 'reborn');
    const view = await server.seed.view([], 'REBORN');
    expect(view.id).not.toBe(domain.id);
    const reached = await token.client.send('{ searchDomains { name } repository(name: "reborn") { id } }');
    expect(reached.text).not.toContain('REBORN');
    expect((await describeDomain(token.client, 'reborn', 'x')).code).toBe('FORBIDDEN');
  });

  test('of what is gone says that there is none', async () => {
    const domain = await server.seed.repository();
    await remove(server.root, domain.name);
    const again = await remove(server.root, domain.name);
    expect(again.code).toBe('NOT_FOUND');
    expect(again.text).toBe((await remove(server.root, 'nothing')).text);
    expect(server.audit({ type: 'repository.delete', targetId: domain.id })).toHaveLength(1);
  });

  test('with DeleteAllRepositories deletes every repository and no view', async () => {
    const [repository, view] = [await server.seed.repository(), await server.seed.view()];
    const { client } = await server.seed.organizationToken('DeleteAllRepositories');
    const aView = await remove(client, view.name);
    const nothing = await remove(client, 'nothing');
    expect(aView.code).toBe('NOT_FOUND');
    expect(aView.text).toBe(nothing.text);
    expect((await remove(client, repository.name)).data.deleteSearchDomain.result).toBe(true);
    expect(await names()).toEqual(expect.arrayContaining([view.name]));
    expect(await names()).not.toContain(repository.name);
  });

  test('with DeleteAllViews deletes every view and no repository', async () => {
    const [repository, view] = [await server.seed.repository(), await server.seed.view()];
    const { client } = await server.seed.organizationToken('DeleteAllViews');
    const aRepository = await remove(client, repository.name);
    expect(aRepository.code).toBe('NOT_FOUND');
    expect(aRepository.text).toBe((await remove(client, 'nothing')).text);
    expect((await remove(client, view.name)).data.deleteSearchDomain.result).toBe(true);
    expect(await names()).toContain(repository.name);
    expect(await names()).not.toContain(view.name);
  });

  test('of what the installation keeps for itself needs DeleteHumioOwnedRepositoryOrView as well', async () => {
    await server.root.ask(
      'mutation { createRepository(name: "own-logs", type: SYSTEM) { repository { id } } }',
    );
    const { client } = await server.seed.organizationToken('DeleteAllRepositories');
    const refused = await remove(client, 'own-logs');
    expect(refused.code).toBe('FORBIDDEN');
    expect(refused.errors[0]?.message).toContain('DeleteHumioOwnedRepositoryOrView');
    expect(await names()).toContain('own-logs');
    expect((await remove(server.root, 'own-logs')).code).toBeUndefined();
  });

  test('without any permission to delete is refused, whatever the name', async () => {
    const domain = await server.seed.repository();
    for (const { client } of [
      await server.seed.viewToken(['ReadAccess', 'ChangeRetention'], domain),
      await server.seed.organizationToken('CreateRepository'),
      await server.seed.systemToken('DeleteHumioOwnedRepositoryOrView'),
      await server.seed.personalTokenOf(await server.seed.user()),
    ]) {
      const there = await remove(client, domain.name);
      expect(there.code).toBe('FORBIDDEN');
      expect(there.text).toBe((await remove(client, 'nothing')).text);
    }
    expect(await names()).toContain(domain.name);
  });

  test('does not tell what the caller may not see from what is not there', async () => {
    const [own, other] = [await server.seed.repository(), await server.seed.repository()];
    const { client } = await server.seed.viewToken('DeleteRepositoryOrView', own);
    const hidden = await remove(client, other.name);
    expect(hidden.code).toBe('NOT_FOUND');
    expect(hidden.text).toBe((await remove(client, 'nothing')).text);
    expect(await names()).toContain(other.name);
  });
});
