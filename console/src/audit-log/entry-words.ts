/** What else an audit entry says, in words: who, how often, and where that leads. */
import type { AuditEntryRowFragment } from '../api/operations';

type Actor = AuditEntryRowFragment['actor'];

export interface Named {
  readonly name: string;
  /** What kind of thing that is. */
  readonly kind: string;
  /** Its page in the console; null where it has none. */
  readonly to: string | null;
}

const TOKEN_ACTORS: Readonly<Record<string, string>> = {
  viewPermissionToken: 'Repository token',
  organizationPermissionToken: 'Organization token',
  systemPermissionToken: 'System token',
};

export function toldActor(actor: Actor): Named {
  if (actor.type === 'system')
    return { name: 'Tollgate itself', kind: 'The server, without being asked', to: null };
  const tokenPage = actor.tokenId === null ? null : `/tokens/${encodeURIComponent(actor.tokenId)}`;
  if (actor.userId !== null || actor.userName !== null)
    return {
      name: actor.userName ?? actor.userId ?? '',
      kind: actor.type === 'personalUserToken' ? 'With a personal token' : 'Signed in',
      to: actor.userId === null ? null : `/people/${encodeURIComponent(actor.userId)}`,
    };
  if (actor.tokenId !== null)
    return {
      name: actor.tokenName ?? actor.tokenId,
      kind: TOKEN_ACTORS[actor.type] ?? 'Token',
      to: tokenPage,
    };
  return { name: 'Unknown', kind: 'Without valid credentials', to: null };
}

const TARGETS: Readonly<Record<string, { readonly kind: string; readonly page?: string }>> = {
  token: { kind: 'Token', page: '/tokens' },
  user: { kind: 'User', page: '/people' },
  group: { kind: 'Group', page: '/groups' },
  role: { kind: 'Role', page: '/roles' },
  ipFilter: { kind: 'IP filter', page: '/ip-filters' },
  organization: { kind: 'Organization' },
  searchDomain: { kind: 'Repository or view' },
  fleetInstallationToken: { kind: 'Fleet installation token' },
  logCollectorGroup: { kind: 'Log collector group' },
  webhook: { kind: 'Webhook' },
};

/** Null where the entry is about no one thing. */
export function toldTarget(entry: Pick<AuditEntryRowFragment, 'targetType' | 'targetId'>): Named | null {
  if (entry.targetId === null) return null;
  const { kind = entry.targetType ?? 'Thing', page } = TARGETS[entry.targetType ?? ''] ?? {};
  return {
    name: entry.targetId,
    kind,
    to: page === undefined ? null : `${page}/${encodeURIComponent(entry.targetId)}`,
  };
}

const CLOCK = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' });

/** Such as `214 times between 14:00:01 and 14:00:59`; null for what happened once. */
export function toldCount(entry: Pick<AuditEntryRowFragment, 'count' | 'time' | 'lastTime'>): string | null {
  if (entry.count <= 1) return null;
  const times = `${entry.count.toLocaleString('en-GB')} times`;
  const from = CLOCK.format(entry.time);
  const to = CLOCK.format(entry.lastTime);
  return from === to ? `${times} at ${from}` : `${times} between ${from} and ${to}`;
}
