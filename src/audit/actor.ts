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

const TOKEN_ACTOR_TYPES = {
  view: 'viewPermissionToken',
  organization: 'organizationPermissionToken',
  system: 'systemPermissionToken',
} as const;

type Writable<T> = { -readonly [Name in keyof T]: T[Name] };

/** Filled in rather than spread, which takes longer than all else that an entry is made of. */
function nobody(type: Actor['type'], organizationId: string | null): Writable<Actor> {
  return {
    type,
    organizationId,
    userId: null,
    userName: null,
    tokenId: null,
    tokenName: null,
    sessionId: null,
  };
}

export function actorOf(principal: Principal): Actor {
  const { organizationId } = principal;
  if (principal.kind === 'token') {
    const actor = nobody(TOKEN_ACTOR_TYPES[principal.tokenKind], organizationId);
    actor.tokenId = principal.tokenId;
    actor.tokenName = principal.tokenName;
    return actor;
  }
  const { credential } = principal;
  const actor = nobody(credential.kind === 'session' ? 'user' : 'personalUserToken', organizationId);
  actor.userId = principal.userId;
  actor.userName = principal.username;
  if (credential.kind === 'session') actor.sessionId = credential.sessionId;
  else actor.tokenId = credential.tokenId;
  return actor;
}

export function actedBy(caller: Caller): ActedFrom {
  return { actor: actorOf(caller.principal), origin: caller.origin };
}

/** For what the server does on its own: the first start, the expiry sweep. */
export function actedBySystem(organizationId: string | null): ActedFrom {
  return { actor: nobody('system', organizationId), origin: null };
}

/** For requests whose credentials were refused or absent; the organization where one could be told. */
export function actedByNobody(origin: Origin, organizationId: string | null = null): ActedFrom {
  return { actor: nobody('anonymous', organizationId), origin };
}

/** For an entry that stands for many requests, of whom it names none. */
export function actedByMany(): ActedFrom {
  return { actor: nobody('anonymous', null), origin: null };
}
