/** What is kept of users' grants: nothing that was read before a change outlives it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { EntityManager } from 'typeorm';
import { ORGANIZATION_ROOT_GRANTS, NO_GRANTS, ROOT_GRANTS } from '../../../src/access/grants';
import type { ChangeScope } from '../../../src/kernel/changes';
import { OrganizationEntity } from '../../../src/organizations/organization.entity';
import { userKeys } from '../../../src/organizations/user-profile';
import { UserEntity } from '../../../src/organizations/user.entity';
import { EffectiveGrants } from '../../../src/roles/effective-grants';
import { GroupMemberEntity } from '../../../src/roles/group-member.entity';
import { GroupEntity } from '../../../src/roles/group.entity';
import { RoleAssignmentEntity } from '../../../src/roles/role-assignment.entity';
import { RolePermissionEntity } from '../../../src/roles/role-permission.entity';
import { RoleEntity } from '../../../src/roles/role.entity';
import { SqliteStore } from '../../../src/storage/sqlite-store';
import { PassingStore } from '../../support/passing-store';

const ada = { id: 'ada', isRoot: false, isOrgRoot: false };
const bob = { id: 'bob', isRoot: false, isOrgRoot: false };

/** The store, with its reads counted, and held back where a test says so. */
class PausableStore extends PassingStore {
  reads = 0;
  private gate: Promise<void> | null = null;

  /** Reads that begin from now on have seen the database when they stop, and go on when it is called. */
  pause(): () => void {
    let goOn!: () => void;
    this.gate = new Promise((resolve) => (goOn = resolve));
    return () => {
      this.gate = null;
      goOn();
    };
  }

  override get read(): EntityManager {
    this.reads += 1;
    const { gate } = this;
    return new Proxy(this.store.read, {
      get: (manager, name) =>
        name === 'createQueryBuilder'
          ? (...given: [typeof GroupMemberEntity, string]) => held(manager.createQueryBuilder(...given), gate)
          : Reflect.get(manager, name),
    });
  }
}

/** A query whose rows are fetched at once and handed over when the gate opens. */
function held<Query extends { getRawMany: () => Promise<any> }>(
  query: Query,
  gate: Promise<void> | null,
): Query {
  const fetch = query.getRawMany.bind(query);
  query.getRawMany = async () => {
    const rows: unknown = await fetch();
    await gate;
    return rows;
  };
  return query;
}

const changed = (scope: ChangeScope = 'organization:o') => sqlite.changes.publish([scope]);

