/** Every entity of every room, for the data source. */
import { AuditEntryEntity } from '../audit/audit-entry.entity';
import { SessionEntity } from '../authentication/session.entity';
import { IpFilterEntity } from '../ip-filters/ip-filter.entity';
import { OrganizationEntity } from '../organizations/organization.entity';
import { SearchDomainEntity } from '../organizations/search-domain.entity';
import { UserEntity } from '../organizations/user.entity';
import { ViewConnectionEntity } from '../organizations/view-connection.entity';
import { TokenSecurityPolicyEntity } from '../security-policies/token-security-policies.entity';
import { TokenPermissionEntity } from '../tokens/token-permission.entity';
import { TokenViewEntity } from '../tokens/token-view.entity';
import { TokenEntity } from '../tokens/token.entity';

export const ENTITIES = [
  AuditEntryEntity,
  IpFilterEntity,
  OrganizationEntity,
  SearchDomainEntity,
  SessionEntity,
  TokenEntity,
  TokenPermissionEntity,
  TokenSecurityPolicyEntity,
  TokenViewEntity,
  UserEntity,
  ViewConnectionEntity,
];
