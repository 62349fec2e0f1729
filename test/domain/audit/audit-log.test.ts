import { actedBy, actedByNobody, actedBySystem } from '../../../src/audit/actor';
import { AuditEntryEntity } from '../../../src/audit/audit-entry.entity';
import type { AuditEvent } from '../../../src/audit/audit-event';
import { AuditLog } from '../../../src/audit/audit-log';
import type { Store } from '../../../src/kernel/store';
import { TemporaryStore } from '../../storage/temporary-store';
import { readAuditFile } from '../../support/audit';
import { AUDIT_KEY } from '../../support/audit-key';
import { TestClock } from '../../support/clock';
import { token, user, userBySession } from '../access/principals';

const ORIGIN = { requestId: 'request-1', clientAddress: '198.51.100.7', userAgent: 'curl/8' };
const CREATED = {
  type: 'user.create',
  userId: 'user-2',
  userName: 'grace',
  organizationId: 'organization-1',
  isRoot: false,
  isOrgRoot: true,
} as const satisfies AuditEvent;

const clock = new TestClock();
const storeless = new AuditLog(undefined as unknown as Store, clock, AUDIT_KEY);

describe('An audit entry', () => {
  test('says when, who, from where, to what and how it ended, and keeps the event’s own fields as JSON', () => {
    const entry = storeless.entry(actedBy({ principal: user(), origin: ORIGIN }), CREATED, 'succeeded');

    expect({ ...entry, details: JSON.parse(entry.details) as unknown }).toEqual({
      id: expect.stringMatching(/^[0-9A-Za-z]{32}$/),
      time: clock.now(),
      type: 'user.create',
      outcome: 'succeeded',
      organizationId: 'organization-1',
      actorType: 'personalUserToken',
      actorUserId: 'user-1',
      actorUserName: 'ada',
      actorTokenId: 'personal-1',
      actorTokenName: null,
      actorSessionId: null,
      clientAddress: '198.51.100.7',
      userAgent: 'curl/8',
      requestId: 'request-1',
      targetType: 'user',
      targetId: 'user-2',
      details: {
        userId: 'user-2',
        userName: 'grace',
        organizationId: 'organization-1',
        isRoot: false,
        isOrgRoot: true,
      },
      count: 1,
      lastTime: clock.now(),
      openUntil: null,
      mac: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  test('names the session of who logged in, and the token that acted for itself', () => {
    const bySession = storeless.entry(
      actedBy({ principal: userBySession(), origin: ORIGIN }),
      CREATED,
      'refused',
    );
    const byToken = storeless.entry(
      actedBy({ principal: token('view'), origin: ORIGIN }),
      CREATED,
      'refused',
    );

    expect(bySession).toMatchObject({ actorType: 'user', actorSessionId: 'session-1', outcome: 'refused' });
    expect(byToken).toMatchObject({
      actorType: 'viewPermissionToken',
      actorTokenId: 'view-token-1',
      actorTokenName: 'view bot',
      actorUserId: null,
    });
  });

  test('leaves out the request where there was none, and the target where there is none', () => {
    const entry = storeless.entry(
      actedBySystem(null),
      { type: 'hashedtokens.use', operation: 'query users' },
      'succeeded',
    );

    expect(entry).toMatchObject({
      organizationId: null,
      actorType: 'system',
      clientAddress: null,
      userAgent: null,
      requestId: null,
      targetType: null,
      targetId: null,
    });
  });

  test.each([
    [null, null],
    ['', ''],
    ['x'.repeat(512), 'x'.repeat(512)],
    [`${'x'.repeat(512)}y`, 'x'.repeat(512)],
    ['x'.repeat(100_000), 'x'.repeat(512)],
  ])('has a user agent of at most 512 characters: %#', (sent, kept) => {
    const entry = storeless.entry(actedByNobody({ ...ORIGIN, userAgent: sent }), CREATED, 'refused');

    expect(entry.userAgent).toBe(kept);
  });

  test('never has the id of another', () => {
    const ids = Array.from(
      { length: 1_000 },
      () => storeless.entry(actedBySystem(null), CREATED, 'succeeded').id,
    );

    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('The audit log', () => {
  let temporary: TemporaryStore;
  let auditLog: AuditLog;

  beforeEach(async () => {
    temporary = await TemporaryStore.open();
    auditLog = new AuditLog(temporary.store, clock, AUDIT_KEY);
  });
  afterEach(() => temporary.remove());

  test('has a change’s entry if and only if the change is committed', async () => {
    await temporary.store.transact((manager) => auditLog.record(manager, actedBySystem(null), CREATED));
    const failed = temporary.store.transact(async (manager) => {
      await auditLog.record(manager, actedBySystem(null), { ...CREATED, userId: 'user-3' });
      throw new Error('The change failed.');
    });

    await expect(failed).rejects.toThrow('The change failed.');
    expect(readAuditFile(temporary.file, {})).toMatchObject([{ targetId: 'user-2', outcome: 'succeeded' }]);
  });

  test('takes the changes of a transaction by the thousand, none twice', async () => {
    const events = Array.from({ length: 1_201 }, (_, i) => ({ ...CREATED, userId: `user-${i}` }));

    await temporary.store.transact((manager) => auditLog.recordAll(manager, actedBySystem('org'), events));

    const targets = readAuditFile(temporary.file, { outcome: 'succeeded' }).map((row) => row.targetId);
    expect(targets).toEqual(events.map((event) => event.userId));
  });

  test('takes no changes at all', async () => {
    await temporary.store.transact((manager) => auditLog.recordAll(manager, actedBySystem('org'), []));

    expect(readAuditFile(temporary.file, {})).toEqual([]);
  });

  test('has a refusal on disk when it says so', async () => {
    await auditLog.recordRefusal(actedByNobody(ORIGIN, 'organization-1'), {
      type: 'authentication.refused',
      reason: 'expired',
      tokenId: 'token-1',
      detail: null,
    });

    expect(readAuditFile(temporary.file, {})).toMatchObject([
      {
        type: 'authentication.refused',
        outcome: 'refused',
        organizationId: 'organization-1',
        actorType: 'anonymous',
        targetType: 'token',
        targetId: 'token-1',
        count: 1,
        details: { reason: 'expired', tokenId: 'token-1', detail: null },
      },
    ]);
  });

  test('rejects what cannot be written', async () => {
    const entry = auditLog.entry(actedBySystem(null), CREATED, 'succeeded');
    await auditLog.append(entry);

    await expect(auditLog.append(entry)).rejects.toThrow(/UNIQUE/);
    expect(await temporary.store.read.countBy(AuditEntryEntity, {})).toBe(1);
  });
});
