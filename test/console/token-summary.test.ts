/** The one sentence that says what a token may do, from where and until when. */
import { tokenSummary, type SummarisedToken } from '../../console/src/tokens/token-summary';

/** In the reader's zone, as the sentence tells it. */
const at = (day: number, hour: number) => new Date(2026, 10, day, hour).getTime();
const NOW = at(26, 9);

const TOKEN: SummarisedToken = {
  kind: 'OrganizationPermissionsToken',
  permissions: ['Manage users'],
  views: [],
  ipFilters: [],
  expireAt: null,
};

describe('a token’s summary tells what it may do', () => {
  test.each<[string, Partial<SummarisedToken>]>([
    ['Can manage users, from anywhere, until it is revoked.', {}],
    [
      'Can manage users and view usage, from anywhere, until it is revoked.',
      { permissions: ['Manage users', 'View usage'] },
    ],
    [
      'Can manage users, view usage, block queries and monitor queries, from anywhere, until it is revoked.',
      { permissions: ['Manage users', 'View usage', 'Block queries', 'Monitor queries'] },
    ],
    [
      'Can manage users, view usage, block queries and 2 more, from anywhere, until it is revoked.',
      { permissions: ['Manage users', 'View usage', 'Block queries', 'Monitor queries', 'View the fleet'] },
    ],
    ['Can FDR feeds, from anywhere, until it is revoked.', { permissions: ['FDR feeds'] }],
    ['Can do nothing, from anywhere, until it is revoked.', { permissions: [] }],
    [
      'Can read, in web logs and audit, from anywhere, until it is revoked.',
      { kind: 'ViewPermissionsToken', permissions: ['Read'], views: ['web logs', 'audit'] },
    ],
    [
      'Can read, in no repository or view, from anywhere, until it is revoked.',
      { kind: 'ViewPermissionsToken', permissions: ['Read'] },
    ],
    [
      'Can read, in a, b, c and 7 more, from anywhere, until it is revoked.',
      { kind: 'ViewPermissionsToken', permissions: ['Read'], views: [...'abcdefghij'] },
    ],
    ['Can do whatever you may do, from anywhere, until it is revoked.', { kind: 'PersonalUserToken' }],
    [
      'Can do whatever ada may do, from anywhere, until it is revoked.',
      { kind: 'PersonalUserToken', userName: 'ada' },
    ],
  ])('%s', (sentence, token) => {
    expect(tokenSummary({ ...TOKEN, ...token }, NOW)).toBe(sentence);
  });
});

describe('a token’s summary tells from where it may be used', () => {
  test.each<[string, readonly string[]]>([
    ['from anywhere', []],
    ['from 10.0.0.0/8', ['allow 10.0.0.0/8']],
    ['from 10.0.0.0/8', ['deny all\nallow 10.0.0.0/8 # the office; allow 1.2.3.4']],
    ['from 10.0.0.0/8 and 2001:db8::/32', ['ALLOW 10.0.0.0/8;\tAllow  2001:db8::/32']],
    ['from 10.0.0.0/8 but 10.0.0.1', ['allow 10.0.0.0/8\r\ndeny 10.0.0.1']],
    ['from 1.1.1.1, 1.1.1.2, 1.1.1.3 and 2 more', ['12345'.replace(/./g, 'allow 1.1.1.$&;')]],
    ['from anywhere', ['allow all']],
    ['from anywhere but 10.0.0.1', ['allow all; deny 10.0.0.1']],
    ['from anywhere but 10.0.0.1', ['deny 10.0.0.1']],
    ['from nowhere', ['deny all']],
    [
      'from 10.0.0.0/8 where the policy’s filter agrees (from 10.1.0.0/16)',
      ['allow 10.0.0.0/8', 'allow 10.1.0.0/16'],
    ],
    ['from 10.0.0.0/8', ['allow 10.0.0.0/8', 'allow 10.0.0.0/8']],
  ])('%s', (place, ipFilters) => {
    expect(tokenSummary({ ...TOKEN, ipFilters }, NOW)).toBe(
      `Can manage users, ${place}, until it is revoked.`,
    );
  });
});

describe('a token’s summary tells until when', () => {
  test.each<[string, number]>([
    ['Can manage users, from anywhere, until today 14:00.', at(26, 14)],
    ['Can manage users, from anywhere, until tomorrow 14:00.', at(27, 14)],
    ['Can manage users, from anywhere, until tomorrow 00:00.', at(27, 0)],
    ['Can manage users, from anywhere, until 28 Nov 2026, 14:00.', at(28, 14)],
    ['Could manage users, from anywhere, until yesterday 23:00.', at(25, 23)],
    ['Could manage users, from anywhere, until today 09:00.', NOW],
  ])('%s', (sentence, expireAt) => {
    expect(tokenSummary({ ...TOKEN, expireAt }, NOW)).toBe(sentence);
  });

  test('and that it ended before its expiry', () => {
    expect(tokenSummary({ ...TOKEN, expireAt: at(28, 14), endedAt: at(26, 8) }, NOW)).toBe(
      'Could manage users, from anywhere, until today 08:00.',
    );
  });
});
