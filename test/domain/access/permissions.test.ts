import type { GroupedPermissionText } from '../../../src/access/permission-catalog';
import {
  ORGANIZATION_PERMISSION_CATALOG,
  ORGANIZATION_PERMISSION_GROUPS,
} from '../../../src/access/organization-permission-catalog';
import {
  ORGANIZATION_MANAGEMENT_PERMISSIONS,
  ORGANIZATION_PERMISSIONS,
  SYSTEM_PERMISSIONS,
  VIEW_PERMISSIONS,
  effectiveViewPermissions,
  impliedViewPermissions,
} from '../../../src/access/permissions';
import type { ViewPermission } from '../../../src/access/permissions';
import {
  SYSTEM_PERMISSION_CATALOG,
  SYSTEM_PERMISSION_GROUPS,
} from '../../../src/access/system-permission-catalog';
import { VIEW_PERMISSION_CATALOG, VIEW_PERMISSION_GROUPS } from '../../../src/access/view-permission-catalog';

describe('The lists of permissions', () => {
  test.each([
    ['view', VIEW_PERMISSIONS, 49],
    [
      'organization',
      ORGANIZATION_PERMISSIONS.filter(
        (name) => !['ReadAuditLog', 'IntrospectTokens', 'ChangeWebhooks'].includes(name),
      ),
      23,
    ],
    ['system', SYSTEM_PERMISSIONS, 16],
    ['organization management', ORGANIZATION_MANAGEMENT_PERMISSIONS, 1],
  ])('hold every %s permission of LogScale once', (_domain, permissions, count) => {
    expect(new Set(permissions).size).toBe(count);
    expect(permissions).toHaveLength(count);
  });

  test('never use one name in two domains, so a name alone says which domain it belongs to', () => {
    const all = [
      ...VIEW_PERMISSIONS,
      ...ORGANIZATION_PERMISSIONS,
      ...SYSTEM_PERMISSIONS,
      ...ORGANIZATION_MANAGEMENT_PERMISSIONS,
    ];

    expect(new Set(all).size).toBe(all.length);
  });
});

describe('A view permission', () => {
  const wide: [ViewPermission, ViewPermission[]][] = [
    ['ChangeTriggers', ['CreateTriggers', 'UpdateTriggers', 'DeleteTriggers']],
    ['ChangeActions', ['CreateActions', 'UpdateActions', 'DeleteActions']],
    ['ChangeDashboards', ['CreateDashboards', 'UpdateDashboards', 'DeleteDashboards']],
    ['ChangeFiles', ['CreateFiles', 'UpdateFiles', 'DeleteFiles']],
    ['ChangeSavedQueries', ['CreateSavedQueries', 'UpdateSavedQueries', 'DeleteSavedQueries']],
    [
      'ChangeScheduledReports',
      ['CreateScheduledReports', 'UpdateScheduledReports', 'DeleteScheduledReports'],
    ],
    ['ChangeArchivingSettings', ['ChangeS3ArchivingSettings']],
    ['ChangeS3ArchivingSettings', ['ChangeArchivingSettings']],
  ];
  const narrow = VIEW_PERMISSIONS.filter((permission) => !wide.some(([name]) => name === permission));

  test.each(wide)('%s implies itself and %j', (permission, others) => {
    expect(impliedViewPermissions(permission)).toEqual([permission, ...others]);
  });

  test.each(narrow)('%s implies itself alone', (permission) => {
    expect(impliedViewPermissions(permission)).toEqual([permission]);
  });
});

describe('A name that is no view permission', () => {
  test.each(['readaccess', 'ChangeTriggersAndActions', 'ManageUsers', 'constructor', ''])(
    '%j implies nothing, not even itself',
    (name) => {
      expect(impliedViewPermissions(name as ViewPermission)).toEqual([]);
    },
  );
});

describe('The effective view permissions', () => {
  test('of nothing are nothing', () => {
    expect(effectiveViewPermissions([])).toEqual(new Set());
  });

  test('join what each given permission implies', () => {
    expect(effectiveViewPermissions(['ReadAccess', 'ChangeFiles', 'UpdateFiles'])).toEqual(
      new Set(['ReadAccess', 'ChangeFiles', 'CreateFiles', 'UpdateFiles', 'DeleteFiles']),
    );
  });

  test('do not grow a Change permission out of its three parts', () => {
    const parts: ViewPermission[] = ['CreateFiles', 'UpdateFiles', 'DeleteFiles'];

    expect(effectiveViewPermissions(parts)).toEqual(new Set(parts));
  });

  test.each(VIEW_PERMISSIONS)('of %s imply nothing further', (permission) => {
    const once = effectiveViewPermissions([permission]);

    expect(effectiveViewPermissions(once)).toEqual(once);
  });

  test('leave what was given as it was', () => {
    const given = new Set<ViewPermission>(['ChangeTriggers']);

    effectiveViewPermissions(given);

    expect([...given]).toEqual(['ChangeTriggers']);
  });
});

describe('The permission catalogs', () => {
  const catalogs: [string, readonly string[], Readonly<Record<string, GroupedPermissionText>>][] = [
    ['view', VIEW_PERMISSIONS, VIEW_PERMISSION_CATALOG],
    ['organization', ORGANIZATION_PERMISSIONS, ORGANIZATION_PERMISSION_CATALOG],
    ['system', SYSTEM_PERMISSIONS, SYSTEM_PERMISSION_CATALOG],
  ];
  const entries = catalogs.flatMap(([, , catalog]) => Object.entries(catalog));

  test.each(catalogs)('explain each %s permission and no other', (_domain, permissions, catalog) => {
    expect(Object.keys(catalog)).toEqual(permissions);
  });

  test.each(entries)('give %s a title and one sentence that ends with a period', (_permission, text) => {
    expect(text.title).toMatch(/^[A-Z].*[^.\s]$/);
    expect(text.allows).toMatch(/^[A-Z][^.]+\.$/);
  });

  test.each([
    ['view', VIEW_PERMISSION_CATALOG, VIEW_PERMISSION_GROUPS],
    ['organization', ORGANIZATION_PERMISSION_CATALOG, ORGANIZATION_PERMISSION_GROUPS],
    ['system', SYSTEM_PERMISSION_CATALOG, SYSTEM_PERMISSION_GROUPS],
  ])('have no %s group that is empty, listed twice or missing from the list', (_domain, catalog, groups) => {
    const used = Object.values<GroupedPermissionText>(catalog).map(({ group }) => group);
    expect([...groups].sort()).toEqual([...new Set(used)].sort());
  });

  test('never give two permissions the same title', () => {
    const titles = entries.map(([, text]) => text.title.toLowerCase());

    expect(new Set(titles).size).toBe(entries.length);
  });

  test('never explain two permissions with the same sentence', () => {
    const sentences = entries.map(([, text]) => text.allows.toLowerCase());

    expect(new Set(sentences).size).toBe(entries.length);
  });
});
