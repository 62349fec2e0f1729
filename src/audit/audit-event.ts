/**
 * The closed list of what the audit log can say. An event's name is LogScale's where it has one
 * (LogScale: logscale-repo-schema humio-audit-types), its details keep LogScale's field names.
 *
 * Details are written for years: nothing secret goes in, and names are as they were at the time.
 */
import type { TokenKind } from '../access/principal';

/** Why a token stopped working. */
export type TokenEndReason =
  | 'revoked'
  | 'leaked'
  | 'rotated'
  | 'replaced'
  | 'expired'
  | 'kindDisabled'
  | 'lifetimeShortened'
  | 'userRemoved';

/** What every event about a token says of it. */
export interface TokenFacts {
  readonly tokenId: string;
  readonly tokenName: string;
  readonly tokenKind: TokenKind;
}

/** Where a token was verified for another service. */
export interface VerifiedForFacts {
  /** The token or user that asked; null where a proxy forwarded the bearer's own request. */
  readonly verifiedBy?: string | null;
  readonly permission?: string | null;
  readonly viewId?: string | null;
}

export interface RolePermissionFact {
  readonly domain: string;
  readonly permission: string;
}

/** The ids of the buckets that an organization's data would go to. */
export interface BucketTargets {
  readonly targetBucketId1: string | null;
  readonly targetBucketId2: string | null;
}

/** What is on record of a webhook. Its URL may hold secrets, so only the beginning of it is. */
export interface WebhookFacts {
  readonly name: string;
  /** Scheme, host and port of the URL. */
  readonly origin: string;
  readonly events: readonly string[];
  readonly enabled: boolean;
}

