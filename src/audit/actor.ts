/** Who did what an audit entry tells of, in LogScale's vocabulary (humio-audit: actor). */
import type { Caller, Origin, Principal } from '../access/principal';

export interface Actor {
  readonly type:
    | 'user'
    | 'personalUserToken'
    | 'viewPermissionToken'
    | 'organizationPermissionToken'
    | 'systemPermissionToken'
    | 'system'
    | 'anonymous';
  readonly organizationId: string | null;
  readonly userId: string | null;
  readonly userName: string | null;
  readonly tokenId: string | null;
  readonly tokenName: string | null;
  readonly sessionId: string | null;
}

/** An actor and the request through which it acted; null where no request was involved. */
export interface ActedFrom {
  readonly actor: Actor;
  readonly origin: Origin | null;
}

const NOBODY = { userId: null, userName: null, tokenId: null, tokenName: null, sessionId: null };

const TOKEN_ACTOR_TYPES = {
  view: 'viewPermissionToken',
  organization: 'organizationPermissionToken',
  system: 'systemPermissionToken',
} as const;

export function actorOf(principal: Principal): Actor {
  if (principal.kind === 'token') {
    return {
      ...NOBODY,
      type: TOKEN_ACTOR_TYPES[principal.tokenKind],
      organizationId: principal.organizationId,
      tokenId: principal.tokenId,
      tokenName: principal.tokenName,
    };
  }
  const user = {
    organizationId: principal.organizationId,
    userId: principal.userId,
    userName: principal.username,
  };
  return principal.credential.kind === 'session'
    ? { ...NOBODY, ...user, type: 'user', sessionId: principal.credential.sessionId }
    : { ...NOBODY, ...user, type: 'personalUserToken', tokenId: principal.credential.tokenId };
}

export function actedBy(caller: Caller): ActedFrom {
  return { actor: actorOf(caller.principal), origin: caller.origin };
}

/** For what the server does on its own: the first start, the expiry sweep. */
export function actedBySystem(organizationId: string | null): ActedFrom {
  return { actor: { ...NOBODY, type: 'system', organizationId }, origin: null };
}

/** For requests whose credentials were refused or absent; the organization where one could be told. */
export function actedByNobody(origin: Origin, organizationId: string | null = null): ActedFrom {
  return { actor: { ...NOBODY, type: 'anonymous', organizationId }, origin };
}

/** For an entry that stands for many requests, of whom it names none. */
export function actedByMany(): ActedFrom {
  return { actor: { ...NOBODY, type: 'anonymous', organizationId: null }, origin: null };
}
