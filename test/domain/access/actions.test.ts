import { ACTIONS, describeRule, type Action, type Rule } from '../../../src/access/actions';

describe('A rule in words', () => {
  test.each<[string, Rule]>([
    ['no credentials', { kind: 'open' }],
    ['any valid token or session', { kind: 'authenticated' }],
    ['a session or personal token of a user', { kind: 'user' }],
    ['a root user', { kind: 'root' }],
    ['a root user of the organization', { kind: 'organizationRoot' }],
    ['the system permission PatchGlobal', { kind: 'system', permission: 'PatchGlobal' }],
    ['the organization permission ManageUsers', { kind: 'organization', permission: 'ManageUsers' }],
    ['the permission ReadAccess on the repository or view', { kind: 'view', permission: 'ReadAccess' }],
    ['any permission on the repository or view', { kind: 'anyViewPermission' }],
    ['a root user', { kind: 'anyOf', rules: [{ kind: 'root' }] }],
    ['a root user or no credentials', { kind: 'anyOf', rules: [{ kind: 'root' }, { kind: 'open' }] }],
    [
      'a root user, no credentials or any valid token or session',
      { kind: 'anyOf', rules: [{ kind: 'root' }, { kind: 'open' }, { kind: 'authenticated' }] },
    ],
  ])('is “%s”', (words, rule) => {
    expect(describeRule(rule)).toBe(words);
  });

  test('lists nested alternatives in one row, each once', () => {
    const inner: Rule = { kind: 'anyOf', rules: [{ kind: 'root' }, { kind: 'organizationRoot' }] };
    const nested: Rule = {
      kind: 'anyOf',
      rules: [inner, { kind: 'anyOf', rules: [inner, { kind: 'user' }] }],
    };

    expect(describeRule(nested)).toBe(
      'a root user, a root user of the organization or a session or personal token of a user',
    );
  });
});

describe('An action', () => {
  const actions = Object.entries(ACTIONS as Record<Action, Rule>) as [Action, Rule][];

  test.each(actions)('%s can be named in a message', (action, rule) => {
    expect(action).toMatch(/^[a-z]+[A-Za-z]*\.[a-z][A-Za-z]*$/);
    expect(describeRule(rule)).toMatch(/^[a-z].*[A-Za-z]$/);
  });

  test('needs no credentials in these cases and no other', () => {
    const open = actions.filter(([, rule]) => rule.kind === 'open').map(([action]) => action);

    expect(open).toEqual(['meta.read', 'viewer.readOptional', 'parent.read']);
  });

  test('needs no more than credentials in these cases and no other', () => {
    const forAll = actions.filter(([, rule]) => rule.kind === 'authenticated').map(([action]) => action);

    expect(forAll).toEqual([
      'viewer.read',
      'organization.read',
      'permissions.readCatalog',
      'tokens.readCurrent',
    ]);
  });

  test.each<[Action, string]>([
    [
      'tokens.manageView',
      'the permission ChangeViewOrRepositoryPermissions on the repository or view or the organization permission ChangeAllViewOrRepositoryPermissions',
    ],
    ['tokens.manageOrganization', 'the organization permission ChangeOrganizationPermissions'],
    ['tokens.manageSystem', 'the system permission ChangeSystemPermissions'],
    ['tokens.managePersonal', 'a session or personal token of a user'],
    ['tokens.managePersonalOfOthers', 'a root user'],
    ['ipFilters.change', 'the organization permission ChangeIPFilters'],
    ['securityPolicies.change', 'the organization permission ChangeSecurityPolicies'],
    ['securityPolicies.changeSystem', 'the system permission ChangeSystemPermissions'],
  ])('%s needs %s', (action, needed) => {
    expect(describeRule(ACTIONS[action])).toBe(needed);
  });
});
