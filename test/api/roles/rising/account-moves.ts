/** Moves with users, their passwords and what they own. */
import { setPassword } from '../operations';
import { unique } from '../people';
import {
  kind,
  MANAGE_USERS,
  mutation,
  PASSWORD,
  remember,
  someUser,
  type KindOfMove,
  type Move,
  type Situation,
} from './move';

function plantUser({ world, random }: Situation): Move {
  const username = unique('planted');
  const more = random.chance(0.15) ? { [random.one(['isRoot', 'isOrgOwner'])]: true } : {};
  const input = { username, ...more };
  return {
    operation: mutation('addUserV2', 'AddUserInputV2', input, '{ ... on User { id } }'),
    learn: (answer) => {
      remember(world.users, { id: answer.id, username });
      return { users: [answer.id] };
    },
  };
}

function takeOver(at: Situation): Move {
  const { id, username } = someUser(at);
  return {
    operation: setPassword({ id }, PASSWORD),
    learn: () => ({ users: [id], login: username }),
  };
}

function changeUser(at: Situation): Move {
  const user = someUser(at);
  const change = at.random.one([
    { isRoot: true },
    { email: 'someone@example.org' },
    { username: unique('renamed') },
  ]);
  const input = { userId: user.id, ...change };
  return {
    operation: mutation('updateUserById', 'UpdateUserByIdInput', input, '{ user { username } }'),
    learn: (answer) => {
      Object.assign(user, { username: answer.user.username });
      return undefined;
    },
  };
}

export const ACCOUNT_MOVES: readonly KindOfMove[] = [
  kind('addUserV2', 2, [MANAGE_USERS], plantUser),
  kind('setPassword', 6, [MANAGE_USERS], takeOver),
  kind('updateUserById', 1.5, [MANAGE_USERS, 'system:ChangeUsername'], changeUser),
  kind('removeUserById', 0.5, [MANAGE_USERS], (at) => ({
    operation: mutation('removeUserById', 'RemoveUserByIdInput', { id: someUser(at).id }, '{ user { id } }'),
  })),
  kind('updateUser', 0.5, [], (at) => {
    const input = { username: someUser(at).username, isRoot: true };
    return { operation: mutation('updateUser', 'AddUserInput', input, '{ user { id } }') };
  }),
  kind('createRepository', 1, ['organization:CreateRepository'], (at) => ({
    operation: [
      'mutation ($name: String!) { createRepository(name: $name) { repository { id name } } }',
      { name: unique('devised') },
    ],
    learn: ({ repository }) => (at.world.views.length < 5 ? remember(at.world.views, repository) : undefined),
  })),
];
