/** What introspection answers of a token (RFC 7662, section 2.2), and for how long that may be kept. */
import { effectiveViewPermissions, VIEW_PERMISSIONS, type ViewPermission } from '../access/permissions';
import type { IntrospectedToken, Verification } from '../authentication/token-verification.service';

/** The standard members, and those that are Tollgate's own. */
export type IntrospectionAnswer =
  | { readonly active: false }
  | {
      readonly active: true;
      /** Everything that `permissions` and `views` name, separated by spaces. */
      readonly scope: string;
      readonly client_id: string;
      readonly sub: string;
      readonly username?: string;
      readonly token_type: 'Bearer';
      /** Seconds since the epoch; absent where the token never expires. */
      readonly exp?: number;
      /** When its present secret was made, seconds since the epoch. */
      readonly iat: number;
      readonly token_id: string;
      readonly token_name: string;
      readonly token_domain: 'personal' | 'view' | 'organization' | 'system';
      readonly organization_id: string;
      readonly user_id?: string;
      /** Held throughout: of the organization, of the system, and on every repository and view. */
      readonly permissions: readonly string[];
      /** Where permissions are held singly. */
      readonly views: readonly {
        readonly id: string;
        readonly name: string;
        readonly permissions: readonly string[];
      }[];
    };

export function introspectionAnswer(verification: Verification<IntrospectedToken>): IntrospectionAnswer {
  if (verification.kind !== 'accepted') return { active: false };
  const { loaded, expireAt, principal, views } = verification.token;
  const { row } = loaded;
  const { grants } = principal;
  const permissions = [...grants.system, ...grants.organization, ...inOrder(grants.everyView)];
  const held = views.map(({ id, name }) => ({
    id,
    name,
    permissions: inOrder(grants.views.get(id) ?? new Set()),
  }));
  const scope = new Set([...permissions, ...held.flatMap((view) => view.permissions)]);
  return {
    active: true,
    scope: [...scope].join(' '),
    client_id: row.id,
    sub: principal.kind === 'user' ? principal.userId : row.id,
    ...(principal.kind === 'user' ? { username: principal.username, user_id: principal.userId } : {}),
    token_type: 'Bearer',
    // Rounded down, so that nobody takes it to work any longer than it does.
    ...(expireAt === null ? {} : { exp: Math.floor(expireAt / 1_000) }),
    iat: Math.floor(row.secretCreatedAt / 1_000),
    token_id: row.id,
    token_name: row.name,
    token_domain: row.kind,
    organization_id: row.organizationId,
    permissions,
    views: held,
  };
}

/**
 * For how many whole seconds all of the answers may be kept.
 *
 * @param now milliseconds since the epoch.
 * @param greatest in seconds.
 */
export function keepableSeconds(
  verifications: readonly Verification<IntrospectedToken>[],
  now: number,
  greatest: number,
): number {
  return verifications.reduce((seconds, verification) => {
    const expireAt = verification.kind === 'accepted' ? verification.token.expireAt : null;
    return expireAt === null ? seconds : Math.min(seconds, Math.floor(Math.max(0, expireAt - now) / 1_000));
  }, greatest);
}

function inOrder(held: ReadonlySet<ViewPermission>): readonly ViewPermission[] {
  const effective = effectiveViewPermissions(held);
  return VIEW_PERMISSIONS.filter((permission) => effective.has(permission));
}
