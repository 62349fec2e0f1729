/** What an event means for those who keep what they read: whose verdicts may come out differently now. */
import type { ChangeScope } from '../kernel/changes';
import type { AuditEvent } from './audit-event';

/**
 * Whatever is not known to be without effect, or to concern single tokens, reaches the whole
 * organization.
 *
 * @param organizationId whose log the event goes to; null for that of none.
 */
export function changeScopes(event: AuditEvent, organizationId: string | null): readonly ChangeScope[] {
  switch (event.type) {
    case 'hashedtokens.change':
    case 'hashedtokens.expire':
      return [`token:${event.tokenId}`];
    case 'hashedtokens.rotate':
      return [`token:${event.oldTokenId}`, `token:${event.newTokenId}`];
    // Nothing that decides about a token rests on these.
    case 'hashedtokens.expiring':
    case 'hashedtokens.use':
    case 'authentication.refused':
    case 'authorization.refused':
    case 'user.signin':
    case 'user.signin.refused':
    case 'user.signout':
    case 'tokens':
    case 'fleet.installtoken.change':
    case 'fleet.group.change':
    case 'bucket-storage.update':
    case 'webhooks.change':
    case 'webhooks.delivery.failed':
      return [];
    case 'user.create':
    case 'organization.create':
    case 'organization.delete':
      return reaching(organizationId, event.organizationId);
    case 'user.update':
    case 'user.delete':
    case 'user.password.change':
    case 'role.create':
    case 'role.update':
    case 'role.delete':
    case 'role.assignment.change':
    case 'group.create':
    case 'group.update':
    case 'group.delete':
    case 'group.membership.change':
    case 'ipfilters.change':
    case 'organizations.securitypolicies.tokens.update':
    case 'repository.create':
    case 'repository.delete':
    case 'repository.retention.update':
    case 'repository.archiving.update':
    case 'searchdomain.automaticsearch.update':
    case 'searchdomain.description.update':
    case 'view.create':
    case 'view.update':
    case 'view.delete':
      return reaching(organizationId);
  }
}

function reaching(...organizationIds: readonly (string | null)[]): readonly ChangeScope[] {
  return [
    ...new Set(organizationIds.map((id): ChangeScope => (id === null ? 'everything' : `organization:${id}`))),
  ];
}
