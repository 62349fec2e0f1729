/** The operations on roles, groups and assignments: `client.ask(...createRole('Reader', { view: ['ReadAccess'] }))`. */
import type {
  OrganizationPermission,
  SystemPermission,
  ViewPermission,
} from '../../../src/access/permissions';

export type Operation = readonly [query: string, variables: Record<string, unknown>];

export interface Permissions {
  readonly view?: readonly ViewPermission[];
  readonly organization?: readonly OrganizationPermission[];
  readonly system?: readonly SystemPermission[];
}

interface Identified {
  readonly id: string;
}

/** A repository or view, or what lies above them all. */
export type Place = Identified | 'organization' | 'system';

export const ROLE =
  'id displayName color description viewPermissions organizationPermissions systemPermissions organizationManagementPermissions groupsCount usersCount users { username } groups { displayName }';
export const GROUP =
  'id displayName lookupName defaultQueryPrefix defaultRole { id } userCount users { id username } roles { role { displayName } searchDomain { name } } organizationRoles { role { displayName } } systemRoles { role { displayName } }';

const change = (name: string, type: string, input: object, selection: string): Operation => [
  `mutation ($input: ${type}!) { ${name}(input: $input) ${selection} }`,
  { input },
];

const given = ({ view, organization, system }: Permissions): object => ({
  viewPermissions: view ?? [],
  ...(organization === undefined ? {} : { organizationPermissions: organization }),
  ...(system === undefined ? {} : { systemPermissions: system }),
});

export const createRole = (displayName: string, permissions: Permissions, more: object = {}): Operation =>
  change(
    'createRole',
    'AddRoleInput',
    { displayName, ...given(permissions), ...more },
    `{ role { ${ROLE} } }`,
  );

/** Of the domains that are left out, only the view permissions are taken away. */
export const updateRole = (
  role: Identified,
  displayName: string,
  permissions: Permissions,
  more: object = {},
): Operation =>
  change(
    'updateRole',
    'UpdateRoleInput',
    { roleId: role.id, displayName, ...given(permissions), ...more },
    `{ role { ${ROLE} } }`,
  );

export const removeRole = (role: Identified): Operation => [
  'mutation ($id: String!) { removeRole(roleId: $id) { result } }',
  { id: role.id },
];

export const readRole = (role: Identified): Operation => [
  `query ($id: String!) { role(roleId: $id) { ${ROLE} } }`,
  { id: role.id },
];

export const addGroup = (displayName: string, lookupName?: string | null): Operation => [
  `mutation ($displayName: String!, $lookupName: String) { addGroup(displayName: $displayName, lookupName: $lookupName) { group { ${GROUP} } } }`,
  { displayName, ...(lookupName === undefined ? {} : { lookupName }) },
];

export const updateGroup = (group: Identified, changes: object): Operation =>
  change('updateGroup', 'UpdateGroupInput', { groupId: group.id, ...changes }, `{ group { ${GROUP} } }`);

export const removeGroup = (group: Identified): Operation => [
  'mutation ($id: String!) { removeGroup(groupId: $id) { group { id displayName } } }',
  { id: group.id },
];

export const readGroup = (group: Identified): Operation => [
  `query ($id: String!) { group(groupId: $id) { ${GROUP} } }`,
  { id: group.id },
];

export const groupByDisplayName = (displayName: string): Operation => [
  `query ($displayName: String!) { groupByDisplayName(displayName: $displayName) { ${GROUP} } }`,
  { displayName },
];

const members = (name: string, type: string, group: Identified, users: readonly Identified[]): Operation =>
  change(name, type, { groupId: group.id, users: users.map((user) => user.id) }, `{ group { ${GROUP} } }`);

export const addUsersToGroup = (group: Identified, ...users: Identified[]): Operation =>
  members('addUsersToGroup', 'AddUsersToGroupInput', group, users);

export const removeUsersFromGroup = (group: Identified, ...users: Identified[]): Operation =>
  members('removeUsersFromGroup', 'RemoveUsersFromGroupInput', group, users);

export function assign(
  role: Identified,
  group: Identified,
  place: Place,
  overrideExistingAssignmentsForView?: boolean | null,
): Operation {
  const what = { roleId: role.id, groupId: group.id };
  const answer = 'role { id displayName }';
  if (place === 'organization') {
    const type = 'AssignOrganizationRoleToGroupInput';
    return change('assignOrganizationRoleToGroup', type, what, `{ group { ${answer} } }`);
  }
  if (place === 'system') {
    const type = 'AssignSystemRoleToGroupInput';
    return change('assignSystemRoleToGroup', type, what, `{ group { ${answer} } }`);
  }
  return change(
    'assignRoleToGroup',
    'AssignRoleToGroupInput',
    {
      ...what,
      viewId: place.id,
      ...(overrideExistingAssignmentsForView === undefined ? {} : { overrideExistingAssignmentsForView }),
    },
    `{ group { ${answer} searchDomain { id name } } }`,
  );
}

export function unassign(role: Identified, group: Identified, place: Place): Operation {
  const what = { roleId: role.id, groupId: group.id };
  const answer = `{ group { ${GROUP} } }`;
  if (place === 'organization') {
    const type = 'RemoveOrganizationRoleFromGroupInput';
    return change('unassignOrganizationRoleFromGroup', type, what, answer);
  }
  if (place === 'system') {
    return change('unassignSystemRoleFromGroup', 'RemoveSystemRoleFromGroupInput', what, answer);
  }
  return change(
    'unassignRoleFromGroup',
    'RemoveRoleFromGroupInput',
    { ...what, viewId: place.id },
    `{ group { ${GROUP} } }`,
  );
}

export const setPassword = (user: Identified, newPassword: string): Operation => [
  'mutation ($input: SetPasswordInput!) { setPassword(input: $input) }',
  { input: { userId: user.id, newPassword } },
];
