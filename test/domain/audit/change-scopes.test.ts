/** What a change reaches: too much costs a reading, too little would leave a revoked token working. */
import type { AuditEvent } from '../../../src/audit/audit-event';
import { changeScopes } from '../../../src/audit/change-scopes';

const event = (type: AuditEvent['type'], details: object = {}) => ({ type, ...details }) as AuditEvent;

test.each<[string, AuditEvent, readonly string[]]>([
  ['a token', event('hashedtokens.change', { tokenId: 't' }), ['token:t']],
  ['an expiry', event('hashedtokens.expire', { tokenId: 't' }), ['token:t']],
  [
    'a reset',
    event('hashedtokens.rotate', { oldTokenId: 'old', newTokenId: 'new' }),
    ['token:old', 'token:new'],
  ],
  [
    'a user of another organization',
    event('user.create', { organizationId: 'b' }),
    ['organization:a', 'organization:b'],
  ],
  [
    'another organization',
    event('organization.delete', { organizationId: 'b' }),
    ['organization:a', 'organization:b'],
  ],
  ['one’s own organization', event('organization.delete', { organizationId: 'a' }), ['organization:a']],
  ['a filter', event('ipfilters.change'), ['organization:a']],
  ['the policies', event('organizations.securitypolicies.tokens.update'), ['organization:a']],
  ['a role', event('role.update'), ['organization:a']],
  ['a membership', event('group.membership.change'), ['organization:a']],
  ['a user', event('user.update'), ['organization:a']],
  ['a user’s end', event('user.delete'), ['organization:a']],
  ['a view’s end', event('view.delete'), ['organization:a']],
  ['what is announced of a token', event('hashedtokens.expiring', { tokenId: 't' }), []],
  ['a webhook', event('webhooks.change'), []],
  ['a use', event('hashedtokens.use'), []],
  ['a refusal', event('authentication.refused'), []],
])('a change of %s', (_what, changed, scopes) => {
  expect(changeScopes(changed, 'a')).toEqual(scopes);
});

test('what belongs to no organization reaches everything', () => {
  expect(changeScopes(event('user.update'), null)).toEqual(['everything']);
});
