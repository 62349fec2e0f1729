/** Groups of log collectors: made, renamed, deleted, listed by name. */
import { TestServer } from '../../support/server';
import { createGroup, listGroups, removeGroup, renameGroup } from './operations';

let server: TestServer;
beforeEach(async () => (server = await TestServer.start()));
afterEach(async () => server.stop());

async function created(
  name: string,
  args: object = {},
): Promise<{ readonly id: string; readonly name: string }> {
  const { data, errors } = await createGroup(server.root, name, args);
  expect(errors).toEqual([]);
  return data.createLogCollectorGroup as { id: string; name: string };
}

async function listed(): Promise<unknown> {
  const { data, errors } = await listGroups(server.root);
  expect(errors).toEqual([]);
  return data.logCollectorGroups;
}

test('there are none to begin with', async () => {
  expect(await listed()).toEqual([]);
});

test('a group is as it was given, and listed by name', async () => {
  const windows = await created(' windows ', { filter: 'os = "windows"', configIds: ['c1', 'c2'] });
  const linux = await created('linux', { filter: null, configIds: null });
  const empty = await created('mac', { filter: '', configIds: [] });
  expect(windows).toEqual({
    id: expect.stringMatching(/^[0-9A-Za-z]{32}$/),
    name: 'windows',
    filter: 'os = "windows"',
    wantedVersion: null,
  });
  expect(linux).toMatchObject({ name: 'linux', filter: null });
  expect(empty).toMatchObject({ name: 'mac', filter: '' });
  expect(await listed()).toEqual([linux, empty, windows]);
});

test('several may have one name', async () => {
  const [one, other] = [await created('same'), await created('same')];
  expect(one.id).not.toBe(other.id);
  expect(await listed()).toHaveLength(2);
});

test('a new name is answered and kept, and everything else stays', async () => {
  const group = await created('old', { filter: 'a' });
  const other = await created('other');
  const { data, errors } = await renameGroup(server.root, group.id, ' new ');
  expect(errors).toEqual([]);
  expect(data.updateLogCollectorGroupName).toEqual({ ...group, name: 'new' });
  expect(await listed()).toEqual([{ ...group, name: 'new' }, other]);
});

test('a deleted group is gone, and the others stay', async () => {
  const [doomed, other] = [await created('doomed'), await created('other')];
  expect((await removeGroup(server.root, doomed.id)).data).toEqual({ deleteLogCollectorGroup: true });
  expect(await listed()).toEqual([other]);
  for (const again of [removeGroup(server.root, doomed.id), renameGroup(server.root, doomed.id, 'ghost')]) {
    expect(await again).toMatchObject({ status: 200, code: 'NOT_FOUND' });
  }
});

test('an unknown group is not found', async () => {
  const { name } = await created('named');
  for (const id of ['unknown', '', '%', name]) {
    for (const answer of [await renameGroup(server.root, id, 'ghost'), await removeGroup(server.root, id)]) {
      expect(answer).toMatchObject({ status: 200, code: 'NOT_FOUND' });
      expect(answer.errors[0]!.message).toBe('The log collector group was not found.');
    }
  }
  expect(await listed()).toEqual([expect.objectContaining({ name: 'named' })]);
});

test.each([
  ['a name that is empty', '', {}, 'name must not be empty.'],
  ['a name of 254 characters', 'n'.repeat(254), {}, 'name must be at most 253 characters'],
  ['a name of two lines', 'a\nb', {}, 'name must not contain control characters'],
  [
    'a filter of 4,097 characters',
    'g',
    { filter: 'f'.repeat(4_097) },
    'filter must be at most 4096 characters',
  ],
  [
    '101 configurations',
    'g',
    { configIds: Array.from({ length: 101 }, (_, i) => `c${i}`) },
    'configIds may name at most 100',
  ],
  ['a configuration without an id', 'g', { configIds: [''] }, 'configIds must not be empty.'],
  [
    'a configuration’s id of 65 characters',
    'g',
    { configIds: ['c'.repeat(65)] },
    'configIds must be at most 64 characters',
  ],
])('none has %s', async (_what, name, args, message) => {
  const answer = await createGroup(server.root, name, args);
  expect(answer).toMatchObject({ status: 200, code: 'BAD_USER_INPUT' });
  expect(answer.errors[0]!.message).toContain(message);
  expect(await listed()).toEqual([]);
});

test('a wrong new name leaves the old one', async () => {
  const group = await created('kept');
  expect(await renameGroup(server.root, group.id, ' ')).toMatchObject({ code: 'BAD_USER_INPUT' });
  expect(await listed()).toEqual([group]);
});

test('making, renaming and deleting are on record', async () => {
  const { id } = await created('one');
  await renameGroup(server.root, id, 'two');
  await removeGroup(server.root, id);
  const details = [
    { actionName: 'create', name: 'one', oldName: null },
    { actionName: 'update', name: 'two', oldName: 'one' },
    { actionName: 'delete', name: 'two', oldName: null },
  ];
  expect(server.audit({ type: 'fleet.group.change' })).toEqual(
    details.map((each) =>
      expect.objectContaining({
        outcome: 'succeeded',
        targetType: 'logCollectorGroup',
        targetId: id,
        actorUserName: 'root',
        details: { collectorGroupId: id, ...each },
      }),
    ),
  );
});