export type AuditEvent =
  | (TokenFacts & {
      readonly type: 'hashedtokens.change';
      readonly actionName: 'create';
      readonly newPermissions: readonly string[];
      readonly viewIds: readonly string[];
      readonly expireAt: number | null;
      readonly ipFilterId: string | null;
      readonly userId: string | null;
    })
  | (TokenFacts & {
      readonly type: 'hashedtokens.change';
      readonly actionName: 'update';
      readonly oldPermissions: readonly string[];
      readonly newPermissions: readonly string[];
    })
  | (TokenFacts & {
      readonly type: 'hashedtokens.change';
      readonly actionName: 'delete';
      readonly oldPermissions: readonly string[];
      readonly endReason: TokenEndReason;
      /** What the person who revoked it gave as the reason. */
      readonly reason: string | null;
    })
  | (TokenFacts & {
      readonly type: 'hashedtokens.change';
      readonly actionName: 'shorten';
      readonly oldExpireAt: number | null;
      readonly newExpireAt: number;
    })
  | (TokenFacts & {
      readonly type: 'hashedtokens.change';
      readonly actionName: 'filter';
      readonly newIpFilterId: string;
    })
  | {
      readonly type: 'hashedtokens.rotate';
      readonly actionName: 'rotate';
      readonly oldTokenId: string;
      readonly newTokenId: string;
      readonly tokenName: string;
      readonly tokenKind: TokenKind;
      /** Until when the old secret goes on working, milliseconds since the epoch; null for not at all. */
      readonly overlapUntil: number | null;
    }
  | (TokenFacts & { readonly type: 'hashedtokens.expire'; readonly expireAt: number })
  | (TokenFacts & { readonly type: 'hashedtokens.expiring'; readonly expireAt: number })
  | (VerifiedForFacts & {
      readonly type: 'hashedtokens.use';
      readonly operation: string;
      /** The id of the secret that was used, where a reset has replaced it. */
      readonly previousTokenId?: string;
    })
  | {
      readonly type: 'authentication.refused';
      readonly reason: string;
      readonly tokenId: string | null;
      /** Where the entry stands for the refusals of several tokens, as many as are worth naming. */
      readonly tokenIds?: readonly string[];
      readonly detail: string | null;
      /** The token or user that had it verified and told the address, where one did. */
      readonly verifiedBy?: string;
    }
  | (VerifiedForFacts & {
      readonly type: 'authorization.refused';
      readonly action: string;
      readonly operation: string;
      readonly reason: string;
    })
  | {
      readonly type: 'user.signin';
      readonly method: 'password';
      readonly userId: string;
      readonly sessionId: string;
    }
  | {
      readonly type: 'user.signin.refused';
      readonly method: 'password';
      readonly reason: string;
      readonly userId: string | null;
    }
  | { readonly type: 'user.signout'; readonly userId: string; readonly sessionId: string }
  | { readonly type: 'user.password.change'; readonly userId: string; readonly userName: string }
  | {
      readonly type: 'user.create';
      readonly userId: string;
      readonly userName: string;
      /** Whose user it is: not always the actor's. */
      readonly organizationId: string;
      readonly isRoot: boolean;
      readonly isOrgRoot: boolean;
    }
  | {
      readonly type: 'user.update';
      readonly userId: string;
      readonly userName: string;
      readonly before: object;
      readonly after: object;
    }
  | { readonly type: 'user.delete'; readonly userId: string; readonly userName: string }
  | {
      readonly type: 'organization.create';
      readonly organizationId: string;
      readonly organizationName: string;
    }
  | {
      readonly type: 'repository.create' | 'view.create';
      readonly repoId: string;
      readonly repoName: string;
      readonly settings: object;
    }
  | {
      readonly type: 'view.update';
      readonly repoId: string;
      readonly repoName: string;
      readonly before: object;
      readonly after: object;
    }
  | {
      readonly type: 'searchdomain.description.update';
      readonly repoId: string;
      readonly repoName: string;
      readonly before: string | null;
      readonly after: string | null;
    }
  | {
      readonly type: 'repository.delete' | 'view.delete';
      readonly repoId: string;
      readonly repoName: string;
      readonly message: string | null;
    }
  | {
      readonly type: 'role.create';
      readonly roleId: string;
      readonly roleName: string;
      readonly newPermissions: readonly RolePermissionFact[];
    }
  | {
      readonly type: 'role.update';
      readonly roleId: string;
      readonly roleName: string;
      readonly before: object;
      readonly after: object;
      readonly oldPermissions: readonly RolePermissionFact[];
      readonly newPermissions: readonly RolePermissionFact[];
    }
  | {
      readonly type: 'role.delete';
      readonly roleId: string;
      readonly roleName: string;
      readonly oldPermissions: readonly RolePermissionFact[];
    }
  | {
      readonly type: 'role.assignment.change';
      readonly actionName: 'assign' | 'unassign';
      readonly scope: 'view' | 'organization' | 'system';
      readonly viewId: string | null;
      readonly groupId: string;
      readonly groupName: string;
      readonly roleId: string;
      readonly roleName: string;
    }
  | { readonly type: 'group.create' | 'group.delete'; readonly groupId: string; readonly groupName: string }
  | {
      readonly type: 'group.update';
      readonly groupId: string;
      readonly groupName: string;
      readonly before: object;
      readonly after: object;
    }
  | {
      readonly type: 'group.membership.change';
      readonly actionName: 'add' | 'remove';
      readonly groupId: string;
      readonly groupName: string;
      readonly userIds: readonly string[];
      readonly userNames: readonly string[];
    }
  | {
      readonly type:
        'repository.retention.update' | 'repository.archiving.update' | 'searchdomain.automaticsearch.update';
      readonly repoId: string;
      readonly repoName: string;
      readonly before: object | null;
      readonly after: object | null;
    }
  | {
      readonly type: 'bucket-storage.update';
      readonly organizationId: string;
      readonly before: BucketTargets;
      readonly after: BucketTargets;
    }
  /** Ingest tokens; LogScale calls the event so. */
  | {
      readonly type: 'tokens';
      readonly actionName: 'create' | 'delete';
      readonly tokenName: string;
      readonly repoId: string;
      readonly repoName: string;
      readonly parser: string | null;
      /** Null where it is not known any more. */
      readonly isCustomToken: boolean | null;
    }
  | {
      readonly type: 'fleet.installtoken.change';
      readonly actionName: 'create' | 'update' | 'delete';
      readonly fleetTokenId: string;
      readonly name: string;
      readonly oldName: string | null;
    }
  | {
      readonly type: 'fleet.group.change';
      readonly actionName: 'create' | 'update' | 'delete';
      readonly collectorGroupId: string;
      readonly name: string;
      readonly oldName: string | null;
    }
  | {
      readonly type: 'organization.delete';
      readonly organizationId: string;
      readonly organizationName: string;
    }
  | {
      readonly type: 'ipfilters.change';
      readonly actionName: 'create' | 'update' | 'delete';
      readonly ipFilterId: string;
      readonly before: { readonly name: string; readonly ipFilter: string } | null;
      readonly after: { readonly name: string; readonly ipFilter: string } | null;
    }
  | {
      readonly type: 'webhooks.change';
      readonly actionName: 'create' | 'update' | 'delete' | 'resetSecret' | 'test' | 'disable';
      readonly webhookId: string;
      readonly before: WebhookFacts | null;
      readonly after: WebhookFacts | null;
      readonly isUrlChanged: boolean;
      /** How many deliveries were given up with it. */
      readonly givenUp: number;
    }
  | {
      readonly type: 'webhooks.delivery.failed';
      readonly webhookId: string;
      readonly webhookName: string;
      readonly deliveryId: string;
      /** The message's type, such as `token.created`. */
      readonly event: string;
      readonly attempts: number;
      readonly reason: string;
    }
  | {
      readonly type: 'organizations.securitypolicies.tokens.update';
      readonly enabledTokens: readonly string[];
      /** What LogScale's own event says of each kind. */
      readonly personalUserTokensEnforceExpirationAfterMs: number | null;
      readonly personalUserTokensEnforceIpFilterId: string | null;
      readonly viewPermissionTokensEnforceExpirationAfterMs: number | null;
      readonly viewPermissionTokensEnforceIpFilterId: string | null;
      readonly organizationPermissionTokensEnforceExpirationAfterMs: number | null;
      readonly organizationPermissionTokensEnforceIpFilterId: string | null;
      readonly systemPermissionTokensEnforceExpirationAfterMs: number | null;
      readonly systemPermissionTokensEnforceIpFilterId: string | null;
      readonly before: object;
      readonly after: object;
      /** How many live tokens the change ended, shortened and newly filtered. */
      readonly effect: { readonly ended: number; readonly shortened: number; readonly filtered: number };
    };

export type AuditEventType = AuditEvent['type'];
