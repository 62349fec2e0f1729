/** What assignments of roles give. */
import fc from 'fast-check';
import { NO_GRANTS, type Grants } from '../../../src/access/grants';
import { missingFrom } from '../../../src/access/grants-within';
import {
  ORGANIZATION_PERMISSIONS,
  SYSTEM_PERMISSIONS,
  VIEW_PERMISSIONS,
} from '../../../src/access/permissions';
import { grantsFrom, type GrantRow } from '../../../src/roles/effective-grants';
import { givenBy } from '../../../src/roles/role-lookup';
import { union, VIEW_IDS } from './grants';

const organization = (permission: string): GrantRow => ({ scope: 'organization', viewId: '', permission });
const system = (permission: string): GrantRow => ({ scope: 'system', viewId: '', permission });
const view = (viewId: string, permission: string): GrantRow => ({ scope: 'view', viewId, permission });

const anyRow: fc.Arbitrary<GrantRow> = fc.oneof(
  fc.constantFrom(...ORGANIZATION_PERMISSIONS.slice(0, 4)).map(organization),
  fc.constantFrom(...SYSTEM_PERMISSIONS.slice(0, 4)).map(system),
  fc
    .tuple(fc.constantFrom(...VIEW_IDS), fc.constantFrom(...VIEW_PERMISSIONS))
    .map(([id, held]) => view(id, held)),
);

function expectSame(a: Grants, b: Grants): void {
  expect(missingFrom(a, b)).toEqual([]);
  expect(missingFrom(b, a)).toEqual([]);
}

describe('grantsFrom', () => {
  test('no rows is nothing', () => {
    expect(grantsFrom([])).toEqual(NO_GRANTS);
  });

  test('each row counts in its scope and on its view, with what it implies, once however often it stands there', () => {
    const rows = [
      organization('ViewUsage'),
      organization('ViewUsage'),
      system('PatchGlobal'),
      view('v1', 'ReadAccess'),
      view('v1', 'ChangeFiles'),
      view('v2', 'ChangeArchivingSettings'),
    ];
    expect(grantsFrom(rows)).toEqual({
      organization: new Set(['ViewUsage']),
      system: new Set(['PatchGlobal']),
      everyView: new Set(),
      views: new Map([
        ['v1', new Set(['ReadAccess', 'ChangeFiles', 'CreateFiles', 'UpdateFiles', 'DeleteFiles'])],
        ['v2', new Set(['ChangeArchivingSettings', 'ChangeS3ArchivingSettings'])],
      ]),
    });
  });

  test('never reaches every view, and a name that is no permission gives nothing on a view', () => {
    expect(grantsFrom([view('v1', 'Everything')]).views.get('v1')).toEqual(new Set());
    fc.assert(
      fc.property(fc.array(anyRow), (rows) => {
        expect(grantsFrom(rows).everyView.size).toBe(0);
      }),
    );
  });

  test('is the union over its rows, in any order', () => {
    fc.assert(
      fc.property(fc.array(anyRow, { maxLength: 12 }), fc.nat(12), (rows, at) => {
        const parts = union(grantsFrom(rows.slice(at)), grantsFrom(rows.slice(0, at)));
        expectSame(grantsFrom(rows), parts);
        expectSame(grantsFrom(rows), grantsFrom([...rows].reverse()));
      }),
    );
  });
});

describe('givenBy', () => {
  const permissions = [
    { domain: 'view', permission: 'ReadAccess' },
    { domain: 'organization', permission: 'ViewUsage' },
    { domain: 'system', permission: 'PatchGlobal' },
    { domain: 'organizationManagement', permission: 'ManageSpecificOrganizations' },
  ] as const;

  test.each([
    ['organization', '', { ...NO_GRANTS, organization: new Set(['ViewUsage']) }],
    ['system', '', { ...NO_GRANTS, system: new Set(['PatchGlobal']) }],
    ['view', 'v1', { ...NO_GRANTS, views: new Map([['v1', new Set(['ReadAccess'])]]) }],
  ] as const)('for the %s it is the permissions of that domain alone', (scope, viewId, expected) => {
    expect(givenBy([{ scope, viewId }], permissions)).toEqual(expected);
  });

  test('a role that is assigned nowhere gives nothing, and one without permissions neither', () => {
    expect(givenBy([], permissions)).toEqual(NO_GRANTS);
    expect(givenBy([{ scope: 'view', viewId: 'v1' }], [])).toEqual(NO_GRANTS);
  });

  test('on several views it is the same on each', () => {
    const given = givenBy(
      ['v1', 'v2'].map((viewId) => ({ scope: 'view', viewId })),
      permissions,
    );
    expect([...given.views.keys()]).toEqual(['v1', 'v2']);
    expect(given.views.get('v2')).toEqual(new Set(['ReadAccess']));
    expect(given.organization.size + given.system.size).toBe(0);
  });

  test('more permissions or more places never give less', () => {
    const domains = {
      view: VIEW_PERMISSIONS,
      organization: ORGANIZATION_PERMISSIONS,
      system: SYSTEM_PERMISSIONS,
    };
    const anyPermission = fc
      .constantFrom('view', 'organization', 'system')
      .chain((domain) =>
        fc.constantFrom(...domains[domain].slice(0, 5)).map((permission) => ({ domain, permission })),
      );
    const anyPlace = fc.oneof(
      fc.constantFrom(...VIEW_IDS).map((viewId) => ({ scope: 'view' as const, viewId })),
      fc.constantFrom('organization', 'system').map((scope) => ({ scope, viewId: '' })),
    );
    fc.assert(
      fc.property(
        fc.array(anyPlace),
        fc.array(anyPlace),
        fc.array(anyPermission),
        fc.array(anyPermission),
        (places, morePlaces, some, more) => {
          const given = givenBy(places, some);
          expect(missingFrom(givenBy([...places, ...morePlaces], [...some, ...more]), given)).toEqual([]);
        },
      ),
    );
  });
});
