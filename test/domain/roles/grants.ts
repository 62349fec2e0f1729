/** Arbitrary grants, for properties. */
import fc from 'fast-check';
import type { Grants } from '../../../src/access/grants';
import {
  ORGANIZATION_PERMISSIONS,
  SYSTEM_PERMISSIONS,
  VIEW_PERMISSIONS,
} from '../../../src/access/permissions';

const set = <Permission>(all: readonly Permission[]) => fc.subarray([...all]).map((some) => new Set(some));

export const VIEW_IDS = ['v1', 'v2', 'v3'];

export const anyGrants: fc.Arbitrary<Grants> = fc.record({
  system: set(SYSTEM_PERMISSIONS.slice(0, 4)),
  organization: set(ORGANIZATION_PERMISSIONS.slice(0, 4)),
  everyView: fc.oneof(
    { weight: 3, arbitrary: fc.constant(new Set<never>()) },
    set(VIEW_PERMISSIONS.slice(0, 5)),
  ),
  views: fc
    .array(fc.tuple(fc.constantFrom(...VIEW_IDS), set(VIEW_PERMISSIONS.slice(0, 5))), { maxLength: 3 })
    .map((entries) => new Map(entries)),
});

export function union(a: Grants, b: Grants): Grants {
  const views = new Map(a.views);
  for (const [id, held] of b.views) views.set(id, new Set([...(views.get(id) ?? []), ...held]));
  return {
    system: new Set([...a.system, ...b.system]),
    organization: new Set([...a.organization, ...b.organization]),
    everyView: new Set([...a.everyView, ...b.everyView]),
    views,
  };
}
