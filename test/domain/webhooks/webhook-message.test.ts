/** Which entries of the audit log are news, and what is said of them. */
import { actedBySystem, type Actor } from '../../../src/audit/actor';
import type { AuditEvent } from '../../../src/audit/audit-event';
import { newsOf, tokenMessage, type TokenNews } from '../../../src/webhooks/webhook-message';

const event = (type: string, details: object = {}): AuditEvent => {
  const fields = { tokenId: 't', endReason: 'kindDisabled', oldTokenId: 'o', newTokenId: 'n' };
  return { type, ...fields, ...details } as unknown as AuditEvent;
};
const change = (actionName: string) => event('hashedtokens.change', { actionName });

test.each<readonly [AuditEvent, TokenNews | null]>([
  [change('create'), { type: 'token.created', tokenId: 't', endReason: null, overlapUntil: null }],
  [change('delete'), { type: 'token.revoked', tokenId: 't', endReason: 'kindDisabled', overlapUntil: null }],
  [
    event('hashedtokens.rotate', { overlapUntil: 9 }),
    { type: 'token.reset', tokenId: 'n', endReason: null, overlapUntil: 9 },
  ],
  [
    event('hashedtokens.expiring'),
    { type: 'token.expiring', tokenId: 't', endReason: null, overlapUntil: null },
  ],
  [
    event('hashedtokens.expire'),
    { type: 'token.expired', tokenId: 't', endReason: 'expired', overlapUntil: null },
  ],
  ...['update', 'shorten', 'filter'].map((actionName) => [change(actionName), null] as const),
  ...['hashedtokens.use', 'tokens', 'fleet.installtoken.change', 'user.delete', 'authentication.refused'].map(
    (type) => [event(type), null] as const,
  ),
])('%j is told as %j', (entry, told) => expect(newsOf(entry)).toEqual(told));

const TOKEN = {
  id: 't',
  organizationId: 'org',
  kind: 'view',
  name: 'ci',
  userId: null,
  expireAt: 5,
  previousId: 'before',
  viewIds: ['v'],
} as const;

test('the id from before is told of a reset alone', () => {
  const told = (type: 'token.reset' | 'token.expired') =>
    JSON.parse(
      tokenMessage(
        { type, tokenId: 't', endReason: null, overlapUntil: null },
        TOKEN,
        actedBySystem('org').actor,
        0,
      ),
    ).data.previousTokenId;
  expect([told('token.reset'), told('token.expired')]).toEqual(['before', null]);
});

test('nothing is told of a token but what is listed here', () => {
  const actor: Actor = {
    type: 'user',
    organizationId: 'org',
    userId: 'u',
    userName: 'ada',
    tokenId: null,
    tokenName: null,
    sessionId: 'session',
  };
  const holding = { ...TOKEN, permissions: ['x'], secretHash: 'secret', secretKeyId: 'key' };
  const news = { type: 'token.created', tokenId: 't', endReason: null, overlapUntil: null } as const;
  expect(JSON.parse(tokenMessage(news, holding, actor, 1))).toEqual({
    type: 'token.created',
    timestamp: '1970-01-01T00:00:00.001Z',
    data: {
      organizationId: 'org',
      tokenId: 't',
      tokenName: 'ci',
      tokenKind: 'view',
      userId: null,
      viewIds: ['v'],
      expireAt: 5,
      previousTokenId: null,
      overlapUntil: null,
      endReason: null,
      actor: { type: 'user', userId: 'u', userName: 'ada', tokenId: null, tokenName: null },
    },
  });
});
