import { Field, ObjectType } from 'type-graphql';
import { holdsOnSomeView } from '../../access/grants';
import {
  ORGANIZATION_PERMISSIONS,
  SYSTEM_PERMISSIONS,
  VIEW_PERMISSIONS,
  type OrganizationPermission,
  type SystemPermission,
  type ViewPermission,
} from '../../access/permissions';
import type { Principal } from '../../access/principal';
import { actorOf } from '../../audit/actor';
import { OrganizationPermissionEnum, PermissionEnum, SystemPermissionEnum } from '../permission-enums';

@ObjectType('ViewerActor', {
  description: 'Who makes the request, named as audit entries name it. Tollgate’s own.',
})
export class ViewerActorType {
  @Field(() => String, {
    description:
      'user (in a session), personalUserToken, viewPermissionToken, organizationPermissionToken or systemPermissionToken.',
  })
  type!: string;

  @Field(() => String, { nullable: true, description: 'The user’s id; null for a token that is no user’s.' })
  userId!: string | null;

  @Field(() => String, { nullable: true, description: 'The username; null for a token that is no user’s.' })
  userName!: string | null;

  @Field(() => String, { nullable: true, description: 'The token’s id; null in a session.' })
  tokenId!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The token’s name; null in a session and for a personal token, which has none of its own.',
  })
  tokenName!: string | null;
}

@ObjectType('ViewerPermissions', {
  description:
    'What the caller holds, implied permissions included, whichever kind of caller. Tollgate’s own.',
})
export class ViewerPermissionsType {
  @Field(() => [OrganizationPermissionEnum], { description: 'What it holds in its organization.' })
  organizationPermissions!: OrganizationPermission[];

  @Field(() => [SystemPermissionEnum], { description: 'What it holds in the installation.' })
  systemPermissions!: SystemPermission[];

  @Field(() => [PermissionEnum], {
    description:
      'What it holds on every repository and view of the organization, those to come included: all for root users, nothing for others.',
  })
  allViewPermissions!: ViewPermission[];

  @Field(() => [PermissionEnum], {
    description:
      'What it holds on at least one repository or view, which opens the fields that need it on some.',
  })
  someViewPermissions!: ViewPermission[];

  @Field(() => Boolean, { description: 'Whether it is a root user of the installation.' })
  isRoot!: boolean;

  @Field(() => Boolean, {
    description:
      'Whether it is a root user of the organization; a root user of the installation need not be.',
  })
  isOrganizationRoot!: boolean;

  @Field(() => ViewerActorType, { description: 'Who it is.' })
  actor!: ViewerActorType;

  /** What the guard decides by. */
  static of(principal: Principal): ViewerPermissionsType {
    const { grants } = principal;
    const { type, userId, userName, tokenId, tokenName } = actorOf(principal);
    return Object.assign(new ViewerPermissionsType(), {
      organizationPermissions: ORGANIZATION_PERMISSIONS.filter((name) => grants.organization.has(name)),
      systemPermissions: SYSTEM_PERMISSIONS.filter((name) => grants.system.has(name)),
      allViewPermissions: VIEW_PERMISSIONS.filter((name) => grants.everyView.has(name)),
      someViewPermissions: VIEW_PERMISSIONS.filter((name) => holdsOnSomeView(grants, name)),
      isRoot: principal.kind === 'user' && principal.isRoot,
      isOrganizationRoot: principal.kind === 'user' && principal.isOrganizationRoot,
      actor: { type, userId, userName, tokenId, tokenName },
    });
  }
}
