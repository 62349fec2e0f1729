import { ACTIONS, type Action, type Rule } from '../../../src/access/actions';
import { assertCan, can, forbidden } from '../../../src/access/authorize';
import { NO_GRANTS } from '../../../src/access/grants';
import {
  ORGANIZATION_PERMISSIONS,
  SYSTEM_PERMISSIONS,
  VIEW_PERMISSIONS,
} from '../../../src/access/permissions';
import type { Principal } from '../../../src/access/principal';
import { DomainError } from '../../../src/kernel/domain-error';
import {
  organizationRoot,
  organizationToken,
  root,
  systemToken,
  token,
  user,
  userBySession,
  viewToken,
} from './principals';

/** Each kind of principal, tokens with all that their kind can carry and with nothing. */
const WHO = {
  nobody: null,
  root: root(),
  organizationRoot: organizationRoot(),
  user: user(),
  userBySession: userBySession(),
  organizationToken: organizationToken(...ORGANIZATION_PERMISSIONS),
  systemToken: systemToken(...SYSTEM_PERMISSIONS),
  viewToken: viewToken(['A', 'B'], ...VIEW_PERMISSIONS),
  emptyOrganizationToken: token('organization'),
  emptySystemToken: token('system'),
  emptyViewToken: token('view'),
} as const satisfies Record<string, Principal | null>;
type Who = keyof typeof WHO;

const EVERYONE = Object.keys(WHO) as Who[];
const USERS: Who[] = ['root', 'organizationRoot', 'user', 'userBySession'];

function kindsOf(rule: Rule): Rule['kind'][] {
  return [rule.kind, ...(rule.kind === 'anyOf' ? rule.rules.flatMap(kindsOf) : [])];
}

describe('A rule without a target', () => {
  const table: [Rule['kind'], Action, Who[]][] = [
    ['open', 'meta.read', EVERYONE],
    ['open', 'viewer.readOptional', EVERYONE],
    ['authenticated', 'viewer.read', EVERYONE.filter((who) => who !== 'nobody')],
    ['user', 'tokens.managePersonal', USERS],
    ['root', 'users.makeRoot', ['root']],
    ['organizationRoot', 'users.makeOrganizationRoot', ['root', 'organizationRoot']],
    ['system', 'users.rename', ['root', 'systemToken']],
    ['organization', 'users.add', ['root', 'organizationRoot', 'organizationToken']],
    ['view', 'searchDomains.changeDescription', ['root', 'organizationRoot', 'viewToken']],
    ['anyOf', 'views.delete', ['root', 'organizationRoot', 'organizationToken', 'viewToken']],
    ['anyViewPermission', 'searchDomains.read', [...USERS, 'viewToken']],
  ];

  test.each(
    table.flatMap(([kind, action, allowed]) =>
      EVERYONE.map((who) => [kind, action, allowed.includes(who) ? 'lets' : 'stops', who] as const),
    ),
  )('of the kind %s (%s) %s %s', (_kind, action, verdict, who) => {
    expect(can(WHO[who], action)).toBe(verdict === 'lets');
  });

  test('is shown here for every kind there is', () => {
    const used = new Set(Object.values(ACTIONS).flatMap(kindsOf));

    expect(new Set(table.map(([kind]) => kind))).toEqual(used);
  });
});

describe('A rule that needs one permission', () => {
  const withPermission = Object.entries(ACTIONS as Record<string, Rule>).flatMap(([action, rule]) =>
    'permission' in rule ? [[action as Action, rule.permission, rule] as const] : [],
  );

  test.each(withPermission)(
    'lets %s do who holds %s alone, and nobody who lacks only it',
    (action, _, rule) => {
      const but = <P extends string>(all: readonly P[]) => all.filter((name) => name !== rule.permission);
      switch (rule.kind) {
        case 'system':
          expect(can(systemToken(rule.permission), action)).toBe(true);
          expect(can(systemToken(...but(SYSTEM_PERMISSIONS)), action)).toBe(false);
          break;
        case 'organization':
          expect(can(organizationToken(rule.permission), action)).toBe(true);
          expect(can(organizationToken(...but(ORGANIZATION_PERMISSIONS)), action)).toBe(false);
          break;
        case 'view':
          expect(can(viewToken(['A'], rule.permission), action, { viewIds: ['A'] })).toBe(true);
          expect(can(viewToken(['A'], ...but(VIEW_PERMISSIONS)), action, { viewIds: ['A'] })).toBe(false);
          break;
      }
    },
  );

  test('is met by a permission that implies it', () => {
    const implied = viewToken(['A'], 'ChangeFiles');

    expect(implied.grants.views.get('A')).toContain('DeleteFiles');
  });
});

