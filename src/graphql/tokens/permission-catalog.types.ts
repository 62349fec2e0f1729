import { Field, ObjectType } from 'type-graphql';
import type { DescribedPermission } from '../../tokens/permission-catalog.service';
import { DOMAIN_OF, TokenPermissionDomainEnum, type TokenPermissionDomain } from '../permission-domain';

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
