/** What each event is about. */
import type { AuditEvent } from './audit-event';

/** What an event touched, for finding everything that ever happened to one thing. */
export function targetOf(event: AuditEvent): { type: string; id: string } | null {
  switch (event.type) {
    case 'hashedtokens.rotate':
      return { type: 'token', id: event.newTokenId };
    case 'hashedtokens.change':
    case 'hashedtokens.expire':
    case 'hashedtokens.expiring':
      return { type: 'token', id: event.tokenId };
    case 'authentication.refused':
      return event.tokenId === null ? null : { type: 'token', id: event.tokenId };
    case 'user.signin.refused':
      return event.userId === null ? null : { type: 'user', id: event.userId };
    case 'user.signin':
    case 'user.signout':
    case 'user.password.change':
    case 'user.create':
    case 'user.update':
    case 'user.delete':
      return { type: 'user', id: event.userId };
    case 'organization.create':
    case 'organization.delete':
    case 'bucket-storage.update':
      return { type: 'organization', id: event.organizationId };
    case 'role.create':
    case 'role.update':
    case 'role.delete':
      return { type: 'role', id: event.roleId };
    case 'role.assignment.change':
    case 'group.create':
    case 'group.update':
    case 'group.delete':
    case 'group.membership.change':
      return { type: 'group', id: event.groupId };
    case 'fleet.installtoken.change':
      return { type: 'fleetInstallationToken', id: event.fleetTokenId };
    case 'fleet.group.change':
      return { type: 'logCollectorGroup', id: event.collectorGroupId };
    case 'tokens':
    case 'repository.retention.update':
    case 'repository.archiving.update':
    case 'searchdomain.automaticsearch.update':
    case 'repository.create':
    case 'view.create':
    case 'view.update':
    case 'searchdomain.description.update':
    case 'repository.delete':
    case 'view.delete':
      return { type: 'searchDomain', id: event.repoId };
    case 'ipfilters.change':
      return { type: 'ipFilter', id: event.ipFilterId };
    case 'webhooks.change':
    case 'webhooks.delivery.failed':
      return { type: 'webhook', id: event.webhookId };
    case 'hashedtokens.use':
    case 'authorization.refused':
    case 'organizations.securitypolicies.tokens.update':
      return null;
  }
}
