import { NO_GRANTS, viewGrants } from '../../../src/access/grants';
import {
  ORGANIZATION_PERMISSIONS,
  SYSTEM_PERMISSIONS,
  VIEW_PERMISSIONS,
} from '../../../src/access/permissions';
import type { Principal } from '../../../src/access/principal';
import { DomainError } from '../../../src/kernel/domain-error';
import { assertManagesToken, MANAGE_ACTIONS, seesToken } from '../../../src/tokens/token-management';
import {
  organizationRoot,
  organizationToken,
  root,
  systemToken,
  token,
  user,
  userBySession,
  viewToken,
} from '../access/principals';

type ManagedToken = Parameters<typeof seesToken>[1];

const TOKENS = {
  'ada’s personal token': managed('personal', { userId: 'user-1' }),
  'another’s personal token': managed('personal', { userId: 'user-2' }),
  'root’s personal token': managed('personal', { userId: 'root-1' }),
  'a view token on A': managed('view', { viewIds: ['A'] }),
  'a view token on A and B': managed('view', { viewIds: ['A', 'B'] }),
  'a view token whose views are all gone': managed('view'),
  'an organization token': managed('organization'),
  'a system token': managed('system'),
};
type Which = keyof typeof TOKENS;

const onA = 'ChangeViewOrRepositoryPermissions';
const PRINCIPALS = {
  'ada’s personal token': user(),
  'ada’s session': userBySession(),
  root: root(),
  'the organization’s root': organizationRoot(),
  'a view token that manages A': viewToken(['A'], onA),
  'a view token that manages B': viewToken(['B'], onA),
  'a view token that manages A and B': viewToken(['A', 'B'], onA),
  'a view token that manages A and reads B': token('view', {
    ...NO_GRANTS,
    views: new Map([...viewGrants(['A'], [onA]).views, ...viewGrants(['B'], ['ReadAccess']).views]),
  }),
  'a view token on A with all but that': viewToken(['A'], ...VIEW_PERMISSIONS.filter((name) => name !== onA)),
  'an organization token for view tokens': organizationToken('ChangeAllViewOrRepositoryPermissions'),
  'an organization token for organization tokens': organizationToken('ChangeOrganizationPermissions'),
  'an organization token for all': organizationToken(...ORGANIZATION_PERMISSIONS),
  'a system token for system tokens': systemToken('ChangeSystemPermissions'),
  'a system token for all': systemToken(...SYSTEM_PERMISSIONS),
  'a token with nothing': token('organization'),
} satisfies Record<string, Principal>;
type Who = keyof typeof PRINCIPALS;

function managed(kind: ManagedToken['kind'], details: Partial<ManagedToken> = {}): ManagedToken {
  return { id: `${kind}-9`, kind, organizationId: 'organization-1', userId: null, viewIds: [], ...details };
}

const VIEW_TOKENS: Which[] = [
  'a view token on A',
  'a view token on A and B',
  'a view token whose views are all gone',
];

/** What each principal manages, and what it only sees; it does not see the rest. */
const TABLE: [Who, { manages: Which[]; sees?: Which[] }][] = [
  ['ada’s personal token', { manages: ['ada’s personal token'] }],
  ['ada’s session', { manages: ['ada’s personal token'] }],
  ['root', { manages: Object.keys(TOKENS) as Which[] }],
  ['the organization’s root', { manages: [...VIEW_TOKENS, 'an organization token'] }],
  ['a view token that manages A', { manages: ['a view token on A'], sees: ['a view token on A and B'] }],
  ['a view token that manages B', { manages: [], sees: ['a view token on A and B'] }],
  ['a view token that manages A and B', { manages: ['a view token on A', 'a view token on A and B'] }],
  [
    'a view token that manages A and reads B',
    { manages: ['a view token on A'], sees: ['a view token on A and B'] },
  ],
  ['a view token on A with all but that', { manages: [] }],
  ['an organization token for view tokens', { manages: VIEW_TOKENS }],
  ['an organization token for organization tokens', { manages: ['an organization token'] }],
  ['an organization token for all', { manages: [...VIEW_TOKENS, 'an organization token'] }],
  ['a system token for system tokens', { manages: ['a system token'] }],
  ['a system token for all', { manages: ['a system token'] }],
  ['a token with nothing', { manages: [] }],
];

/** `true` where it is managed, else the code of the refusal. */
function managing(principal: Principal, what: ManagedToken): true | string {
  try {
    assertManagesToken(principal, what);
    return true;
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
}

const cases = TABLE.flatMap(([who, { manages, sees = [] }]) =>
  (Object.keys(TOKENS) as Which[]).map((which) => {
    const verdict = manages.includes(which) ? 'manages' : sees.includes(which) ? 'only sees' : 'does not see';
    return [who, verdict, which] as const;
  }),
);

describe('Who manages tokens', () => {
  test('is shown for everyone', () => {
    expect(TABLE.map(([who]) => who)).toEqual(Object.keys(PRINCIPALS));
  });

  test.each(cases)('%s %s %s', (who, verdict, which) => {
    const principal: Principal = PRINCIPALS[who];

    expect(seesToken(principal, TOKENS[which])).toBe(verdict !== 'does not see');
    expect(managing(principal, TOKENS[which])).toBe(
      { manages: true, 'only sees': 'FORBIDDEN', 'does not see': 'NOT_FOUND' }[verdict],
    );
  });
});

describe('A token of another organization', () => {
  test.each(Object.keys(PRINCIPALS) as Who[])('does not exist for %s', (who) => {
    const elsewhere = { ...PRINCIPALS[who], organizationId: 'organization-2' } as Principal;

    for (const what of Object.values(TOKENS)) {
      expect(seesToken(elsewhere, what)).toBe(false);
      expect(managing(elsewhere, what)).toBe('NOT_FOUND');
    }
  });
});

describe('A refusal', () => {
  test('of a token that is not seen reads like one that is missing, and tells the audit log the truth', () => {
    expect(() => assertManagesToken(user(), TOKENS['a system token'])).toThrow(
      expect.objectContaining({
        code: 'NOT_FOUND',
        message: 'The token was not found.',
        refusal: { action: 'tokens.manageSystem', reason: 'may not see the system token system-9' },
      }),
    );
  });

  test('of a token that is only seen names the permission that is missing', () => {
    expect(() => assertManagesToken(viewToken(['A'], onA), TOKENS['a view token on A and B'])).toThrow(
      expect.objectContaining({ refusal: expect.objectContaining({ action: 'tokens.manageView' }) }),
    );
  });

  test.each(Object.entries(MANAGE_ACTIONS))('of a %s token speaks of %s', (kind, action) => {
    const attempt = () => assertManagesToken(token('view'), managed(kind as ManagedToken['kind']));

    expect(attempt).toThrow(expect.objectContaining({ refusal: expect.objectContaining({ action }) }));
  });
});
