import {
  assertCanGrant,
  notGrantable,
  type GrantedPermissions,
} from '../../../src/access/grant-only-what-you-hold';
import { NO_GRANTS, viewGrants } from '../../../src/access/grants';
import {
  ORGANIZATION_PERMISSIONS,
  SYSTEM_PERMISSIONS,
  VIEW_PERMISSIONS,
  type ViewPermission,
} from '../../../src/access/permissions';
import type { Principal } from '../../../src/access/principal';
import { DomainError } from '../../../src/kernel/domain-error';
import { organizationRoot, organizationToken, root, systemToken, token, user, viewToken } from './principals';

const onViews = (viewIds: string[], ...permissions: ViewPermission[]): GrantedPermissions => ({
  kind: 'view',
  viewIds,
  permissions,
});
const everyPermission: GrantedPermissions[] = [
  { kind: 'system', permissions: SYSTEM_PERMISSIONS },
  { kind: 'organization', permissions: ORGANIZATION_PERMISSIONS },
  onViews(['A', 'B'], ...VIEW_PERMISSIONS),
];

describe('Who holds permissions', () => {
  test.each(everyPermission)('may hand out all of them as root: %#', (granted) => {
    expect(notGrantable(root(), granted)).toEqual([]);
  });

  test.each(everyPermission)('may hand out none as a user with none: %#', (granted) => {
    expect(notGrantable(user(), granted)).toEqual(granted.permissions);
  });

  test('may hand out those of the organization and its views, and none of the system, as its root', () => {
    expect(everyPermission.map((granted) => notGrantable(organizationRoot(), granted).length)).toEqual([
      SYSTEM_PERMISSIONS.length,
      0,
      0,
    ]);
  });

  test.each<[string, Principal, GrantedPermissions, string[]]>([
    [
      'an organization permission it has',
      organizationToken('ManageUsers', 'ViewUsage'),
      { kind: 'organization', permissions: ['ViewUsage'] },
      [],
    ],
    [
      'an organization permission it has not',
      organizationToken('ChangeOrganizationPermissions'),
      { kind: 'organization', permissions: ['ViewUsage', 'ChangeOrganizationPermissions', 'BlockQueries'] },
      ['ViewUsage', 'BlockQueries'],
    ],
    [
      'a system permission it has',
      systemToken('PatchGlobal'),
      { kind: 'system', permissions: ['PatchGlobal'] },
      [],
    ],
    [
      'a system permission it has not',
      systemToken('ChangeSystemPermissions'),
      { kind: 'system', permissions: ['PatchGlobal'] },
      ['PatchGlobal'],
    ],
    [
      'a view permission, being who manages tokens of every view but holds nothing on any',
      organizationToken(...ORGANIZATION_PERMISSIONS),
      onViews(['A'], 'ReadAccess'),
      ['ReadAccess'],
    ],
    [
      'an organization permission, being a view token with all of its kind',
      viewToken(['A'], ...VIEW_PERMISSIONS),
      { kind: 'organization', permissions: ['ViewUsage'] },
      ['ViewUsage'],
    ],
  ])('hands out of %s only what it holds', (_, principal, granted, missing) => {
    expect(notGrantable(principal, granted)).toEqual(missing);
  });
});

