import {
  holdsOnSomeView,
  holdsOnView,
  NO_GRANTS,
  ORGANIZATION_ROOT_GRANTS,
  organizationGrants,
  ROOT_GRANTS,
  seesView,
  systemGrants,
  viewGrants,
  type Grants,
} from '../../../src/access/grants';
import {
  ORGANIZATION_PERMISSIONS,
  SYSTEM_PERMISSIONS,
  VIEW_PERMISSIONS,
  type ViewPermission,
} from '../../../src/access/permissions';

const none = new Set();

describe('Root', () => {
  test('holds every permission of all three domains, on views to come as well', () => {
    expect(ROOT_GRANTS.system).toEqual(new Set(SYSTEM_PERMISSIONS));
    expect(ROOT_GRANTS.organization).toEqual(new Set(ORGANIZATION_PERMISSIONS));
    expect(ROOT_GRANTS.everyView).toEqual(new Set(VIEW_PERMISSIONS));
  });
});

describe('The root of an organization', () => {
  test('holds every permission of it and of its views, and none of the system', () => {
    expect(ORGANIZATION_ROOT_GRANTS.organization).toEqual(new Set(ORGANIZATION_PERMISSIONS));
    expect(ORGANIZATION_ROOT_GRANTS.everyView).toEqual(new Set(VIEW_PERMISSIONS));
    expect(ORGANIZATION_ROOT_GRANTS.system).toEqual(none);
  });
});

describe('A token’s grants', () => {
  test.each<[string, Grants, Partial<Grants>]>([
    ['nothing', NO_GRANTS, {}],
    [
      'organization permissions',
      organizationGrants(['ManageUsers', 'ViewUsage']),
      { organization: new Set(['ManageUsers', 'ViewUsage'] as const) },
    ],
    [
      'system permissions',
      systemGrants(['PatchGlobal', 'ManageCluster']),
      { system: new Set(['PatchGlobal', 'ManageCluster'] as const) },
    ],
    [
      'view permissions',
      viewGrants(['A', 'B'], ['ReadAccess']),
      {
        views: new Map([
          ['A', new Set(['ReadAccess'] as const)],
          ['B', new Set(['ReadAccess'] as const)],
        ]),
      },
    ],
    ['view permissions on no view', viewGrants([], ['ReadAccess']), {}],
  ])('from %s are these and nothing in another domain', (_, grants, held) => {
    expect(grants).toEqual({
      system: none,
      organization: none,
      everyView: none,
      views: new Map(),
      ...held,
    });
  });

  test('hold on each view what a permission implies', () => {
    const { views } = viewGrants(['A'], ['ChangeTriggers', 'ReadAccess']);

    expect(views.get('A')).toEqual(
      new Set(['ChangeTriggers', 'CreateTriggers', 'UpdateTriggers', 'DeleteTriggers', 'ReadAccess']),
    );
  });

  test('never hold a stored name that is on no list', () => {
    expect(viewGrants(['A'], ['ChangeTriggersAndActions' as ViewPermission]).views.get('A')).toEqual(none);
  });
});

describe('What is held on a view', () => {
  const some = viewGrants(['A', 'B'], ['ReadAccess']);
  const every: Grants = { ...NO_GRANTS, everyView: new Set(['ReadAccess']) };

  test.each<[string, Grants, ViewPermission, string, boolean]>([
    ['the permission there', some, 'ReadAccess', 'A', true],
    ['the permission on another', some, 'ReadAccess', 'C', false],
    ['another permission there', some, 'DeleteEvents', 'A', false],
    ['the permission on every view', every, 'ReadAccess', 'C', true],
    ['another permission on every view', every, 'DeleteEvents', 'C', false],
    ['nothing', NO_GRANTS, 'ReadAccess', 'A', false],
    ['nothing, where the view is called like a property', NO_GRANTS, 'ReadAccess', 'constructor', false],
    ['root’s grants', ROOT_GRANTS, 'DeleteEvents', 'anything', true],
    ['organization permissions', organizationGrants(ORGANIZATION_PERMISSIONS), 'ReadAccess', 'A', false],
    ['system permissions', systemGrants(SYSTEM_PERMISSIONS), 'ReadAccess', 'A', false],
  ])('follows from %s', (_, grants, permission, viewId, held) => {
    expect(holdsOnView(grants, permission, viewId)).toBe(held);
  });

  test.each<[string, Grants, ViewPermission, boolean]>([
    ['it on one', some, 'ReadAccess', true],
    ['it on every one', every, 'ReadAccess', true],
    ['another', some, 'DeleteEvents', false],
    ['another on every one', every, 'DeleteEvents', false],
    ['nothing', NO_GRANTS, 'ReadAccess', false],
  ])('is held on some view by who holds %s', (_, grants, permission, held) => {
    expect(holdsOnSomeView(grants, permission)).toBe(held);
  });

  test.each<[string, Grants, string, boolean]>([
    ['any permission there', some, 'B', true],
    ['a permission on another', some, 'C', false],
    ['any permission on every view', every, 'C', true],
    ['a view without a permission', viewGrants(['A'], []), 'A', false],
    ['nothing', NO_GRANTS, 'A', false],
  ])('shows the view to who holds %s', (_, grants, viewId, seen) => {
    expect(seesView(grants, viewId)).toBe(seen);
  });
});
