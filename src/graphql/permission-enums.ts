/** The permission enums, described from the catalog of the access room. */
import { registerEnumType } from 'type-graphql';
import { ORGANIZATION_PERMISSION_CATALOG } from '../access/organization-permission-catalog';
import type { PermissionText } from '../access/permission-catalog';
import {
  ORGANIZATION_MANAGEMENT_PERMISSIONS,
  ORGANIZATION_PERMISSIONS,
  SYSTEM_PERMISSIONS,
  VIEW_PERMISSIONS,
} from '../access/permissions';
import { SYSTEM_PERMISSION_CATALOG } from '../access/system-permission-catalog';
import { VIEW_PERMISSION_CATALOG } from '../access/view-permission-catalog';

export const PermissionEnum = permissionEnum(
  'Permission',
  'What may be done in or with one repository or view.',
  VIEW_PERMISSIONS,
  VIEW_PERMISSION_CATALOG,
);

export const OrganizationPermissionEnum = permissionEnum(
  'OrganizationPermission',
  'What may be done in or with the organization. None of these reaches the data in its repositories.',
  ORGANIZATION_PERMISSIONS,
  ORGANIZATION_PERMISSION_CATALOG,
);

export const SystemPermissionEnum = permissionEnum(
  'SystemPermission',
  'What may be done with the installation as a whole, across its organizations.',
  SYSTEM_PERMISSIONS,
  SYSTEM_PERMISSION_CATALOG,
);

export const OrganizationManagementPermissionEnum = permissionEnum(
  'OrganizationManagementPermission',
  'What may be done with organizations that the holder manages. Roles can hold these; nothing in Tollgate is guarded by them.',
  ORGANIZATION_MANAGEMENT_PERMISSIONS,
  {
    ManageSpecificOrganizations: {
      title: 'Manage specific organizations',
      allows: 'Manage some organizations of an installation, in services that know which.',
    },
  },
);

function permissionEnum<Permission extends string>(
  name: string,
  description: string,
  values: readonly Permission[],
  catalog: Readonly<Record<Permission, PermissionText>>,
): Record<string, string> {
  const enumObject: Record<string, string> = Object.fromEntries(values.map((value) => [value, value]));
  const valuesConfig = Object.fromEntries(
    values.map((value) => [value, { description: `${catalog[value].title}. ${catalog[value].allows}` }]),
  );
  registerEnumType(enumObject, { name, description, valuesConfig });
  return enumObject;
}
