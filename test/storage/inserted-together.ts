/** What holds of rows that are inserted together with those of other transactions, on either database. */
import type { EntityManager } from 'typeorm';
import { AuditEntryEntity } from '../../src/audit/audit-entry.entity';
import type { Store } from '../../src/kernel/store';
import { OrganizationEntity } from '../../src/organizations/organization.entity';
import { loadPolicies, savePolicies } from '../../src/security-policies/token-policies-store';
import { DEFAULT_TOKEN_POLICY } from '../../src/security-policies/token-policy';
import { TokenPermissionEntity } from '../../src/tokens/token-permission.entity';
import { TokenEntity } from '../../src/tokens/token.entity';

const NOT = new Error('Not this one.');

export function insertsRowsTogether(storeOf: () => Store): void {
  const store = () => storeOf();
  const addOrganization = (manager: EntityManager, id: string) =>
    manager.insert(OrganizationEntity, { id, name: id, nameKey: id, isDefault: false, createdAt: 0 });
  const addToken = async (manager: EntityManager, id: string, organizationId = 'o') => {
    const kind = 'organization' as const;
    const secret = { secretHash: '', secretKeyId: '', secretCreatedAt: 0 };
    const row = {
      id,
      organizationId,
      kind,
      name: id,
      nameKey: id,
      sortableExpiry: 1,
      createdAt: 0,
      ...secret,
    };
    await manager.insert(TokenEntity, row);
    await manager.insert(TokenPermissionEntity, { tokenId: id, permission: 'ViewUsage', position: 0 });
  };
  const addEntry = (manager: EntityManager, id: string) =>
    manager.insert(AuditEntryEntity, {
      id,
      time: 0,
      type: 'user.create',
      outcome: 'succeeded',
      actorType: 'system',
      details: '{}',
      count: 1,
      lastTime: 0,
      mac: '',
    });
  /** An entry beside each token, as each change has one. */
  const adding = (id: string, organizationId?: string, then?: (manager: EntityManager) => unknown) =>
    store().transact(async (manager) => {
      await addToken(manager, id, organizationId);
      await addEntry(manager, id);
      await then?.(manager);
    });
  const outcomesOf = async (asked: readonly Promise<unknown>[]) =>
    (await Promise.allSettled(asked)).map(({ status }) => status);
  const tokens = async (manager = store().read) => {
    const rows = await manager.find(TokenEntity, { select: { id: true }, order: { id: 'ASC' } });
    return rows.map(({ id }) => id);
  };
  const entries = async () => {
    const rows = await store().read.find(AuditEntryEntity, { order: { sequence: 'ASC' } });
    return rows.map(({ id }) => id);
  };
  const permitted = async () =>
    (await store().read.find(TokenPermissionEntity, { order: { tokenId: 'ASC' } })).map(
      ({ tokenId }) => tokenId,
    );

  beforeEach(() => store().transact((manager) => addOrganization(manager, 'o')));

  test('all of them stand, in the order in which they were written', async () => {
    const names = Array.from({ length: 40 }, (_, i) => `t${String(i).padStart(2, '0')}`);
    await Promise.all(names.map((name) => adding(name)));
    expect(await tokens()).toEqual(names);
    expect(await permitted()).toEqual(names);
    expect(await entries()).toEqual(names);
  });

  test.each([0, 1, 2])(
    'one whose rows the database refuses fails alone, also when %i are before it, and leaves nothing',
    async (before) => {
      const names = ['a', 'b', 'c'];
      names.splice(before, 0, 'orphan');
      const asked = names.map((name) => adding(name, name === 'orphan' ? 'nowhere' : 'o'));
      expect(await outcomesOf(asked)).toEqual(
        names.map((name) => (name === 'orphan' ? 'rejected' : 'fulfilled')),
      );
      expect(await tokens()).toEqual(['a', 'b', 'c']);
      expect(await permitted()).toEqual(['a', 'b', 'c']);
      expect(await entries()).toEqual(['a', 'b', 'c']);
    },
  );

  test('one whose rows are refused is told why, as if it were alone', async () => {
    const [, second] = await Promise.allSettled([adding('a'), adding('a'), adding('b')]);
    await adding('c').catch(() => undefined);
    const alone = await adding('a').catch((error: unknown) => error);
    expect(second).toMatchObject({ status: 'rejected', reason: { message: (alone as Error).message } });
    expect(await tokens()).toEqual(['a', 'b', 'c']);
  });

  test('one that throws takes its rows with it, and no others', async () => {
    const asked = ['a', 'b', 'c', 'd'].map((name) =>
      adding(name, 'o', () => {
        if (name === 'b' || name === 'd') throw NOT;
      }),
    );
    expect(await outcomesOf(asked)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected']);
    expect(await tokens()).toEqual(['a', 'c']);
    expect(await entries()).toEqual(['a', 'c']);
  });

  test('one that throws after it has read and written otherwise does so as well', async () => {
    const asked = ['a', 'b', 'c'].map((name) =>
      adding(name, 'o', async (manager) => {
        await manager.update(TokenEntity, { id: 'a' }, { name: `renamed by ${name}` });
        await addToken(manager, `${name}2`);
        if (name === 'b') throw NOT;
      }),
    );
    expect(await outcomesOf(asked)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await tokens()).toEqual(['a', 'a2', 'c', 'c2']);
    expect(await store().read.findOneBy(TokenEntity, { id: 'a' })).toMatchObject({ name: 'renamed by c' });
  });

  test('each reads what it has written, and what those before it have', async () => {
    const seen: string[][] = [];
    const look = async (manager: EntityManager) => seen.push(await tokens(manager));
    await outcomesOf([
      adding('a', 'o', look),
      adding('b', 'o', () => {
        throw NOT;
      }),
      adding('c', 'o', look),
      store().transact(look),
    ]);
    expect(seen).toEqual([['a'], ['a', 'c'], ['a', 'c']]);
  });

  test('one that keeps to itself that its rows were refused does not stand', async () => {
    const hiding = adding('orphan', 'nowhere', async (manager) => {
      await tokens(manager).catch(() => []);
    });
    const outcomes = await outcomesOf([adding('a'), hiding, adding('b')]);
    const names = ['a', 'orphan', 'b'];
    expect(outcomes[1]).toBe('rejected');
    expect(await tokens()).toEqual(names.filter((_, i) => outcomes[i] === 'fulfilled').sort());
  });

  test('what was asked before is asked again once somebody has changed it', async () => {
    const lifetimes: (number | null)[] = [];
    const asking = () =>
      store().transact(async (manager) => {
        lifetimes.push((await loadPolicies(manager, 'o')).view.maximumLifetimeMs);
      });
    const setting = (maximumLifetimeMs: number, then: () => void = () => undefined) =>
      store().transact(async (manager) => {
        const policy = { ...DEFAULT_TOKEN_POLICY, maximumLifetimeMs };
        await savePolicies(manager, 'o', {
          personal: policy,
          view: policy,
          organization: policy,
          system: policy,
        });
        lifetimes.push((await loadPolicies(manager, 'o')).view.maximumLifetimeMs);
        then();
      });
    const undone = () =>
      setting(2, () => {
        throw NOT;
      });
    await outcomesOf([asking(), asking(), setting(1), asking(), undone(), asking(), setting(3), asking()]);
    expect(lifetimes).toEqual([null, null, 1, 1, 2, 1, 3, 3]);
  });

  test('more rows than are kept are written all the same, and undone with the one that wrote them', async () => {
    const many = Array.from({ length: 1_200 }, (_, i) => `m${String(i).padStart(4, '0')}`);
    const writing = (prefix: string, then: () => void = () => undefined) =>
      store().transact(async (manager) => {
        for (const name of many) await addEntry(manager, prefix + name);
        then();
      });
    const undone = writing('undone', () => {
      throw NOT;
    });
    expect(await outcomesOf([adding('a'), undone, writing('')])).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
    expect(await entries()).toEqual(['a', ...many]);
  });
}
