import { Field, ObjectType, registerEnumType } from 'type-graphql';
import type { ScopedTokenKind } from '../../access/principal';
import type { DescribedPermission } from '../../tokens/permission-catalog.service';

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

@ObjectType('PermissionDescription', {
  description: 'A permission in words, and whether the caller could hand it on. Tollgate’s own.',
})
export class PermissionDescriptionType {
  @Field(() => String, {
    description:
      'The name of the permission: a value of Permission, OrganizationPermission or SystemPermission.',
  })
  name!: string;

  @Field(() => TokenPermissionDomainEnum, { description: 'What it is about.' })
  domain!: TokenPermissionDomain;

  @Field(() => String, { description: 'A few words, as beside a checkbox.' })
  title!: string;

  @Field(() => String, { description: 'One sentence on what its holder may do.' })
  allows!: string;

  @Field(() => String, {
    description:
      'The heading under which it is offered beside its like, for people; each domain has a few of them.',
  })
  group!: string;

  @Field(() => Boolean, {
    description:
      'Whether the caller could create a token that carries it now: it may create tokens of the domain and holds the permission, and for what destroys data ChangeDataDeletionPermissions too. For a view permission that means on each of viewIds, where they are given, and on at least one repository or view, those to come included, otherwise. A security policy that disables the kind of token stops its creation all the same.',
  })
  grantable!: boolean;

  static from(permission: DescribedPermission): PermissionDescriptionType {
    return Object.assign(new PermissionDescriptionType(), permission, {
      domain: DOMAIN_OF[permission.domain],
    });
  }
}
