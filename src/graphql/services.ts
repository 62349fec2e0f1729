/** The services that the resolvers call, made by the composition root. */
import type { PasswordChangeService } from '../authentication/password-change.service';
import type { IpFiltersService } from '../ip-filters/ip-filters.service';
import type { OrganizationsService } from '../organizations/organizations.service';
import type { SearchDomainDirectory } from '../organizations/search-domain-directory';
import type { SearchDomainsService } from '../organizations/search-domains.service';
import type { UserDirectory } from '../organizations/user-directory';
import type { UsersService } from '../organizations/users.service';
import type { SecurityPoliciesService } from '../security-policies/security-policies.service';
import type { PolicyPreviewService } from '../tokens/policy-preview';
import type { TokenCreationService } from '../tokens/token-creation.service';
import type { TokenPermissionsService } from '../tokens/token-permissions.service';
import type { TokenResetService } from '../tokens/token-reset.service';
import type { TokenRevocationService } from '../tokens/token-revocation.service';
import type { TokenSearch } from '../tokens/token-search';

export interface Services {
  readonly organizations: OrganizationsService;
  readonly users: UsersService;
  readonly userDirectory: UserDirectory;
  readonly passwordChange: PasswordChangeService;
  readonly searchDomains: SearchDomainsService;
  readonly searchDomainDirectory: SearchDomainDirectory;
  readonly ipFilters: IpFiltersService;
  readonly securityPolicies: SecurityPoliciesService;
  readonly policyPreview: PolicyPreviewService;
  readonly tokenCreation: TokenCreationService;
  readonly tokenReset: TokenResetService;
  readonly tokenRevocation: TokenRevocationService;
  readonly tokenPermissions: TokenPermissionsService;
  readonly tokenSearch: TokenSearch;
  /** What `meta` and the status route answer as the version. */
  readonly version: string;
}
