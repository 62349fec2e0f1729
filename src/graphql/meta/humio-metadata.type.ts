import { Field, ObjectType, registerEnumType } from 'type-graphql';

export const EnvironmentType = {
  ON_PREM: 'ON_PREM',
  ON_CLOUD: 'ON_CLOUD',
  ON_COMMUNITY: 'ON_COMMUNITY',
} as const;
registerEnumType(EnvironmentType, {
  name: 'EnvironmentType',
  description: 'Where an installation runs.',
  valuesConfig: {
    ON_PREM: { description: 'On its owner’s machines; always so for Tollgate.' },
    ON_CLOUD: { description: 'In LogScale’s cloud.' },
    ON_COMMUNITY: { description: 'In LogScale’s community edition.' },
  },
});

@ObjectType('HumioMetadata', { description: 'What anyone may know of the installation.' })
export class HumioMetadataType {
  @Field(() => Boolean, {
    description: 'Whether permissions come from outside; always false, since Tollgate keeps them itself.',
  })
  externalPermissions!: boolean;

  @Field(() => String, {
    description:
      'The version: what stands before the first “-” is the LogScale release whose API is mirrored.',
  })
  version!: string;

  @Field(() => Boolean, {
    description: 'Whether servers of different versions are running; always false for a single server.',
  })
  isClusterBeingUpdated!: boolean;

  @Field(() => EnvironmentType, { description: 'Where the installation runs.' })
  environment!: keyof typeof EnvironmentType;

  @Field(() => String, {
    description: 'An id of the installation, the same for as long as its database lives.',
  })
  clusterId!: string;

  @Field(() => Boolean, { description: 'Whether users may have personal tokens.' })
  personalUserTokensEnabled!: boolean;
}
