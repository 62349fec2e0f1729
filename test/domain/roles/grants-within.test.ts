/** Whether one's grants contain another's. */
import fc from 'fast-check';
import {
  NO_GRANTS,
  ORGANIZATION_ROOT_GRANTS,
  organizationGrants,
  ROOT_GRANTS,
  systemGrants,
  viewGrants,
  type Grants,
} from '../../../src/access/grants';
import { assertHoldsAll, missingFrom } from '../../../src/access/grants-within';
import type { Principal } from '../../../src/access/principal';
import { DomainError } from '../../../src/kernel/domain-error';
import { anyGrants, union } from './grants';

const everyView = (...permissions: ('ReadAccess' | 'DeleteEvents')[]): Grants => ({
  ...NO_GRANTS,
  everyView: new Set(permissions),
});

test.each<[what: string, within: Grants, grants: Grants, missing: string[]]>([
  ['nothing of nothing', NO_GRANTS, NO_GRANTS, []],
  ['a system permission', NO_GRANTS, systemGrants(['PatchGlobal']), ['PatchGlobal']],
  [
    'an organization permission',
    systemGrants(['PatchGlobal']),
    organizationGrants(['ViewUsage']),
    ['ViewUsage'],
  ],
  [
    'one of two',
    organizationGrants(['ViewUsage']),
    organizationGrants(['ViewUsage', 'ManageUsers']),
    ['ManageUsers'],
  ],
  [
    'a permission on a view',
    viewGrants(['v2'], ['ReadAccess']),
    viewGrants(['v1'], ['ReadAccess']),
    ['ReadAccess'],
  ],
  [
    'a permission on one of two views',
    viewGrants(['v1'], ['ReadAccess']),
    viewGrants(['v1', 'v2'], ['ReadAccess']),
    ['ReadAccess'],
  ],
  [
    'nothing on a view where it is held on every view',
    everyView('ReadAccess'),
    viewGrants(['v1'], ['ReadAccess']),
    [],
  ],
  [
    'what is held on every view, by who holds it on some',
    viewGrants(['v1'], ['ReadAccess']),
    everyView('ReadAccess'),
    ['ReadAccess'],
  ],
  [
    'nothing of what is implied',
    viewGrants(['v1'], ['ChangeTriggers']),
    viewGrants(['v1'], ['DeleteTriggers']),
    [],
  ],
  [
    'what implies, by who holds only the implied',
    viewGrants(['v1'], ['CreateTriggers', 'UpdateTriggers', 'DeleteTriggers']),
    viewGrants(['v1'], ['ChangeTriggers']),
    ['ChangeTriggers'],
  ],
  [
    'nothing of the other name',
    viewGrants(['v1'], ['ChangeS3ArchivingSettings']),
    viewGrants(['v1'], ['ChangeArchivingSettings']),
    [],
  ],
  ['nothing by root', ROOT_GRANTS, union(ROOT_GRANTS, viewGrants(['v1'], ['DeleteEvents'])), []],
  [
    'system permissions by a root of the organization',
    ORGANIZATION_ROOT_GRANTS,
    systemGrants(['PatchGlobal']),
    ['PatchGlobal'],
  ],
])('%s is missing', (_what, within, grants, missing) => {
  expect(missingFrom(within, grants)).toEqual(missing);
});

test('each missing permission is named once, however many views it is missing on', () => {
  const grants = viewGrants(['v1', 'v2', 'v3'], ['ReadAccess', 'DeleteEvents']);
  expect(missingFrom(NO_GRANTS, grants)).toEqual(['ReadAccess', 'DeleteEvents']);
});

test('nothing is missing from oneself, nor from nothing, and the more one holds the less is missing', () => {
  fc.assert(
    fc.property(anyGrants, anyGrants, anyGrants, (a, b, more) => {
      expect(missingFrom(a, a)).toEqual([]);
      expect(missingFrom(a, NO_GRANTS)).toEqual([]);
      expect(missingFrom(union(a, b), a)).toEqual([]);
      const missing = new Set(missingFrom(a, b));
      for (const one of missingFrom(union(a, more), b)) expect(missing).toContain(one);
      const wanted = new Set(missingFrom(a, union(b, more)));
      for (const one of missing) expect(wanted).toContain(one);
    }),
  );
});

test('where nothing is missing either way, as much is held, and whoever contains a container contains the contained', () => {
  fc.assert(
    fc.property(anyGrants, anyGrants, anyGrants, (a, b, c) => {
      const [ab, abc] = [union(a, b), union(union(a, b), c)];
      expect(missingFrom(abc, ab)).toEqual([]);
      expect(missingFrom(abc, a)).toEqual([]);
      fc.pre(missingFrom(a, b).length === 0);
      expect(missingFrom(a, ab)).toEqual([]);
    }),
  );
});

describe('assertHoldsAll', () => {
  const principal: Principal = {
    kind: 'token',
    tokenKind: 'organization',
    tokenId: 't',
    tokenName: 'few rights',
    organizationId: 'o',
    grants: organizationGrants(['ManageUsers']),
  };

  test('passes where everything is held', () => {
    expect(() =>
      assertHoldsAll(principal, 'groups.change', organizationGrants(['ManageUsers'])),
    ).not.toThrow();
    expect(() => assertHoldsAll(principal, 'groups.change', NO_GRANTS)).not.toThrow();
  });

  test('refuses otherwise, naming who and what is missing, for the caller and for the audit log', () => {
    const grants = union(organizationGrants(['ManageUsers', 'ViewUsage']), systemGrants(['PatchGlobal']));
    let thrown: unknown;
    try {
      assertHoldsAll(principal, 'groups.change', grants);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(DomainError);
    expect(thrown).toMatchObject({
      code: 'FORBIDDEN',
      message: expect.stringContaining(
        'the organization token “few rights” does not hold PatchGlobal, ViewUsage',
      ),
      refusal: { action: 'groups.change', reason: 'does not hold PatchGlobal, ViewUsage' },
    });
  });
});
