import { AuditEntryEntity } from '../../../src/audit/audit-entry.entity';
import { AuditLog } from '../../../src/audit/audit-log';
import { FirstStart, type FirstStartSettings } from '../../../src/authentication/first-start';
import { Passwords } from '../../../src/authentication/passwords';
import { OrganizationEntity } from '../../../src/organizations/organization.entity';
import { UserEntity } from '../../../src/organizations/user.entity';
import { SecretHasher } from '../../../src/tokens/secret-hasher';
import { parseTokenString } from '../../../src/tokens/token-secret';
import { TokenEntity } from '../../../src/tokens/token.entity';
import { TemporaryStore } from '../../storage/temporary-store';
import { readAuditFile } from '../../support/audit';
import { AUDIT_KEY } from '../../support/audit-key';
import { DAY, TestClock } from '../../support/clock';

const PASSWORD = 'correct horse battery';

let temporary: TemporaryStore;
let kept: string[];
const clock = new TestClock();
const hasher = new SecretHasher({ currentKeyId: 'key', keys: new Map([['key', Buffer.alloc(32, 1)]]) });
const passwords = new Passwords(4);

beforeEach(async () => {
  temporary = await TemporaryStore.open();
  kept = [];
});
afterEach(() => temporary.remove());

function start(settings: Partial<FirstStartSettings> = {}): Promise<boolean> {
  const { store } = temporary;
  return new FirstStart(store, new AuditLog(store, clock, AUDIT_KEY), clock, hasher, passwords).run({
    rootPassword: undefined,
    keepRootToken: (token) => {
      kept.push(token);
      return Promise.resolve();
    },
    ...settings,
  });
}

/** Every row there is, the secrets included. */
async function everything(): Promise<Record<string, unknown[]>> {
  const rows: Record<string, unknown[]> = {};
  for (const table of ['organization', 'user_account', 'token', 'audit_entry', 'search_domain', 'session']) {
    rows[table] = await temporary.store.read.query<unknown[]>(`SELECT * FROM "${table}" ORDER BY id`);
  }
  return rows;
}

async function rootsHash(): Promise<string | null> {
  const [root] = await temporary.store.read.query<{ passwordHash: string | null }[]>(
    'SELECT passwordHash FROM user_account',
  );
  return root!.passwordHash;
}

describe('The first start', () => {
  test('makes the organization, root and root’s personal token, and says that it was the first', async () => {
    expect(await start()).toBe(true);

    const { read } = temporary.store;
    const [organization] = await read.find(OrganizationEntity);
    const [root] = await read.find(UserEntity);
    expect(organization).toMatchObject({ name: 'Default organization', isDefault: true, deletedAt: null });
    expect(root).toMatchObject({
      organizationId: organization!.id,
      username: 'root',
      usernameKey: 'root',
      isRoot: true,
      isOrgRoot: true,
      removedAt: null,
    });
    expect(await read.find(TokenEntity)).toMatchObject([
      {
        organizationId: organization!.id,
        kind: 'personal',
        userId: root!.id,
        name: 'personal',
        expireAt: null,
        ipFilterId: null,
        endedAt: null,
        createdAt: clock.now(),
      },
    ]);
  });

  test('hands over the token once, and keeps nothing but its hash', async () => {
    await start();

    const [row] =
      await temporary.store.read.query<{ id: string; secretHash: string; secretKeyId: string }[]>(
        'SELECT * FROM token',
      );
    expect(kept).toHaveLength(1);
    expect(parseTokenString(kept[0]!)).toMatchObject({ kind: 'token', id: row!.id });
    expect(hasher.matches(kept[0]!, row!)).toBe(true);
    expect(JSON.stringify(await everything())).not.toContain(kept[0]!.split('~')[1]);
  });

  test('leaves root without a password, unless one was set', async () => {
    await start();

    expect(await rootsHash()).toBeNull();
  });

  test('gives root the password that was set, as a hash', async () => {
    await start({ rootPassword: PASSWORD });

    expect(await passwords.matches(PASSWORD, await rootsHash())).toBe(true);
    expect(JSON.stringify(await everything())).not.toContain(PASSWORD);
  });

  test('is on record as the system’s doing', async () => {
    await start({ rootPassword: PASSWORD });

    const entries = readAuditFile(temporary.file, {});
    const [organization] = await temporary.store.read.find(OrganizationEntity);
    expect(entries.map((entry) => entry.type)).toEqual([
      'organization.create',
      'user.create',
      'hashedtokens.change',
      'user.password.change',
    ]);
    for (const entry of entries) {
      expect(entry).toMatchObject({
        actorType: 'system',
        organizationId: organization!.id,
        outcome: 'succeeded',
      });
    }
  });

  test.each(['short', 'x'.repeat(73), 'NUL\u0000NUL\u0000NUL\u0000'])(
    'does nothing at all with an unusable password: %j',
    async (rootPassword) => {
      await expect(start({ rootPassword })).rejects.toMatchObject({
        code: 'BAD_USER_INPUT',
        message: expect.stringContaining('TOLLGATE_ROOT_PASSWORD'),
      });

      expect(kept).toEqual([]);
      expect(Object.values(await everything()).flat()).toEqual([]);
    },
  );
});

