import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';

@ObjectType('FleetInstallationToken', { description: 'A token with which log collectors enrol.' })
export class FleetInstallationTokenType {
  @Field(() => String, { description: 'Its id, for fleetInstallationToken.' })
  id!: string;

  @Field(() => String, {
    description:
      'Its secret. LogScale’s API shows it whenever asked, so it is kept encrypted and not hashed.',
  })
  token!: string;

  @Field(() => String, { description: 'A name for people.' })
  name!: string;
}

@ObjectType('SearchFleetInstallationTokenResultSet', { description: 'A page of fleet installation tokens.' })
export class SearchFleetInstallationTokenResultSet {
  @Field(() => Int, { description: 'How many there are in all.' })
  totalResults!: number;

  @Field(() => [FleetInstallationTokenType], { description: 'The tokens of the page.' })
  results!: FleetInstallationTokenType[];
}

export const FleetTokensSortBy = { Name: 'Name', ConfigName: 'ConfigName' } as const;
registerEnumType(FleetTokensSortBy, {
  name: 'FleetInstallationTokens__SortBy',
  description: 'By what fleet installation tokens are sorted.',
  valuesConfig: {
    Name: { description: 'By name.' },
    ConfigName: { description: 'By the configuration that new collectors get.' },
  },
});

@ObjectType('LogCollectorGroup', { description: 'A group of log collectors.' })
export class LogCollectorGroupType {
  @Field(() => String, { description: 'Its id.' })
  id!: string;

  @Field(() => String, { description: 'A name for people.' })
  name!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The filter that says which collectors belong to it; kept as given.',
  })
  filter?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The version that its collectors should have; null where none is wanted.',
  })
  wantedVersion?: string | null;
}
