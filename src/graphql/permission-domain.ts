/** The domains of permissions, as clients name them. */
import { registerEnumType } from 'type-graphql';
import type { ScopedTokenKind } from '../access/principal';

export const TokenPermissionDomainEnum = {
  View: 'View',
  Organization: 'Organization',
  System: 'System',
} as const;
export type TokenPermissionDomain = keyof typeof TokenPermissionDomainEnum;
registerEnumType(TokenPermissionDomainEnum, {
  name: 'TokenPermissionDomain',
  description:
    'What a permission is about, and so which tokens can carry it. No name is one of two domains. Tollgate’s own.',
  valuesConfig: {
    View: { description: 'Single repositories and views.' },
    Organization: { description: 'The organization.' },
    System: { description: 'The installation as a whole.' },
  },
});

export const DOMAIN_OF: Readonly<Record<ScopedTokenKind, TokenPermissionDomain>> = {
  view: 'View',
  organization: 'Organization',
  system: 'System',
};