describe('A first start that breaks off while the token is being kept', () => {
  const breakOff = () => start({ keepRootToken: () => Promise.reject(new Error('The disk is full.')) });

  test('leaves nothing behind', async () => {
    await expect(breakOff()).rejects.toThrow('The disk is full.');

    expect(Object.values(await everything()).flat()).toEqual([]);
  });

  test('is followed by another first start, whose token works', async () => {
    let lost = '';
    const keepRootToken = (token: string) => {
      lost = token;
      return Promise.reject(new Error('The power is out.'));
    };
    await expect(start({ keepRootToken, rootPassword: PASSWORD })).rejects.toThrow();

    expect(await start({ rootPassword: PASSWORD })).toBe(true);
    const rows =
      await temporary.store.read.query<{ secretHash: string; secretKeyId: string }[]>('SELECT * FROM token');
    expect(rows).toHaveLength(1);
    expect(hasher.matches(kept[0]!, rows[0]!)).toBe(true);
    expect(hasher.matches(lost, rows[0]!)).toBe(false);
    expect(await passwords.matches(PASSWORD, await rootsHash())).toBe(true);
  });

  test('has committed nothing while the token is not yet kept', async () => {
    let committed = -1;
    await start({
      keepRootToken: async () => {
        committed = await temporary.store.read.count(OrganizationEntity);
      },
    });

    expect(committed).toBe(0);
    expect(await temporary.store.read.count(OrganizationEntity)).toBe(1);
  });
});

describe('A later start', () => {
  test('changes nothing and hands over no token', async () => {
    await start({ rootPassword: PASSWORD });
    const before = await everything();
    clock.advance(DAY);

    expect(await start({ rootPassword: PASSWORD })).toBe(false);
    expect(await everything()).toEqual(before);
    expect(kept).toHaveLength(1);
  });

  test('does not replace root’s password', async () => {
    await start({ rootPassword: PASSWORD });
    await start({ rootPassword: 'another good password' });

    expect(await passwords.matches(PASSWORD, await rootsHash())).toBe(true);
  });

  test('gives root a first password if it still has none, on record', async () => {
    await start();
    expect(await start({ rootPassword: PASSWORD })).toBe(false);

    expect(await passwords.matches(PASSWORD, await rootsHash())).toBe(true);
    expect(await temporary.store.read.countBy(AuditEntryEntity, { type: 'user.password.change' })).toBe(1);
  });

  test('gives a root who was removed neither a password nor a successor', async () => {
    await start();
    await temporary.store.transact((manager) =>
      manager.update(UserEntity, { username: 'root' }, { removedAt: clock.now() }),
    );

    expect(await start({ rootPassword: PASSWORD })).toBe(false);
    expect(await rootsHash()).toBeNull();
    expect(await temporary.store.read.count(UserEntity)).toBe(1);
  });

  test('made at the same time as the first one makes nothing twice', async () => {
    const outcomes = await Promise.all([start(), start(), start()]);

    expect(outcomes.filter((isFirst) => isFirst)).toHaveLength(1);
    expect(await temporary.store.read.count(OrganizationEntity)).toBe(1);
    expect(kept).toHaveLength(1);
  });
});
