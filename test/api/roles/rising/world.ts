/** Who tries to rise: principals of every kind, and what is around to rise by. All of it is made by root. */
import {
  ORGANIZATION_PERMISSIONS,
  SYSTEM_PERMISSIONS,
  VIEW_PERMISSIONS,
} from '../../../../src/access/permissions';
import type { GraphQLClient } from '../../../support/graphql-client';
import type { SeededDomain, SeededToken, SeededUser } from '../../../support/seed';
import type { TestServer } from '../../../support/server';
import type { Place } from '../operations';
import { People, unique, type Held, type Named } from '../people';

/** A credential in the hands of somebody who tries. */
export interface Actor {
  readonly label: string;
  readonly client: GraphQLClient;
  readonly userId: string | null;
  readonly tokenId: string | null;
}

export interface KnownToken {
  readonly id: string;
  readonly kind: 'view' | 'organization' | 'system';
}

/** All that is known to whoever tries: nothing needs to be guessed. */
export interface World {
  readonly views: SeededDomain[];
  readonly roles: Named[];
  readonly groups: Named[];
  readonly users: SeededUser[];
  readonly tokens: KnownToken[];
  /** Assignments that somebody made, and so can end again. */
  readonly assignments: { readonly role: Named; readonly group: Named; readonly place: Place }[];
  readonly actors: Actor[];
}

const ALL = {
  view: VIEW_PERMISSIONS,
  organization: ORGANIZATION_PERMISSIONS,
  system: SYSTEM_PERMISSIONS,
} as const;

export async function makeWorld(server: TestServer): Promise<World> {
  const people = new People(server);
  const { seed } = server;
  const [one, two, three] = [await seed.repository(), await seed.repository(), await seed.repository()];
  const views = [one, two, three];
  const world: World = { views, roles: [], groups: [], users: [], tokens: [], assignments: [], actors: [] };

  const user = async (label: string, held: Held): Promise<SeededUser> => {
    const holder = await people.who(held, unique(label));
    world.users.push(holder);
    world.roles.push(holder.role);
    world.groups.push(holder.group);
    return holder;
  };
  const actor = async (label: string, held: Held) => {
    const { id } = await user(label, held);
    const { client } = await seed.personalTokenOf({ id, username: label });
    world.actors.push({ label, client, userId: id, tokenId: null });
  };
  const token = (kind: KnownToken['kind'], { id }: SeededToken) => world.tokens.push({ id, kind });
  const tokenActor = (kind: KnownToken['kind'], made: SeededToken) => {
    token(kind, made);
    world.actors.push({ label: `${kind} token`, client: made.client, userId: null, tokenId: made.id });
  };

  await actor('manager', { organization: ['ManageUsers', 'ViewUsage', 'CreateRepository'] });
  await actor('organizer', {
    organization: ['ChangeOrganizationPermissions', 'ManageUsers', 'ChangeIPFilters', 'BlockQueries'],
  });
  await actor('warden', {
    view: [
      'ChangeUserAccess',
      'ChangeViewOrRepositoryPermissions',
      'ReadAccess',
      'ChangeTriggers',
      'DeleteEvents',
    ],
    on: [one, two],
  });
  await actor('system keeper', {
    system: ['ChangeSystemPermissions', 'ChangeUsername', 'ViewOrganizations'],
  });
  await actor('policy maker', {
    organization: [
      'ChangeSecurityPolicies',
      'ChangeOrganizationPermissions',
      'ChangeAllViewOrRepositoryPermissions',
    ],
    system: ['ChangeSystemPermissions', 'ListSubdomains'],
    view: ['ChangeArchivingSettings', 'EventForwarding'],
    on: one,
  });
  await actor('mixed', {
    organization: ['ManageUsers', 'ChangeSecurityPolicies'],
    view: ['ChangeUserAccess', 'ChangeDataDeletionPermissions', 'ChangeRetention', 'ChangeActions'],
    on: [two, three],
  });
  tokenActor(
    'organization',
    await seed.organizationToken(['ManageUsers', 'ChangeOrganizationPermissions', 'ViewFleetManagement']),
  );
  tokenActor(
    'view',
    await seed.viewToken(
      ['ChangeUserAccess', 'ChangeViewOrRepositoryPermissions', 'ReadAccess', 'CreateFiles'],
      [two, three],
    ),
  );
  tokenActor('system', await seed.systemToken(['ChangeSystemPermissions', 'ReadHealthCheck']));

  // What is worth having: people, groups, roles and tokens that hold much.
  await user('much', { ...ALL, on: views });
  await user('organization-wide', { organization: ORGANIZATION_PERMISSIONS });
  await user('system-wide', { system: SYSTEM_PERMISSIONS });
  world.users.push(await seed.user(unique('boss'), { isOrgOwner: true }));
  world.roles.push(await people.role(ALL), await people.role({ view: VIEW_PERMISSIONS }));
  token('organization', await seed.organizationToken(ORGANIZATION_PERMISSIONS));
  token('system', await seed.systemToken(SYSTEM_PERMISSIONS));
  token('view', await seed.viewToken(VIEW_PERMISSIONS, views));
  // And what may well be had: people without much, empty groups, small roles, small tokens.
  await user('usage', { organization: ['ViewUsage'] });
  await user('reader', { view: ['ReadAccess'], on: [one, two] });
  for (let i = 0; i < 3; i += 1) {
    world.users.push(await seed.user(unique('nobody')));
    world.groups.push(await people.group());
  }
  world.roles.push(
    await people.role({ view: ['ReadAccess', 'CreateTriggers'], organization: ['ViewUsage'] }),
  );
  token('organization', await seed.organizationToken('ViewUsage'));
  token('system', await seed.systemToken('ReadHealthCheck'));
  token('view', await seed.viewToken('ReadAccess', [one, two]));
  return world;
}
