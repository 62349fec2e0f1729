/** The schema: every resolver, and how each is made from the services. */
import 'reflect-metadata';
import type { GraphQLSchema } from 'graphql';
import { buildSchemaSync, type ClassType, type NonEmptyArray, type ResolverData } from 'type-graphql';
import { IpFilterResolver } from './ip-filters/ip-filter.resolver';
import { MetaResolver } from './meta/meta.resolver';
import {
  OrganizationAdministrationResolver,
  OrganizationBucketsResolver,
} from './organizations/organization-administration.resolver';
import { FleetResolver } from './fleet/fleet.resolver';
import { ArchivingResolver } from './repository-settings/archiving.resolver';
import {
  RepositoryFieldsResolver,
  RepositorySettingsResolver,
} from './repository-settings/repository-settings.resolver';
import { guardFields } from './requires';
import { S3ConfigurationType } from './repository-settings/repository-settings.types';
import { SearchDomainAccessResolver, UserAccessResolver } from './roles/access-fields.resolver';
import { UserGrantsResolver } from './roles/user-grants.resolver';
import { GroupFieldsResolver } from './roles/group-fields.resolver';
import { AuditEntriesResolver } from './audit/audit-entries.resolver';
import { GroupResolver } from './roles/group.resolver';
import { RoleAssignmentResolver } from './roles/role-assignment.resolver';
import { RoleFieldsResolver } from './roles/role-fields.resolver';
import { RoleResolver } from './roles/role.resolver';
import { OrganizationResolver } from './organizations/organization.resolver';
import { SearchDomainMutationsResolver } from './search-domains/search-domain-mutations.resolver';
import {
  OrganizationSearchDomainsResolver,
  SearchDomainResolver,
  ViewFieldsResolver,
} from './search-domains/search-domain.resolver';
import { RepositoryType, ViewType } from './search-domains/search-domain.types';
import {
  EnforcedFiltersResolver,
  OrganizationPoliciesResolver,
  SecurityPoliciesResolver,
} from './security-policies/security-policies.resolver';
import type { RequestContext, Resolvers } from './request-context';
import type { Services } from './services';
import { AccessExplanationResolver } from './tokens/access-explanation.resolver';
import { PreviousSecretResolver, PreviousSecretUseResolver } from './tokens/previous-secret.resolver';
import { BulkRevocationResolver } from './tokens/bulk-revocation.resolver';
import { PermissionCatalogResolver } from './tokens/permission-catalog.resolver';
import { TokenCreationResolver } from './tokens/token-creation.resolver';
import { PersonalTokenFieldsResolver, TokenLifeResolver } from './tokens/token-life.resolver';
import { TokenPermissionsResolver } from './tokens/token-permissions.resolver';
import { TokenResetResolver } from './tokens/token-reset.resolver';
import { TokenRevocationResolver } from './tokens/token-revocation.resolver';
import { TokenUsageResolver } from './tokens/token-usage.resolver';
import {
  TokenFieldsResolver,
  TokenTotalResolver,
  TokenResolver,
  TokenUseResolver,
  ViewTokenFieldsResolver,
} from './tokens/token.resolver';
import {
  OrganizationPermissionsTokenType,
  PersonalUserTokenType,
  SystemPermissionsTokenType,
  ViewPermissionsTokenType,
} from './tokens/token.types';
import { UserResolver } from './users/user.resolver';
import { AccountFieldsResolver, ViewerResolver } from './viewer/viewer.resolver';
import { WebhookResolver } from './webhooks/webhook.resolver';

