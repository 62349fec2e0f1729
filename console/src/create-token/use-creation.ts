/** Creates a token, and before it the filter that was written for it: once, however often the token is tried again. */
import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import { useState } from 'react';
import { ask } from '../api/ask';
import { hasToken, keepToken } from '../api/credentials';
import {
  CreateTokenOrganizationDocument,
  CreateTokenPersonalDocument,
  CreateTokenSystemDocument,
  CreateTokenViewDocument,
  IpFilterCreateDocument,
  IpFilterUpdateDocument,
  type IpFilterRowFragment,
  type OrganizationPermission,
  type Permission,
  type SystemPermission,
} from '../api/operations';
import type { TokenKind } from '../tokens/token-kind';

export interface Order {
  readonly kind: TokenKind;
  readonly name: string;
  readonly views: readonly string[];
  readonly permissions: readonly string[];
  readonly expireAt: number | null;
  readonly filter:
    | { readonly way: 'none' }
    | { readonly way: 'listed'; readonly id: string }
    | { readonly way: 'written'; readonly name: string; readonly text: string };
}

export interface Created {
  readonly secret: string;
  readonly id: string;
  readonly name: string;
}

export interface Creation {
  readonly telling: UseMutationResult<Created, Error, Order>;
  /** Made for a token that then was not. */
  readonly leftFilter: IpFilterRowFragment | null;
}

export function useCreation(): Creation {
  const client = useQueryClient();
  const [made, setMade] = useState<IpFilterRowFragment | null>(null);

  async function filterIdOf({ filter }: Order): Promise<string | null> {
    if (filter.way === 'none') return null;
    if (filter.way === 'listed') return filter.id;
    const { name, text } = filter;
    if (made === null) {
      const { createIPFilter } = await ask(IpFilterCreateDocument, { input: { name, ipFilter: text } });
      setMade(createIPFilter);
      return createIPFilter.id;
    }
    if (made.name !== name || made.ipFilter !== text) {
      const { updateIPFilter } = await ask(IpFilterUpdateDocument, {
        input: { id: made.id, name, ipFilter: text },
      });
      setMade(updateIPFilter);
    }
    return made.id;
  }

  const telling = useMutation({
    mutationFn: async (order: Order): Promise<Created> => {
      const ipFilterId = await filterIdOf(order);
      const { created } = await askFor(order, ipFilterId);
      // Who is signed in with their personal token has just ended it: the console goes on with the new one.
      if (order.kind === 'PersonalUserToken' && hasToken()) keepToken(created.token);
      return { secret: created.token, id: created.tokenMetadata.id, name: created.tokenMetadata.name };
    },
    gcTime: 0,
    // Asked for anew where it is shown next: what is asked from here may be what the new token's filter refuses.
    onSettled: () => client.invalidateQueries({ refetchType: 'none' }),
  });
  return { telling, leftFilter: made };
}

function askFor(order: Order, ipFilterId: string | null) {
  const { name, expireAt } = order;
  const limits = { expireAt, ipFilterId };
  // The picker offers each kind its own permissions; the server checks them by name.
  switch (order.kind) {
    case 'PersonalUserToken':
      return ask(CreateTokenPersonalDocument, { input: limits });
    case 'ViewPermissionsToken':
      return ask(CreateTokenViewDocument, {
        input: {
          ...limits,
          name,
          viewIds: [...order.views],
          viewPermissions: order.permissions as Permission[],
        },
      });
    case 'OrganizationPermissionsToken':
      return ask(CreateTokenOrganizationDocument, {
        input: { ...limits, name, organizationPermissions: order.permissions as OrganizationPermission[] },
      });
    case 'SystemPermissionsToken':
      return ask(CreateTokenSystemDocument, {
        input: { ...limits, name, systemPermissions: order.permissions as SystemPermission[] },
      });
  }
}
