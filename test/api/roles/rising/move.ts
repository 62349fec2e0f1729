/** A move of somebody who tries to rise: one mutation, with arguments that may work, and what comes of it. */
import {
  ORGANIZATION_PERMISSIONS,
  SYSTEM_PERMISSIONS,
  VIEW_PERMISSIONS,
} from '../../../../src/access/permissions';
import type { SeededDomain, SeededUser } from '../../../support/seed';
import type { Operation } from '../operations';
import type { Named } from '../people';
import type { Held } from './holdings';
import type { Random } from './random';
import type { Actor, KnownToken, World } from './world';

export interface Situation {
  readonly world: World;
  readonly actor: Actor;
  /** What the actor holds. */
  readonly held: Held;
  readonly random: Random;
}

export interface Move {
  readonly operation: Operation;
  /** Called with the mutation's answer where it succeeds. */
  readonly learn?: (answer: any) => Learned | undefined;
}

/** What somebody has got by a move. */
export interface Learned {
  /** Users that they can now act as. */
  readonly users?: readonly string[];
  /** The name of the first of these, whose password is now PASSWORD. */
  readonly login?: string;
  /** A token string: of the first of the users above, or else of the user who made the move. */
  readonly personalToken?: string;
  /** A token string of another kind. */
  readonly scopedToken?: string;
}

export const PASSWORD = 'correct horse battery';

export interface KindOfMove {
  readonly name: string;
  readonly weight: number;
  /** What it takes, one of these: `place:Permission`, with `view` for any view, or `user`. Nothing: root. */
  readonly needs: readonly string[];
  readonly make: (at: Situation) => Move;
}

export function kind(
  name: string,
  weight: number,
  needs: readonly string[],
  make: (at: Situation) => Move,
): KindOfMove {
  return { name, weight, needs, make };
}

export const MANAGE_USERS = 'organization:ManageUsers';

export const mutation = (name: string, type: string, input: object, selection = ''): Operation => [
  `mutation ($input: ${type}!) { ${name}(input: $input) ${selection} }`,
  { input },
];

/** Those that came last more often: they were made by who tries, and with them more succeeds. */
const recent = <Item>(items: readonly Item[], random: Random): Item =>
  random.one(items.slice(random.chance(0.5) ? -6 : -25));

export const someRole = ({ world, random }: Situation): Named => recent(world.roles, random);
export const someGroup = ({ world, random }: Situation): Named => recent(world.groups, random);
export const someUser = ({ world, random }: Situation): SeededUser => recent(world.users, random);
export const someView = ({ world, random }: Situation): SeededDomain => random.one(world.views);

const ALL = { view: VIEW_PERMISSIONS, organization: ORGANIZATION_PERMISSIONS, system: SYSTEM_PERMISSIONS };

/** Mostly some that the actor holds, on the view where one is given, and sometimes any. */
export function somePermissions<Kind extends KnownToken['kind']>(
  of: Kind,
  { held, random }: Situation,
  viewId?: string,
): (typeof ALL)[Kind][number][] {
  const own = new Set<string>();
  for (const one of held) {
    const [place = '', permission = ''] = one.split(':');
    const domain = place === 'organization' || place === 'system' ? place : 'view';
    if (domain === of && (viewId === undefined || place === viewId)) own.add(permission);
  }
  const from: readonly string[] = own.size > 0 && random.chance(0.8) ? [...own].sort() : ALL[of];
  return random.some(from, 3) as (typeof ALL)[Kind][number][];
}

export function forget(list: { readonly id: string }[], gone: { readonly id: string }): undefined {
  const at = list.findIndex(({ id }) => id === gone.id);
  if (at >= 0) list.splice(at, 1);
}

export function remember<Item>(list: Item[], item: Item): undefined {
  list.push(item);
}
