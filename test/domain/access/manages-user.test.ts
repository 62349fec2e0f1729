import { assertMayManageUser } from '../../../src/access/manages-user';
import type { Principal } from '../../../src/access/principal';
import { ORGANIZATION_PERMISSIONS, SYSTEM_PERMISSIONS } from '../../../src/access/permissions';
import { organizationRoot, organizationToken, root, systemToken, user } from './principals';

const PLAIN = { isRoot: false, isOrgRoot: false };
const ROOT = { isRoot: true, isOrgRoot: false };
const OWNER = { isRoot: false, isOrgRoot: true };
const BOTH = { isRoot: true, isOrgRoot: true };

describe('Who manages users', () => {
  test.each<[string, Principal, { isRoot: boolean; isOrgRoot: boolean }, 'may' | 'may not']>([
    ['root', root(), PLAIN, 'may'],
    ['root', root(), OWNER, 'may'],
    ['root', root(), ROOT, 'may'],
    ['root', root(), BOTH, 'may'],
    ['the organization’s root', organizationRoot(), PLAIN, 'may'],
    ['the organization’s root', organizationRoot(), OWNER, 'may'],
    ['the organization’s root', organizationRoot(), ROOT, 'may not'],
    ['the organization’s root', organizationRoot(), BOTH, 'may not'],
    ['a user', user(), PLAIN, 'may'],
    ['a user', user(), OWNER, 'may not'],
    ['a user', user(), ROOT, 'may not'],
    ['an organization token', organizationToken(...ORGANIZATION_PERMISSIONS), PLAIN, 'may'],
    ['an organization token', organizationToken(...ORGANIZATION_PERMISSIONS), OWNER, 'may not'],
    ['an organization token', organizationToken(...ORGANIZATION_PERMISSIONS), ROOT, 'may not'],
    ['a system token', systemToken(...SYSTEM_PERMISSIONS), OWNER, 'may not'],
    ['a system token', systemToken(...SYSTEM_PERMISSIONS), ROOT, 'may not'],
  ])('as %s, with %j as the one managed: %#', (_, principal, managed, verdict) => {
    const attempt = () => assertMayManageUser(principal, 'users.update', managed);

    if (verdict === 'may') expect(attempt).not.toThrow();
    else expect(attempt).toThrow(expect.objectContaining({ code: 'FORBIDDEN' }));
  });

  test('is told which standing they lack', () => {
    expect(() => assertMayManageUser(user(), 'users.remove', BOTH)).toThrow(
      expect.objectContaining({
        message: 'This needs a root user, since this user is root, which the user “ada” does not have.',
        refusal: { action: 'users.remove', reason: 'needs a root user, since this user is root' },
      }),
    );
    expect(() => assertMayManageUser(user(), 'users.remove', OWNER)).toThrow(
      expect.objectContaining({
        refusal: {
          action: 'users.remove',
          reason: 'needs a root user of the organization, since this user is one',
        },
      }),
    );
  });
});
