/** The shape in which entries leave: LogScale's own. */
import { actedBy, actedByNobody } from '../../../src/audit/actor';
import { AUDIT_EVENT_TEXTS } from '../../../src/audit/audit-event-texts';
import { AuditLog } from '../../../src/audit/audit-log';
import { COMMON_FIELDS, sealedFields } from '../../../src/audit/entry-seal';
import type { Store } from '../../../src/kernel/store';
import { AUDIT_KEY } from '../../support/audit-key';
import { TestClock } from '../../support/clock';
import { token, user } from '../access/principals';

const clock = new TestClock();
const auditLog = new AuditLog(undefined as unknown as Store, clock, AUDIT_KEY);
const ORIGIN = { requestId: 'request-1', clientAddress: '198.51.100.7', userAgent: 'curl/8' };
const ROTATED = {
  type: 'hashedtokens.rotate',
  actionName: 'rotate',
  oldTokenId: 'old',
  newTokenId: 'new',
  tokenName: 'deployment',
  tokenKind: 'organization',
  overlapUntil: null,
} as const;

test('the event’s own fields stand beside the common ones', () => {
  const { type: _, ...own } = ROTATED;
  const entry = auditLog.entry(actedBy({ principal: token('view'), origin: ORIGIN }), ROTATED, 'succeeded');
  expect(sealedFields(entry)).toEqual({
    ...own,
    id: entry.id,
    type: 'hashedtokens.rotate',
    timestamp: '2026-01-05T12:00:00.000Z',
    outcome: 'succeeded',
    actor: {
      type: 'viewPermissionToken',
      ip: '198.51.100.7',
      organizationId: 'organization-1',
      tokenId: entry.actorTokenId,
      tokenName: entry.actorTokenName,
    },
    target: { type: 'token', id: 'new' },
    requestId: 'request-1',
    userAgent: 'curl/8',
    count: 1,
    lastTimestamp: '2026-01-05T12:00:00.000Z',
  });
});

test('a person is actor.user, and who is nobody has none', () => {
  const byUser = auditLog.entry(actedBy({ principal: user(), origin: ORIGIN }), ROTATED, 'succeeded');
  expect(sealedFields(byUser)['actor']).toMatchObject({
    type: 'personalUserToken',
    user: { id: 'user-1', username: 'ada' },
  });
  const byNobody = auditLog.entry(actedByNobody(ORIGIN), ROTATED, 'refused');
  expect(sealedFields(byNobody)['actor']).toEqual({ type: 'anonymous', ip: '198.51.100.7' });
});

test('no event has a field of its own that is called like a common one', () => {
  const own = Object.values(AUDIT_EVENT_TEXTS).flatMap(({ fields }) => Object.keys(fields));
  expect(own.filter((name) => COMMON_FIELDS.includes(name))).toEqual([]);
  const common = Object.keys(sealedFields(auditLog.entry(actedByNobody(ORIGIN), ROTATED, 'refused')));
  expect(COMMON_FIELDS.filter((name) => !common.includes(name))).toEqual([]);
});