describe('A rule about views', () => {
  const holder = viewToken(['A', 'B'], 'ChangeViewOrRepositoryDescription');
  const everywhere = token('view', {
    ...NO_GRANTS,
    everyView: new Set(['ChangeViewOrRepositoryDescription'] as const),
  });

  describe.each(['searchDomains.changeDescription', 'searchDomains.read'] as const)('(%s)', (action) => {
    test.each<[string, Principal, string[], boolean]>([
      ['holds it on that one', holder, ['A'], true],
      ['holds it on each of them', holder, ['A', 'B'], true],
      ['holds it on the one named twice', holder, ['A', 'A'], true],
      ['lacks it on the last', holder, ['A', 'B', 'C'], false],
      ['lacks it on the first', holder, ['C', 'A'], false],
      ['holds it elsewhere', holder, ['C'], false],
      ['holds it elsewhere, under another spelling', holder, ['a'], false],
      ['holds it everywhere', everywhere, ['A', 'C'], true],
      ['holds it, where no view is named', holder, [], false],
      ['holds it everywhere, where no view is named', everywhere, [], false],
      ['is an organization token', organizationToken(...ORGANIZATION_PERMISSIONS), ['A'], false],
      ['is a system token', systemToken(...SYSTEM_PERMISSIONS), ['A'], false],
    ])('who %s: %#', (_, principal, viewIds, allowed) => {
      expect(can(principal, action, { viewIds })).toBe(allowed);
    });
  });

  test('is not met by root where no view is named', () => {
    expect(can(root(), 'searchDomains.changeDescription', { viewIds: [] })).toBe(false);
  });

  test('is not met by a permission on views of which none is held', () => {
    const hollow = viewToken(['A']);

    expect(can(hollow, 'searchDomains.read', { viewIds: ['A'] })).toBe(false);
    expect(can(hollow, 'searchDomains.read')).toBe(false);
  });

  test('leaves the alternative of an organization permission open whatever views are named', () => {
    const all = organizationToken('ChangeAllViewOrRepositoryPermissions');

    expect(can(all, 'tokens.manageView')).toBe(true);
    expect(can(all, 'tokens.manageView', { viewIds: ['A', 'C'] })).toBe(true);
    expect(can(organizationToken('ManageUsers'), 'tokens.manageView', { viewIds: ['A'] })).toBe(false);
  });
});

describe('Asserting', () => {
  function refusalOf(attempt: () => void): DomainError {
    try {
      attempt();
    } catch (error) {
      if (error instanceof DomainError) return error;
      throw error;
    }
    throw new Error('It was allowed.');
  }

  test('passes what is allowed', () => {
    expect(() => assertCan(null, 'meta.read')).not.toThrow();
    expect(() => assertCan(root(), 'users.makeRoot')).not.toThrow();
    expect(() =>
      assertCan(viewToken(['A'], 'ChangeConnections'), 'views.changeConnections', { viewIds: ['A'] }),
    ).not.toThrow();
  });

  test('turns away who brings no credentials as unauthenticated, in LogScale’s words', () => {
    expect(refusalOf(() => assertCan(null, 'users.read'))).toMatchObject({
      code: 'UNAUTHENTICATED',
      message: 'The resource requires authentication, which was not supplied with the request',
    });
  });

  test('turns away who lacks a permission as forbidden, naming it and them', () => {
    expect(refusalOf(() => assertCan(user(), 'users.read'))).toMatchObject({
      code: 'FORBIDDEN',
      message: 'This needs the organization permission ManageUsers, which the user “ada” does not have.',
      refusal: { action: 'users.read', reason: 'needs the organization permission ManageUsers' },
    });
    expect(refusalOf(() => assertCan(systemToken(), 'users.rename'))).toMatchObject({
      code: 'FORBIDDEN',
      message:
        'This needs the system permission ChangeUsername, which the system token “system bot” does not have.',
    });
  });

  test('looks at the target', () => {
    const holder = viewToken(['A'], 'ChangeConnections');

    const attempt = () => assertCan(holder, 'views.changeConnections', { viewIds: ['A', 'B'] });

    expect(refusalOf(attempt)).toMatchObject({ code: 'FORBIDDEN' });
  });

  test('has refusals of other rules read alike', () => {
    expect(forbidden(user(), 'users.update', 'a root user')).toMatchObject({
      code: 'FORBIDDEN',
      message: 'This needs a root user, which the user “ada” does not have.',
      refusal: { action: 'users.update', reason: 'needs a root user' },
    });
  });
});
