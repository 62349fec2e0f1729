import { Field, ObjectType, registerEnumType } from 'type-graphql';
import type { GrantReason } from '../../roles/grant-sources';
import { TokenPermissionDomainEnum, type TokenPermissionDomain } from '../permission-domain';
import { SearchDomainType } from '../search-domains/search-domain.types';
import { GroupType, RoleType } from './role.types';

const UserGrantReasonEnum: { readonly [Reason in GrantReason]: Reason } = {
  Role: 'Role',
  OrganizationRoot: 'OrganizationRoot',
  Root: 'Root',
};
registerEnumType(UserGrantReasonEnum, {
  name: 'UserGrantReason',
  description: 'Why a user holds a permission. Tollgate’s own.',
  valuesConfig: {
    Role: { description: 'A role that is assigned to a group of theirs gives it.' },
    OrganizationRoot: { description: 'They are a root user of the organization.' },
    Root: { description: 'They are a root user of the installation.' },
  },
});

@ObjectType('UserGrant', {
  description:
    'A permission that a user holds, and one reason why; another reason is another grant. Tollgate’s own.',
})
export class UserGrantType {
  @Field(() => String, { description: 'The name of the permission.' })
  permission!: string;

  @Field(() => TokenPermissionDomainEnum, { description: 'What it is about.' })
  domain!: TokenPermissionDomain;

  @Field(() => SearchDomainType, {
    nullable: true,
    description:
      'The repository or view that it holds on; null for the other domains, and for root users, who hold it on every one.',
  })
  searchDomain!: SearchDomainType | null;

  @Field(() => UserGrantReasonEnum, { description: 'Why.' })
  reason!: GrantReason;

  @Field(() => GroupType, {
    nullable: true,
    description: 'The group that has the role; null for root users.',
  })
  group!: GroupType | null;

  @Field(() => RoleType, {
    nullable: true,
    description:
      'The role that gives it, itself or through a permission that includes it; null for root users.',
  })
  role!: RoleType | null;
}