describe('A permission on views', () => {
  test.each<[string, Principal, GrantedPermissions, string[]]>([
    ['held on the one', viewToken(['A'], 'ReadAccess'), onViews(['A'], 'ReadAccess'), []],
    ['held on each', viewToken(['A', 'B'], 'ReadAccess'), onViews(['A', 'B'], 'ReadAccess'), []],
    [
      'lacking on one of two',
      viewToken(['A'], 'ReadAccess'),
      onViews(['A', 'B'], 'ReadAccess'),
      ['ReadAccess'],
    ],
    ['held elsewhere', viewToken(['A'], 'ReadAccess'), onViews(['B'], 'ReadAccess'), ['ReadAccess']],
    [
      'held on one view while another is held on the other',
      token('view', {
        ...NO_GRANTS,
        views: new Map([
          ...viewGrants(['A'], ['ReadAccess']).views,
          ...viewGrants(['B'], ['ChangeFiles']).views,
        ]),
      }),
      onViews(['A', 'B'], 'ReadAccess', 'ChangeFiles'),
      ['ReadAccess', 'ChangeFiles'],
    ],
    [
      'that a held one implies',
      viewToken(['A'], 'ChangeFiles'),
      onViews(['A'], 'CreateFiles', 'UpdateFiles', 'DeleteFiles', 'ChangeFiles'),
      [],
    ],
    [
      'that implies the held ones',
      viewToken(['A'], 'CreateFiles', 'UpdateFiles', 'DeleteFiles'),
      onViews(['A'], 'ChangeFiles'),
      ['ChangeFiles'],
    ],
    [
      'that is the other name of a held one',
      viewToken(['A'], 'ChangeS3ArchivingSettings'),
      onViews(['A'], 'ChangeArchivingSettings'),
      [],
    ],
    [
      'on a list that no type vouches for',
      root(),
      onViews(['A'], 'Everything' as ViewPermission),
      ['Everything'],
    ],
  ])('%s', (_, principal, granted, missing) => {
    expect(notGrantable(principal, granted)).toEqual(missing);
  });
});

describe('A permission to destroy data', () => {
  const destructive: ViewPermission[] = [
    'DeleteEvents',
    'DeleteDataSources',
    'DeleteRepositoryOrView',
    'ChangeRetention',
  ];

  test.each(destructive)('%s is not handed out by who merely holds it', (permission) => {
    expect(notGrantable(viewToken(['A'], permission), onViews(['A'], permission))).toEqual([permission]);
  });

  test.each(destructive)(
    '%s is handed out by who may also change data deletion permissions',
    (permission) => {
      const holder = viewToken(['A'], permission, 'ChangeDataDeletionPermissions');

      expect(notGrantable(holder, onViews(['A'], permission))).toEqual([]);
    },
  );

  test.each(destructive)('%s is not handed out by who may change those but lacks it', (permission) => {
    const holder = viewToken(['A'], 'ChangeDataDeletionPermissions');

    expect(notGrantable(holder, onViews(['A'], permission))).toEqual([permission]);
  });

  test('needs both on each view', () => {
    const holder = token('view', {
      ...NO_GRANTS,
      views: new Map([
        ...viewGrants(['A'], ['DeleteEvents', 'ChangeDataDeletionPermissions']).views,
        ...viewGrants(['B'], ['DeleteEvents']).views,
      ]),
    });

    expect(notGrantable(holder, onViews(['A'], 'DeleteEvents'))).toEqual([]);
    expect(notGrantable(holder, onViews(['A', 'B'], 'DeleteEvents'))).toEqual(['DeleteEvents']);
  });

  test('is one of these four, and every other takes no more than holding it', () => {
    const needingMore = VIEW_PERMISSIONS.filter(
      (permission) => notGrantable(viewToken(['A'], permission), onViews(['A'], permission)).length > 0,
    );

    expect([...needingMore].sort()).toEqual([...destructive].sort());
  });
});

describe('Asserting that permissions may be handed out', () => {
  test('passes where all of them may', () => {
    expect(() =>
      assertCanGrant(organizationToken('ViewUsage'), 'tokens.manageOrganization', {
        kind: 'organization',
        permissions: ['ViewUsage'],
      }),
    ).not.toThrow();
  });

  test('refuses otherwise, naming who and what, in the order given', () => {
    const attempt = () =>
      assertCanGrant(organizationToken('ViewUsage'), 'tokens.manageOrganization', {
        kind: 'organization',
        permissions: ['ManageUsers', 'ViewUsage', 'BlockQueries'],
      });

    expect(attempt).toThrow(DomainError);
    expect(attempt).toThrow(
      expect.objectContaining({
        code: 'FORBIDDEN',
        message:
          'A token can carry only permissions that whoever creates, changes or resets it may hand out; the organization token “organization bot” may not hand out ManageUsers, BlockQueries.',
        refusal: {
          action: 'tokens.manageOrganization',
          reason: 'may not hand out ManageUsers, BlockQueries',
        },
      }),
    );
  });
});
