import type { Caller, Origin, Principal } from '../../../src/access/principal';
import { actedBy, actedByNobody, actedBySystem, actorOf, type Actor } from '../../../src/audit/actor';
import { organizationRoot, root, token, user, userBySession } from '../access/principals';

const ORIGIN: Origin = { requestId: 'request-1', clientAddress: '198.51.100.7', userAgent: 'curl/8' };

const NOBODY: Omit<Actor, 'type'> = {
  organizationId: null,
  userId: null,
  userName: null,
  tokenId: null,
  tokenName: null,
  sessionId: null,
};

describe('An actor', () => {
  test.each<[string, Principal, Partial<Actor>]>([
    [
      'a user with a personal token',
      user(),
      { type: 'personalUserToken', userId: 'user-1', userName: 'ada', tokenId: 'personal-1' },
    ],
    [
      'a user with a session',
      userBySession(),
      { type: 'user', userId: 'user-1', userName: 'ada', sessionId: 'session-1' },
    ],
    [
      'root, like any user',
      root(),
      { type: 'personalUserToken', userId: 'root-1', userName: 'root', tokenId: 'personal-1' },
    ],
    [
      'the organization’s root, like any user',
      organizationRoot(),
      { type: 'personalUserToken', userId: 'org-root-1', userName: 'owner', tokenId: 'personal-1' },
    ],
    [
      'a view token',
      token('view'),
      { type: 'viewPermissionToken', tokenId: 'view-token-1', tokenName: 'view bot' },
    ],
    [
      'an organization token',
      token('organization'),
      {
        type: 'organizationPermissionToken',
        tokenId: 'organization-token-1',
        tokenName: 'organization bot',
      },
    ],
    [
      'a system token',
      token('system'),
      { type: 'systemPermissionToken', tokenId: 'system-token-1', tokenName: 'system bot' },
    ],
  ])('is %s, in its organization', (_, principal, expected) => {
    expect(actorOf(principal)).toEqual({ ...NOBODY, organizationId: 'organization-1', ...expected });
  });

  test('comes with the request it made', () => {
    const caller: Caller = { principal: token('view'), origin: ORIGIN };

    expect(actedBy(caller)).toEqual({ actor: actorOf(caller.principal), origin: ORIGIN });
  });

  test.each(['organization-1', null])('is the system, without a request, in the organization %j', (id) => {
    expect(actedBySystem(id)).toEqual({
      actor: { ...NOBODY, type: 'system', organizationId: id },
      origin: null,
    });
  });

  test.each(['organization-1', null])('is nobody known, with a request, in the organization %j', (id) => {
    expect(actedByNobody(ORIGIN, id)).toEqual({
      actor: { ...NOBODY, type: 'anonymous', organizationId: id },
      origin: ORIGIN,
    });
  });

  test('is nobody known in no organization where none can be told', () => {
    expect(actedByNobody(ORIGIN).actor.organizationId).toBeNull();
  });
});
