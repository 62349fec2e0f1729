/** Fleet installation tokens: made with a secret of their own, renamed and deleted by it, and shown again whenever asked. */
import { drawTokenString } from '../../../src/tokens/token-secret';
import { TestServer } from '../../support/server';
import { create, created, list, read, remove, rename, search } from './operations';

let server: TestServer;
beforeEach(async () => (server = await TestServer.start()));
afterEach(async () => server.stop());

test('there are none to begin with', async () => {
  expect((await list(server.root)).data.fleetInstallationTokens).toEqual([]);
  expect((await search(server.root)).data.searchFleetInstallationTokens).toEqual({
    totalResults: 0,
    results: [],
  });
});

test('each has a secret of its own, and is shown with it whenever asked', async () => {
  const tokens = [
    await created(server.root, 'b', 'config-1'),
    await created(server.root, ' a '),
    await created(server.root, 'a'),
  ];
  for (const { id, token } of tokens) {
    expect(token).toMatch(/^[0-9A-Za-z]{32}~[0-9A-Za-z]{44}$/);
    expect(id).toMatch(/^[0-9A-Za-z]{32}$/);
    expect(token).not.toContain(id);
  }
  expect(new Set(tokens.map(({ token }) => token)).size).toBe(3);
  expect(new Set(tokens.map(({ id }) => id)).size).toBe(3);
  expect(tokens.map(({ name }) => name)).toEqual(['b', 'a', 'a']);

  for (const token of tokens)
    expect((await read(server.root, token.id)).data.fleetInstallationToken).toEqual(token);
  const { fleetInstallationTokens } = (await list(server.root)).data;
  expect(fleetInstallationTokens.map(({ name }: { name: string }) => name)).toEqual(['a', 'a', 'b']);
  expect(fleetInstallationTokens).toEqual(expect.arrayContaining(tokens));
});

test('it is no API token', async () => {
  const { token } = await created(server.root, 'collectors');
  const answer = await server.anonymous.as(token).send('{ currentToken { id } }');
  expect({ status: answer.status, text: answer.text }).toEqual({
    status: 401,
    text: 'The supplied authentication is invalid',
  });
});

test('a new name is answered and kept, and the secret stays', async () => {
  const [token, other] = [await created(server.root, 'old'), await created(server.root, 'other')];
  const { data, errors } = await rename(server.root, token.token, '  new ');
  expect(errors).toEqual([]);
  expect(data.updateFleetInstallTokenName).toEqual({ ...token, name: 'new' });
  expect((await list(server.root)).data.fleetInstallationTokens).toEqual([{ ...token, name: 'new' }, other]);
  expect((await rename(server.root, token.token, 'other')).errors).toEqual([]);
});

test('a deleted one is gone, and the others stay', async () => {
  const [token, other] = [await created(server.root, 'doomed'), await created(server.root, 'other')];
  expect((await remove(server.root, token.token)).data).toEqual({ deleteFleetInstallToken: true });
  expect((await list(server.root)).data.fleetInstallationTokens).toEqual([other]);
  expect((await read(server.root, token.id)).data).toEqual({ fleetInstallationToken: null });
  for (const again of [remove(server.root, token.token), rename(server.root, token.token, 'ghost')]) {
    expect(await again).toMatchObject({ status: 200, code: 'NOT_FOUND' });
  }
});

test('of two deletions at the same moment one succeeds', async () => {
  const { token } = await created(server.root, 'raced');
  const answers = await Promise.all([remove(server.root, token), remove(server.root, token)]);
  expect(answers.map(({ code }) => code).sort()).toEqual(['NOT_FOUND', undefined]);
});

test('what is no such token is not found, and is not repeated', async () => {
  const { id, token } = await created(server.root, 'there');
  const wrongs = [
    id,
    '',
    'junk',
    '%',
    token.slice(0, -1),
    `${token} `,
    token.toLowerCase(),
    token.split('~')[0]!,
    drawTokenString('token').text,
    drawTokenString('session').text,
    server.rootToken,
  ];
  for (const wrong of wrongs) {
    for (const answer of [await rename(server.root, wrong, 'ghost'), await remove(server.root, wrong)]) {
      expect(answer).toMatchObject({ status: 200, code: 'NOT_FOUND' });
      expect(answer.errors[0]!.message).toBe('The fleet installation token was not found.');
    }
  }
  expect((await list(server.root)).data.fleetInstallationTokens).toHaveLength(1);
});

test('an unknown id is null, and so is a secret in an id’s place', async () => {
  const { token } = await created(server.root, 'there');
  for (const id of ['unknown', '', '%', token]) {
    const { data, errors } = await read(server.root, id);
    expect({ data, errors }).toEqual({ data: { fleetInstallationToken: null }, errors: [] });
  }
});

test.each([
  ['', 'name must not be empty.'],
  [' \u200b', 'name must not be empty.'],
  ['n'.repeat(254), 'name must be at most 253 characters; it has 254.'],
  ['a\u2028b', 'name must not contain control characters or line breaks.'],
])('none can be called %j', async (name, message) => {
  const { token } = await created(server.root, 'named');
  for (const answer of [await create(server.root, name), await rename(server.root, token, name)]) {
    expect(answer).toMatchObject({ status: 200, code: 'BAD_USER_INPUT' });
    expect(answer.errors[0]!.message).toBe(message);
  }
  expect((await list(server.root)).data.fleetInstallationTokens).toEqual([
    expect.objectContaining({ name: 'named' }),
  ]);
});

test('a configuration is a text of up to 64 characters, or none', async () => {
  for (const configId of [null, '', 'c'.repeat(64)]) {
    expect((await create(server.root, 'configured', configId)).errors).toEqual([]);
  }
  const answer = await create(server.root, 'configured', 'c'.repeat(65));
  expect(answer).toMatchObject({ status: 200, code: 'BAD_USER_INPUT' });
  expect(answer.errors[0]!.message).toContain('configId must be at most 64 characters');
});

test('making, renaming and deleting are on record', async () => {
  const { client, id: tokenId } = await server.seed.organizationToken('ChangeFleetManagement', {
    name: 'fleet',
  });
  const { id, token } = await created(client, 'one');
  await rename(client, token, 'two');
  await rename(client, token, '');
  await remove(client, token);
  const details = [
    { actionName: 'create', name: 'one', oldName: null },
    { actionName: 'update', name: 'two', oldName: 'one' },
    { actionName: 'delete', name: 'two', oldName: null },
  ];
  expect(server.audit({ type: 'fleet.installtoken.change' })).toEqual(
    details.map((each) =>
      expect.objectContaining({
        outcome: 'succeeded',
        targetType: 'fleetInstallationToken',
        targetId: id,
        actorType: 'organizationPermissionToken',
        actorTokenId: tokenId,
        actorTokenName: 'fleet',
        details: { fleetTokenId: id, ...each },
      }),
    ),
  );
});
