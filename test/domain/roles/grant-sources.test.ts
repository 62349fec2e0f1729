/** What is told of why a user holds something adds up to what the user is judged by. */
import fc from 'fast-check';
import { ORGANIZATION_ROOT_GRANTS, ROOT_GRANTS, type Grants } from '../../../src/access/grants';
import {
  ORGANIZATION_PERMISSIONS,
  SYSTEM_PERMISSIONS,
  VIEW_PERMISSIONS,
} from '../../../src/access/permissions';
import { grantsFrom } from '../../../src/roles/effective-grants';
import { sourcesOf, type AssignedGrantRow, type GrantSource } from '../../../src/roles/grant-sources';
import { VIEW_IDS } from './grants';

const assignment = { groupId: fc.constantFrom('g1', 'g2'), roleId: fc.constantFrom('r1', 'r2') };
const rows: fc.Arbitrary<AssignedGrantRow[]> = fc.array(
  fc.oneof(
    fc.record({
      ...assignment,
      scope: fc.constant('view' as const),
      viewId: fc.constantFrom(...VIEW_IDS),
      permission: fc.constantFrom(...VIEW_PERMISSIONS),
    }),
    fc.record({
      ...assignment,
      scope: fc.constant('organization' as const),
      viewId: fc.constant(''),
      permission: fc.constantFrom(...ORGANIZATION_PERMISSIONS),
    }),
    fc.record({
      ...assignment,
      scope: fc.constant('system' as const),
      viewId: fc.constant(''),
      permission: fc.constantFrom(...SYSTEM_PERMISSIONS),
    }),
  ),
  { maxLength: 30 },
);

/** As plain text, the same for what is held and for what is told. */
const held = ({ system, organization, everyView, views }: Grants): string[] =>
  [
    ...[...system].map((name) => `system ${name} null`),
    ...[...organization].map((name) => `organization ${name} null`),
    ...[...everyView].map((name) => `view ${name} null`),
    ...[...views].flatMap(([id, names]) => [...names].map((name) => `view ${name} ${id}`)),
  ].sort();
const told = (sources: readonly GrantSource[]): string[] =>
  [...new Set(sources.map(({ domain, permission, viewId }) => `${domain} ${permission} ${viewId}`))].sort();

test('the sources of a user’s permissions are those of what their roles give, no more and no less', () => {
  fc.assert(
    fc.property(rows, (given) => {
      const sources = sourcesOf({ isRoot: false, isOrgRoot: false }, given);
      expect(told(sources)).toEqual(held(grantsFrom(given)));
      expect(new Set(sources.map((source) => JSON.stringify(source))).size).toBe(sources.length);
      for (const { reason, groupId, roleId } of sources) {
        expect(reason).toBe('Role');
        expect(given).toContainEqual(expect.objectContaining({ groupId, roleId }));
      }
    }),
  );
});

test('a root of the organization holds as one, and of the system what roles give', () => {
  fc.assert(
    fc.property(rows, (given) => {
      const sources = sourcesOf({ isRoot: false, isOrgRoot: true }, given);
      const { system } = grantsFrom(given);
      expect(told(sources)).toEqual(held({ ...ORGANIZATION_ROOT_GRANTS, system }));
    }),
  );
});

test('root holds everything as root', () => {
  fc.assert(
    fc.property(rows, fc.boolean(), (given, isOrgRoot) => {
      const sources = sourcesOf({ isRoot: true, isOrgRoot }, given);
      expect(told(sources)).toEqual(held(ROOT_GRANTS));
      expect(sources.every(({ reason, roleId }) => reason === 'Root' && roleId === null)).toBe(true);
    }),
  );
});
