/** Moves with roles, groups and assignments. */
import {
  addGroup,
  addUsersToGroup,
  assign,
  createRole,
  removeGroup,
  removeRole,
  removeUsersFromGroup,
  unassign,
  updateGroup,
  updateRole,
  type Permissions,
  type Place,
} from '../operations';
import { unique } from '../people';
import {
  forget,
  kind,
  MANAGE_USERS,
  remember,
  someGroup,
  somePermissions,
  someRole,
  someUser,
  someView,
  type KindOfMove,
  type Move,
  type Situation,
} from './move';

const ON_VIEWS = ['view:ChangeUserAccess', MANAGE_USERS];
const IN_ORGANIZATION = ['organization:ChangeOrganizationPermissions'];
const IN_SYSTEM = ['system:ChangeSystemPermissions'];

function powers(at: Situation): Permissions {
  const { random } = at;
  return {
    view: random.chance(0.6) ? somePermissions('view', at) : [],
    ...(random.chance(0.6) ? { organization: somePermissions('organization', at) } : {}),
    ...(random.chance(0.5) ? { system: somePermissions('system', at) } : {}),
  };
}

function assignTo(place: (at: Situation) => Place) {
  return (at: Situation): Move => {
    const made = { role: someRole(at), group: someGroup(at), place: place(at) };
    const replacing = at.random.chance(0.2);
    return {
      operation: assign(made.role, made.group, made.place, replacing),
      learn: () => remember(at.world.assignments, made),
    };
  };
}

function unassignFrom(isThere: (place: Place) => boolean) {
  return (at: Situation): Move => {
    const made = at.world.assignments.filter(({ place }) => isThere(place)).slice(-10);
    const { role, group, place } =
      made.length > 0
        ? at.random.one(made)
        : { role: someRole(at), group: someGroup(at), place: someView(at) };
    return { operation: unassign(role, group, place) };
  };
}

export const ROLE_MOVES: readonly KindOfMove[] = [
  kind('createRole', 5, [MANAGE_USERS], (at) => ({
    operation: createRole(unique('devised'), powers(at)),
    learn: (answer) => remember(at.world.roles, answer.role),
  })),
  kind('updateRole', 8, [MANAGE_USERS], (at) => ({
    operation: updateRole(someRole(at), unique('revised'), powers(at)),
  })),
  kind('removeRole', 0.5, [MANAGE_USERS], (at) => {
    const role = someRole(at);
    return { operation: removeRole(role), learn: () => forget(at.world.roles, role) };
  }),
  kind('addGroup', 1.5, [MANAGE_USERS], (at) => ({
    operation: addGroup(unique('devised')),
    learn: (answer) => remember(at.world.groups, answer.group),
  })),
  kind('updateGroup', 0.5, [MANAGE_USERS], (at) => ({
    operation: updateGroup(someGroup(at), { displayName: unique('revised') }),
  })),
  kind('removeGroup', 0.5, [MANAGE_USERS], (at) => {
    const group = someGroup(at);
    return { operation: removeGroup(group), learn: () => forget(at.world.groups, group) };
  }),
  kind('addUsersToGroup', 14, [MANAGE_USERS], (at) => ({
    operation: addUsersToGroup(someGroup(at), ...at.random.some(at.world.users, 2)),
  })),
  kind('removeUsersFromGroup', 1, [MANAGE_USERS], (at) => ({
    operation: removeUsersFromGroup(someGroup(at), someUser(at)),
  })),
  kind('assignRoleToGroup', 12, ON_VIEWS, assignTo(someView)),
  kind(
    'unassignRoleFromGroup',
    1,
    ON_VIEWS,
    unassignFrom((place) => typeof place !== 'string'),
  ),
  kind(
    'assignOrganizationRoleToGroup',
    10,
    IN_ORGANIZATION,
    assignTo(() => 'organization'),
  ),
  kind(
    'unassignOrganizationRoleFromGroup',
    1,
    IN_ORGANIZATION,
    unassignFrom((place) => place === 'organization'),
  ),
  kind(
    'assignSystemRoleToGroup',
    10,
    IN_SYSTEM,
    assignTo(() => 'system'),
  ),
  kind(
    'unassignSystemRoleFromGroup',
    1,
    IN_SYSTEM,
    unassignFrom((place) => place === 'system'),
  ),
];
