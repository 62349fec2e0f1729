/** What there is to be aimed at in an organization, and who can act in it. */
import type { Principal, TokenKind } from '../../../src/access/principal';
import { newId } from '../../../src/kernel/ids';
import { drawTokenString } from '../../../src/tokens/token-secret';
import type { GraphQLClient } from '../../support/graphql-client';

export interface Named {
  readonly id: string;
  readonly name: string;
}

/** What can be aimed at in an organization. */
export interface Things {
  readonly organization: Named;
  readonly user: { readonly id: string; readonly username: string };
  readonly group: Named;
  readonly role: Named;
  readonly repository: Named;
  readonly view: Named;
  readonly ipFilter: Named;
  readonly ingestToken: { readonly name: string };
  readonly fleetToken: Named & { readonly token: string };
  readonly collectorGroup: Named;
  readonly webhook: Named;
  readonly tokens: Readonly<Record<TokenKind, Named>>;
}

export interface Actor {
  readonly client: GraphQLClient;
  readonly principal: Principal;
}

export const ACTORS = ['root user', 'view token', 'organization token', 'system token'] as const;
export type ActorName = (typeof ACTORS)[number];

export interface Furnished {
  readonly things: Things;
  readonly actors: Readonly<Record<ActorName, Actor>>;
}

export const WHICH = ['first', 'second'] as const;
export type Which = (typeof WHICH)[number];

export const otherThan = (which: Which): Which => (which === 'first' ? 'second' : 'first');

/** Names and ids of the right form that nothing in any organization has. */
export function nowhere(): Things {
  const named = (name: string): Named => ({ id: newId(), name });
  return {
    organization: named('nowhere-organization'),
    user: { id: newId(), username: 'nowhere-reader' },
    group: named('nowhere-group'),
    role: named('nowhere-role'),
    repository: named('nowhere-repository'),
    view: named('nowhere-view'),
    ipFilter: named('nowhere-filter'),
    ingestToken: { name: 'nowhere-shipper' },
    fleetToken: { ...named('nowhere-fleet'), token: drawTokenString('token').text },
    collectorGroup: named('nowhere-fleet'),
    webhook: named('nowhere-webhook'),
    tokens: {
      personal: named('personal'),
      view: named('nowhere-view-token'),
      organization: named('nowhere-org-token'),
      system: named('nowhere-system-token'),
    },
  };
}
