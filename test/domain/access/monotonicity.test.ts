/** What must hold of every action whatever its rule: more permissions never mean less, and none mean nothing. */
import fc from 'fast-check';
import { ACTIONS, type Action, type Rule } from '../../../src/access/actions';
import { can, type Target } from '../../../src/access/authorize';
import { NO_GRANTS, type Grants } from '../../../src/access/grants';
import {
  ORGANIZATION_PERMISSIONS,
  SYSTEM_PERMISSIONS,
  VIEW_PERMISSIONS,
} from '../../../src/access/permissions';
import type { Principal } from '../../../src/access/principal';
import { organizationRoot, root, token, user } from './principals';

const seed = Number(process.env['FC_SEED'] ?? 1);
const ALL_ACTIONS = Object.keys(ACTIONS) as Action[];
const VIEWS = ['A', 'B', 'C'];

const system = fc.constantFrom(...SYSTEM_PERMISSIONS);
const organization = fc.constantFrom(...ORGANIZATION_PERMISSIONS);
const view = fc.constantFrom(...VIEW_PERMISSIONS);
// Rules ask for few of the many permissions; these are drawn often enough to meet one another.
const askedOfViews = fc.constantFrom(
  'ChangeViewOrRepositoryPermissions',
  'ChangeViewOrRepositoryDescription',
  'DeleteRepositoryOrView',
  'ChangeConnections',
  'ConnectView',
);
const someView = fc.oneof(view, askedOfViews);

const grants: fc.Arbitrary<Grants> = fc.record({
  system: fc.uniqueArray(system).map((list) => new Set(list)),
  organization: fc.uniqueArray(organization).map((list) => new Set(list)),
  everyView: fc.uniqueArray(someView, { maxLength: 3 }).map((list) => new Set(list)),
  views: fc
    .uniqueArray(fc.tuple(fc.constantFrom(...VIEWS), fc.uniqueArray(someView, { maxLength: 4 })), {
      selector: ([id]) => id,
    })
    .map((entries) => new Map(entries.map(([id, held]) => [id, new Set(held)]))),
});

const addition: fc.Arbitrary<(held: Grants) => Grants> = fc.oneof(
  system.map((added) => (held: Grants) => ({ ...held, system: new Set([...held.system, added]) })),
  organization.map((added) => (held: Grants) => ({
    ...held,
    organization: new Set([...held.organization, added]),
  })),
  someView.map((added) => (held: Grants) => ({ ...held, everyView: new Set([...held.everyView, added]) })),
  fc.tuple(someView, fc.constantFrom(...VIEWS)).map(([added, viewId]) => (held: Grants) => ({
    ...held,
    views: new Map([...held.views, [viewId, new Set([...(held.views.get(viewId) ?? []), added])]]),
  })),
);

const holder: fc.Arbitrary<(held: Grants) => Principal> = fc.constantFrom(
  (held: Grants) => user({ grants: held }),
  (held: Grants) => organizationRoot({ grants: held }),
  (held: Grants) => root({ grants: held }),
  (held: Grants) => token('view', held),
  (held: Grants) => token('organization', held),
  (held: Grants) => token('system', held),
);

const target: fc.Arbitrary<Target | undefined> = fc.option(
  fc.record({ viewIds: fc.subarray([...VIEWS, 'D']) }),
  { nil: undefined },
);

describe('A permission added to what a principal holds', () => {
  test('never turns an allowed action into a refused one', () => {
    fc.assert(
      fc.property(holder, grants, addition, target, (principalWith, held, add, on) => {
        const before = ALL_ACTIONS.filter((action) => can(principalWith(held), action, on));
        const after = ALL_ACTIONS.filter((action) => can(principalWith(add(held)), action, on));
        expect(after).toEqual(expect.arrayContaining(before));
      }),
      { seed, numRuns: 2_000 },
    );
  });
});

describe('A view added to the target', () => {
  test('never turns a refused action into an allowed one, unless there was no view at all', () => {
    fc.assert(
      fc.property(
        holder,
        grants,
        fc.subarray(VIEWS, { minLength: 1 }),
        fc.constantFrom(...VIEWS, 'D'),
        (principalWith, held, viewIds, added) => {
          const principal = principalWith(held);
          const wide = ALL_ACTIONS.filter((action) =>
            can(principal, action, { viewIds: [...viewIds, added] }),
          );
          const narrow = ALL_ACTIONS.filter((action) => can(principal, action, { viewIds }));
          expect(narrow).toEqual(expect.arrayContaining(wide));
        },
      ),
      { seed, numRuns: 1_000 },
    );
  });
});

describe('What is allowed on a named view', () => {
  test('is allowed where none is named yet', () => {
    fc.assert(
      fc.property(holder, grants, fc.subarray(VIEWS, { minLength: 1 }), (principalWith, held, viewIds) => {
        const principal = principalWith(held);
        const named = ALL_ACTIONS.filter((action) => can(principal, action, { viewIds }));
        const unnamed = ALL_ACTIONS.filter((action) => can(principal, action));
        expect(unnamed).toEqual(expect.arrayContaining(named));
      }),
      { seed, numRuns: 1_000 },
    );
  });
});

describe('A token that carries nothing', () => {
  const forAnyone = ALL_ACTIONS.filter((action) => {
    const rule: Rule = ACTIONS[action];
    return rule.kind === 'open' || rule.kind === 'authenticated';
  });

  test.each(['view', 'organization', 'system'] as const)(
    'of the kind %s may do what any credentials allow, and nothing else',
    (kind) => {
      const powerless = token(kind, NO_GRANTS);

      for (const on of [undefined, { viewIds: [] }, { viewIds: ['A'] }]) {
        expect(ALL_ACTIONS.filter((action) => can(powerless, action, on))).toEqual(forAnyone);
      }
    },
  );
});

describe('A request without credentials', () => {
  test('may do what is open, and nothing else', () => {
    const open = ALL_ACTIONS.filter((action) => ACTIONS[action].kind === 'open');

    expect(ALL_ACTIONS.filter((action) => can(null, action))).toEqual(open);
    expect(ALL_ACTIONS.filter((action) => can(null, action, { viewIds: ['A'] }))).toEqual(open);
  });
});