const RESOLVERS = new Map<ClassType, (services: Services) => object>([
  [MetaResolver, (s) => new MetaResolver(s.organizations, s.securityPolicies, s.version)],
  [ViewerResolver, (s) => new ViewerResolver(s.userDirectory)],
  [AccountFieldsResolver, (s) => new AccountFieldsResolver(s.organizations, s.tokenSearch)],
  [OrganizationResolver, (s) => new OrganizationResolver(s.organizations)],
  [OrganizationSearchDomainsResolver, (s) => new OrganizationSearchDomainsResolver(s.searchDomainDirectory)],
  [OrganizationPoliciesResolver, (s) => new OrganizationPoliciesResolver(s.securityPolicies)],
  [EnforcedFiltersResolver, () => new EnforcedFiltersResolver()],
  [
    SecurityPoliciesResolver,
    (s) => new SecurityPoliciesResolver(s.securityPolicies, s.policyPreview, s.organizations),
  ],
  [UserResolver, (s) => new UserResolver(s.userDirectory, s.users, s.passwordChange)],
  [SearchDomainResolver, (s) => new SearchDomainResolver(s.searchDomainDirectory)],
  [SearchDomainMutationsResolver, (s) => new SearchDomainMutationsResolver(s.searchDomains)],
  [ViewFieldsResolver, () => new ViewFieldsResolver()],
  [
    OrganizationAdministrationResolver,
    (s) =>
      new OrganizationAdministrationResolver(
        s.organizationAdministration,
        s.organizationSearch,
        s.organizationOwners,
      ),
  ],
  [OrganizationBucketsResolver, () => new OrganizationBucketsResolver()],
  [RoleResolver, (s) => new RoleResolver(s.roleDirectory, s.roles)],
  [RoleFieldsResolver, () => new RoleFieldsResolver()],
  [GroupResolver, (s) => new GroupResolver(s.roleDirectory, s.groups)],
  [GroupFieldsResolver, () => new GroupFieldsResolver()],
  [RoleAssignmentResolver, (s) => new RoleAssignmentResolver(s.roleAssignments)],
  [SearchDomainAccessResolver, (s) => new SearchDomainAccessResolver(s.roleDirectory)],
  [UserAccessResolver, (s) => new UserAccessResolver(s.roleDirectory)],
  [UserGrantsResolver, (s) => new UserGrantsResolver(s.roleDirectory)],
  [RepositorySettingsResolver, (s) => new RepositorySettingsResolver(s.retention, s.ingestTokens)],
  [RepositoryFieldsResolver, (s) => new RepositoryFieldsResolver(s.ingestTokens)],
  [ArchivingResolver, (s) => new ArchivingResolver(s.archiving)],
  [FleetResolver, (s) => new FleetResolver(s.fleetInstallationTokens, s.logCollectorGroups)],
  [IpFilterResolver, (s) => new IpFilterResolver(s.ipFilters)],
  [TokenResolver, (s) => new TokenResolver(s.tokenSearch)],
  [TokenTotalResolver, (s) => new TokenTotalResolver(s.tokenSearch)],
  [TokenFieldsResolver, () => new TokenFieldsResolver()],
  [ViewTokenFieldsResolver, () => new ViewTokenFieldsResolver()],
  [PermissionCatalogResolver, (s) => new PermissionCatalogResolver(s.permissionCatalog)],
  [TokenCreationResolver, (s) => new TokenCreationResolver(s.tokenCreation)],
  [TokenResetResolver, (s) => new TokenResetResolver(s.tokenReset)],
  [TokenRevocationResolver, (s) => new TokenRevocationResolver(s.tokenRevocation)],
  [AuditEntriesResolver, (s) => new AuditEntriesResolver(s.auditSearch)],
  [TokenUseResolver, () => new TokenUseResolver()],
  [TokenUsageResolver, () => new TokenUsageResolver()],
  [PreviousSecretResolver, () => new PreviousSecretResolver()],
  [PreviousSecretUseResolver, () => new PreviousSecretUseResolver()],
  [AccessExplanationResolver, (s) => new AccessExplanationResolver(s.accessExplanation)],
  [PersonalTokenFieldsResolver, () => new PersonalTokenFieldsResolver()],
  [TokenLifeResolver, (s) => new TokenLifeResolver(s.tokenStates)],
  [BulkRevocationResolver, (s) => new BulkRevocationResolver(s.bulkRevocation)],
  [TokenPermissionsResolver, (s) => new TokenPermissionsResolver(s.tokenPermissions)],
  [WebhookResolver, (s) => new WebhookResolver(s.webhooks, s.webhookDeliveries)],
]);

/** The resolvers of one server, for the contexts of its requests. */
export function createResolvers(services: Services): Resolvers {
  return new Map([...RESOLVERS].map(([resolver, make]) => [resolver, make(services)]));
}

let served: GraphQLSchema | undefined;

/** The same for every server of a process: it finds the resolvers in the context. */
export function servedSchema(): GraphQLSchema {
  // It has been checked: it is what `npm run emit` prints and tests look at.
  return (served ??= buildSchema({ isChecked: true }));
}

export function buildSchema({ isChecked = false } = {}): GraphQLSchema {
  const schema = buildSchemaSync({
    resolvers: [...RESOLVERS.keys()] as unknown as NonEmptyArray<ClassType>,
    // Reached through their interfaces only.
    orphanedTypes: [
      PersonalUserTokenType,
      ViewPermissionsTokenType,
      OrganizationPermissionsTokenType,
      SystemPermissionsTokenType,
      RepositoryType,
      ViewType,
      S3ConfigurationType,
    ],
    container: {
      get: (resolver: unknown, { context }: ResolverData<RequestContext>) => context.resolvers.get(resolver),
    },
    validate: false,
    skipCheck: isChecked,
  });
  return guardFields(schema);
}
