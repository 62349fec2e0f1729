/** Every entity of every room, for the data source. */
import { AuditCheckpointEntity } from '../audit/audit-checkpoint.entity';
import { AuditDeliveryEntity } from '../audit/audit-delivery.entity';
import { AuditEntryEntity } from '../audit/audit-entry.entity';
import { UseBlockEntity } from '../audit/use-block.entity';
import { UseIndexEntity } from '../audit/use-index.entity';
import { SessionEntity } from '../authentication/session.entity';
import { IpFilterEntity } from '../ip-filters/ip-filter.entity';
import { OrganizationEntity } from '../organizations/organization.entity';
import { SearchDomainEntity } from '../organizations/search-domain.entity';
import { UserEntity } from '../organizations/user.entity';
import { ViewConnectionEntity } from '../organizations/view-connection.entity';
import { FleetInstallationTokenEntity } from '../fleet/fleet-installation-token.entity';
import { LogCollectorGroupEntity } from '../fleet/log-collector-group.entity';
import { IngestTokenEntity } from '../repository-settings/ingest-token.entity';
import { S3ArchivingEntity } from '../repository-settings/s3-archiving.entity';
import { GroupMemberEntity } from '../roles/group-member.entity';
import { GroupEntity } from '../roles/group.entity';
import { RoleAssignmentEntity } from '../roles/role-assignment.entity';
import { RolePermissionEntity } from '../roles/role-permission.entity';
import { RoleEntity } from '../roles/role.entity';
import { TokenSecurityPolicyEntity } from '../security-policies/token-security-policies.entity';
import { TokenCountEntity } from '../tokens/token-count.entity';
import { TokenPermissionEntity } from '../tokens/token-permission.entity';
import { TokenUsageAddressEntity } from '../tokens/token-usage-address.entity';
import { TokenUsageHourEntity } from '../tokens/token-usage-hour.entity';
import { TokenUseEntity } from '../tokens/token-use.entity';
import { TokenViewEntity } from '../tokens/token-view.entity';
import { TokenEntity } from '../tokens/token.entity';
import { WebhookDeliveryEntity } from '../webhooks/webhook-delivery.entity';
import { WebhookEntity } from '../webhooks/webhook.entity';
import { ChangeEntity } from './change.entity';
import { SecretCheckEntity } from './secret-check.entity';

/**
 * What most changes add to, and nobody who adds to it reads in the same breath: rows of these are inserted
 * together, those of many changes at once. Each after those that it refers to.
 */
export const INSERTED_TOGETHER: readonly string[] = [
  'token',
  'token_permission',
  'token_view',
  'audit_entry',
  'audit_use_block',
  'audit_use_index',
  'webhook_delivery',
];

/** Tables of rows that say nothing but that they are there: to insert one again changes nothing, and is no fault. */
export const INSERTED_ONCE: readonly string[] = ['audit_use_index'];

/** What the database's triggers write when rows are inserted into those. */
export const WRITTEN_ALONG: readonly string[] = ['token_count'];

export const ENTITIES = [
  AuditCheckpointEntity,
  AuditDeliveryEntity,
  AuditEntryEntity,
  ChangeEntity,
  FleetInstallationTokenEntity,
  GroupEntity,
  GroupMemberEntity,
  IngestTokenEntity,
  IpFilterEntity,
  LogCollectorGroupEntity,
  OrganizationEntity,
  RoleAssignmentEntity,
  RoleEntity,
  RolePermissionEntity,
  S3ArchivingEntity,
  SearchDomainEntity,
  SecretCheckEntity,
  SessionEntity,
  TokenCountEntity,
  TokenEntity,
  TokenPermissionEntity,
  TokenSecurityPolicyEntity,
  TokenUsageAddressEntity,
  TokenUsageHourEntity,
  TokenUseEntity,
  TokenViewEntity,
  UseBlockEntity,
  UseIndexEntity,
  UserEntity,
  ViewConnectionEntity,
  WebhookDeliveryEntity,
  WebhookEntity,
];
