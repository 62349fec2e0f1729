import { Field, ObjectType } from 'type-graphql';
import type { OrganizationEntity } from '../../organizations/organization.entity';
import { LongScalar } from '../scalars';

@ObjectType('OrganizationConfigs', { description: 'The settings of an organization.' })
export class OrganizationConfigsType {
  /** Not served as such; bucketStorage shows them to who may see them. */
  targetBucketId1!: string | null;
  targetBucketId2!: string | null;
}

@ObjectType('Organization', {
  description: 'The organization to which users, tokens, repositories, views and policies belong.',
})
export class OrganizationType {
  @Field(() => String, { description: 'Its id.' })
  id!: string;

  @Field(() => String, { nullable: true, description: 'The customer id, where one was given.' })
  cid?: string | null;

  @Field(() => String, { description: 'Its name.' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'What it is for.' })
  description?: string | null;

  @Field(() => OrganizationConfigsType, { description: 'Its settings.' })
  configs!: OrganizationConfigsType;

  @Field(() => LongScalar, {
    nullable: true,
    description: 'When it was created, in milliseconds since the epoch.',
  })
  createdAt?: number | null;

  @Field(() => LongScalar, {
    nullable: true,
    description: 'When it was deleted, in milliseconds since the epoch; null while it lives.',
  })
  deletedAt?: number | null;

  @Field(() => Boolean, {
    description: 'Whether permissions come from outside; always false, since Tollgate keeps them itself.',
  })
  externalPermissions!: boolean;

  static from(organization: OrganizationEntity): OrganizationType {
    const { targetBucketId1, targetBucketId2 } = organization;
    const configs = Object.assign(new OrganizationConfigsType(), { targetBucketId1, targetBucketId2 });
    return Object.assign(new OrganizationType(), organization, { configs, externalPermissions: false });
  }
}
