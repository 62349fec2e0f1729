/** Moves with tokens of every kind, and with the policies that say what may be done with them. */
import { OPEN_POLICIES } from '../../../support/seed';
import { unique } from '../people';
import {
  kind,
  mutation,
  remember,
  somePermissions,
  someUser,
  type KindOfMove,
  type Learned,
  type Move,
  type Situation,
} from './move';
import type { KnownToken, World } from './world';

const NEEDS = {
  view: ['view:ChangeViewOrRepositoryPermissions', 'organization:ChangeAllViewOrRepositoryPermissions'],
  organization: ['organization:ChangeOrganizationPermissions'],
  system: ['system:ChangeSystemPermissions'],
} as const;
const NAMES = { view: 'View', organization: 'Organization', system: 'System' } as const;
const CREATE = {
  view: ['CreateViewPermissionsTokenV2Input', 'viewPermissions'],
  organization: ['CreateOrganizationPermissionsTokenV2Input', 'organizationPermissions'],
  system: ['CreateSystemPermissionTokenV2Input', 'systemPermissions'],
} as const;

function someToken({ world, random }: Situation, of?: KnownToken['kind']): KnownToken {
  return random.one(world.tokens.filter((token) => of === undefined || token.kind === of));
}

function got(world: World, of: KnownToken['kind'], token: string): Learned {
  remember(world.tokens, { id: token.split('~')[0]!, kind: of });
  return { scopedToken: token };
}

function create(of: KnownToken['kind']) {
  return (at: Situation): Move => {
    const viewIds = at.random.some(at.world.views, 2).map((view) => view.id);
    const [type, field] = CREATE[of];
    const input = {
      name: unique('taken'),
      [field]: somePermissions(of, at, of === 'view' ? viewIds[0] : undefined),
      ...(of === 'view' ? { viewIds } : {}),
    };
    return {
      operation: mutation(`create${NAMES[of]}PermissionsTokenV2`, type, input, '{ token }'),
      learn: (answer) => got(at.world, of, answer.token as string),
    };
  };
}

function update(of: KnownToken['kind']) {
  return (at: Situation): Move => {
    const name = `${NAMES[of]}PermissionsTokenPermissions`;
    const input = { id: someToken(at, of).id, permissions: somePermissions(of, at) };
    return { operation: mutation(`update${name}`, `Update${name}Input`, input) };
  };
}

function reset(of: KnownToken['kind']) {
  return (at: Situation): Move => {
    const input = { id: someToken(at, of).id };
    return {
      operation: mutation(`reset${NAMES[of]}PermissionsToken`, 'ResetTokenInput', input, '{ token }'),
      learn: (answer) => got(at.world, of, answer.token as string),
    };
  };
}

function changePolicies({ random }: Situation): Move {
  const input = {
    ...OPEN_POLICIES,
    viewPermissionTokensAllowPermissionUpdates: random.chance(0.8),
    organizationPermissionTokensAllowPermissionUpdates: random.chance(0.8),
    // Of system tokens some may change nothing, so these are left alone half of the time.
    systemPermissionTokensEnabled: random.chance(0.5) ? null : true,
    systemPermissionTokensAllowPermissionUpdates: random.chance(0.5) ? null : true,
  };
  return {
    operation: mutation('updateTokenSecurityPolicies', 'TokenSecurityPoliciesInput', input, '{ id }'),
  };
}

export const TOKEN_MOVES: readonly KindOfMove[] = [
  ...(['view', 'organization', 'system'] as const).flatMap((of) => [
    kind(`create a token: ${of}`, 4, NEEDS[of], create(of)),
    kind(`update a token: ${of}`, 5, NEEDS[of], update(of)),
    kind(`reset a token: ${of}`, 3, NEEDS[of], reset(of)),
  ]),
  kind('rotateToken', 3, Object.values(NEEDS).flat(), (at) => {
    const token = someToken(at);
    return {
      operation: mutation('rotateToken', 'RotateTokenInputData', { id: token.id }),
      learn: (answer) => got(at.world, token.kind, answer as string),
    };
  }),
  kind('rotateToken of a user', 1, [], (at) => {
    const { id } = someUser(at);
    return {
      operation: mutation('rotateToken', 'RotateTokenInputData', { id }),
      learn: (answer) => ({ users: [id], personalToken: answer as string }),
    };
  }),
  kind('deleteToken', 0.5, NEEDS.organization, (at) => ({
    operation: mutation('deleteToken', 'InputData', { id: someToken(at).id }),
  })),
  kind('createPersonalUserToken', 1, ['user'], () => ({
    operation: mutation('createPersonalUserTokenV2', 'CreatePersonalUserTokenInput', {}, '{ token }'),
    learn: (answer) => ({ personalToken: answer.token as string }),
  })),
  kind('updateTokenSecurityPolicies', 3, ['organization:ChangeSecurityPolicies'], changePolicies),
];