let folder: string;
let sqlite: SqliteStore;
let store: PausableStore;
let grants: EffectiveGrants;

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'tollgate-grants-'));
  sqlite = await SqliteStore.open(path.join(folder, 'test.sqlite'));
  store = new PausableStore(sqlite);
  grants = new EffectiveGrants(store);
  await sqlite.transact(async (manager) => {
    await insertNamed(manager);
    await manager.insert(GroupMemberEntity, [
      { userId: 'ada', groupId: 'g1' },
      { userId: 'ada', groupId: 'g2' },
      { userId: 'bob', groupId: 'g2' },
    ]);
    await manager.insert(RoleAssignmentEntity, [
      { groupId: 'g1', roleId: 'r1', scope: 'organization', viewId: '' },
      { groupId: 'g2', roleId: 'r1', scope: 'view', viewId: 'v1' },
      { groupId: 'g2', roleId: 'r2', scope: 'system', viewId: '' },
    ]);
    await manager.insert(RolePermissionEntity, [
      { roleId: 'r1', domain: 'organization', permission: 'ViewUsage', position: 0 },
      { roleId: 'r1', domain: 'view', permission: 'ReadAccess', position: 1 },
      { roleId: 'r1', domain: 'system', permission: 'PatchGlobal', position: 2 },
      { roleId: 'r2', domain: 'system', permission: 'ReadHealthCheck', position: 0 },
      { roleId: 'r2', domain: 'organization', permission: 'ManageUsers', position: 1 },
    ]);
  });
});
afterEach(async () => {
  await sqlite.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The organization, users, groups, roles and view that the rest speaks of. */
async function insertNamed(manager: EntityManager): Promise<void> {
  const common = (id: string) => ({ id, organizationId: 'o', nameKey: id, createdAt: 0 });
  await manager.insert(OrganizationEntity, {
    id: 'o',
    name: 'o',
    nameKey: 'o',
    isDefault: true,
    createdAt: 0,
  });
  for (const id of ['ada', 'bob']) {
    const keys = userKeys({ username: id, fullName: null });
    await manager.insert(UserEntity, {
      ...common(id),
      ...keys,
      username: id,
      isRoot: false,
      isOrgRoot: false,
    });
  }
  for (const id of ['g1', 'g2']) await manager.insert(GroupEntity, { ...common(id), displayName: id });
  for (const id of ['r1', 'r2']) {
    await manager.insert(RoleEntity, { ...common(id), displayName: id, hidden: false });
  }
}

const leave = async (userId: string) =>
  sqlite.transact(async (manager) => manager.delete(GroupMemberEntity, { userId }));

const ADAS = {
  organization: new Set(['ViewUsage']),
  system: new Set(['ReadHealthCheck']),
  everyView: new Set(),
  views: new Map([['v1', new Set(['ReadAccess'])]]),
};

test('a user holds the union over their groups, of each role what counts where it is assigned', async () => {
  expect(await grants.of(ada)).toEqual(ADAS);
  expect(await grants.of(bob)).toEqual({ ...ADAS, organization: new Set() });
  expect(await grants.of({ ...ada, id: 'nobody' })).toEqual(NO_GRANTS);
});

test('root holds everything; a root of the organization all but the system, of which roles decide', async () => {
  expect(await grants.of({ ...ada, isRoot: true })).toEqual(ROOT_GRANTS);
  expect(store.reads).toBe(0);
  const boss = await grants.of({ ...ada, isOrgRoot: true });
  expect(boss).toEqual({ ...ORGANIZATION_ROOT_GRANTS, system: new Set(['ReadHealthCheck']) });
});

test('many are answered in their order with one read, and then kept', async () => {
  const asked = [bob, { ...ada, id: 'root', isRoot: true }, ada, { ...ada, id: 'nobody' }, bob];
  const answered = await grants.ofMany(asked);
  expect(answered).toEqual([await grants.of(bob), ROOT_GRANTS, ADAS, NO_GRANTS, await grants.of(bob)]);
  expect(store.reads).toBe(1);
  await grants.ofMany(asked);
  expect(store.reads).toBe(1);
});

test('until something changes, the database is not asked again; then it is', async () => {
  await grants.of(ada);
  await leave('ada');
  expect(await grants.of(ada)).toEqual(ADAS);
  changed();
  expect(await grants.of(ada)).toEqual(NO_GRANTS);
  await grants.of(ada);
  expect(store.reads).toBe(2);
});

test('what was read before a change is not kept after it, whoever asked for it', async () => {
  const goOn = store.pause();
  const slow = grants.of(ada);
  await leave('ada');
  changed();
  goOn();
  await slow;
  expect(await grants.of(ada)).toEqual(NO_GRANTS);
  expect(await grants.of(ada)).toEqual(NO_GRANTS);
});

test('nor is it kept where another read of the same user was begun and kept in between', async () => {
  const goOn = store.pause();
  const slow = grants.of(ada);
  await leave('ada');
  changed();
  const goOnToo = store.pause();
  goOnToo();
  expect(await grants.of(ada)).toEqual(NO_GRANTS);
  goOn();
  await slow;
  expect(await grants.of(ada)).toEqual(NO_GRANTS);
});

test('a read that was begun after the change is kept, though an earlier one is still under way', async () => {
  const goOn = store.pause();
  const slow = grants.of(bob);
  changed();
  store.pause()();
  await grants.of(ada);
  const { reads } = store;
  await grants.of(ada);
  expect(store.reads).toBe(reads);
  goOn();
  await slow;
});

test('what changes a token alone changes nobody’s grants', async () => {
  await grants.of(ada);
  changed('token:t');
  await grants.of(ada);
  expect(store.reads).toBe(1);
});

test('while changes of other servers may be unheard of, the database is asked every time and nothing is kept', async () => {
  await grants.of(ada);
  const areKnown = jest.spyOn(sqlite.changes, 'areKnown').mockReturnValue(false);
  await leave('ada');
  expect(await grants.of(ada)).toEqual(NO_GRANTS);
  expect(await grants.of(ada)).toEqual(NO_GRANTS);
  expect(store.reads).toBe(3);
  areKnown.mockRestore();
});
