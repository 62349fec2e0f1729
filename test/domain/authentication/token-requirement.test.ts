import fc from 'fast-check';
import { holdsOnView, viewGrants, NO_GRANTS, ROOT_GRANTS } from '../../../src/access/grants';
import {
  effectiveViewPermissions,
  ORGANIZATION_PERMISSIONS,
  SYSTEM_PERMISSIONS,
  VIEW_PERMISSIONS,
} from '../../../src/access/permissions';
import {
  describeRequirement,
  meetsRequirement,
  requirementOf,
  type Requirement,
} from '../../../src/authentication/token-requirement';
import { DomainError } from '../../../src/kernel/domain-error';

const seed = Number(process.env['FC_SEED'] ?? 1);

function read(permission: string | null, view: string | null): Requirement | null | 'refused' {
  try {
    return requirementOf(permission, view);
  } catch (error) {
    if (error instanceof DomainError && error.code === 'BAD_USER_INPUT') return 'refused';
    throw error;
  }
}

const KNOWN: readonly string[] = [...VIEW_PERMISSIONS, ...ORGANIZATION_PERMISSIONS, ...SYSTEM_PERMISSIONS];
const view = fc.option(
  fc.oneof(fc.constantFrom('web-logs', '', ' ', 'a\u0000', '\ud800'), fc.string({ unit: 'binary' })),
);

describe('What a service needs', () => {
  test('is nothing only where nothing was asked for', () => {
    const permission = fc.option(fc.oneof(fc.constantFrom(...KNOWN), fc.string({ unit: 'binary' })));
    fc.assert(
      fc.property(permission, view, (asked, on) => {
        const requirement = read(asked, on);
        if (requirement === 'refused') return;
        expect(requirement === null).toBe(asked === null && on === null);
        if (requirement === null) return;
        expect(requirement.permission).toBe(asked);
        if (requirement.kind === 'view') expect(requirement.view).toBe(on?.trim());
        else expect(on).toBeNull();
      }),
      { seed, numRuns: 1_000 },
    );
  });

  test('is no name but those of permissions, exactly as they are written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        fc.pre(!KNOWN.includes(name));
        expect([read(name, null), read(name, 'web-logs')]).toEqual(['refused', 'refused']);
      }),
      { seed, numRuns: 500 },
    );
    for (const name of KNOWN)
      for (const near of [name.toLowerCase(), ` ${name}`, `${name}\u0000`, `${name},`, ''])
        expect(read(near, 'web-logs')).toBe('refused');
  });

  test.each(KNOWN)('%s is of one domain, and takes a view if it is held on views', (name) => {
    const onViews = (VIEW_PERMISSIONS as readonly string[]).includes(name);
    expect(read(name, onViews ? null : 'web-logs')).toBe('refused');
    const requirement = read(name, onViews ? 'web-logs' : null) as Requirement;
    expect(describeRequirement(requirement)).toBe(onViews ? `${name} on “web-logs”` : name);
    expect(meetsRequirement(ROOT_GRANTS, requirement, 'id')).toBe(true);
    expect(meetsRequirement(NO_GRANTS, requirement, 'id')).toBe(false);
  });

  test('a name that is no permission is told only where it could be one: it might be a secret', () => {
    expect(() => requirementOf('ReadEverything', null)).toThrow('There is no permission “ReadEverything”.');
    for (const secret of [`${'a'.repeat(32)}~${'b'.repeat(44)}`, 'a'.repeat(65), 'a b'])
      expect(() => requirementOf(secret, null)).toThrow(/^permission must be the name of a permission\.$/);
  });
});

test('A requirement on a view is met exactly by those who hold it there, implied or not', () => {
  const permission = fc.constantFrom(...VIEW_PERMISSIONS);
  const id = fc.constantFrom('a', 'b', 'c');
  fc.assert(
    fc.property(fc.uniqueArray(permission), fc.uniqueArray(id), permission, id, (held, on, asked, where) => {
      const grants = viewGrants(on, held);
      const requirement: Requirement = { kind: 'view', permission: asked, view: where };
      const met = meetsRequirement(grants, requirement, where);
      expect(met).toBe(on.includes(where) && effectiveViewPermissions(held).has(asked));
      expect(met).toBe(holdsOnView(grants, asked, where));
      expect(meetsRequirement(grants, requirement, null)).toBe(false);
    }),
    { seed, numRuns: 500 },
  );
});
