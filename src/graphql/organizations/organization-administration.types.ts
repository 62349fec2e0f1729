import { Field, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { UserType } from '../users/user.types';

@ObjectType('BucketStorageConfig', { description: 'The buckets that an organization’s data would go to.' })
export class BucketStorageConfigType {
  @Field(() => String, { description: 'The id of the first.' })
  targetBucketId1!: string;

  @Field(() => String, { nullable: true, description: 'The id of the second; null where there is none.' })
  targetBucketId2?: string | null;
}

@ObjectType('OrganizationSearchResultEntry', { description: 'An organization that was found.' })
export class OrganizationSearchResultEntry {
  @Field(() => String, { description: 'Its id.' })
  organizationId!: string;

  @Field(() => String, { description: 'Its name.' })
  organizationName!: string;
}

@ObjectType('OrganizationSearchResultSet', { description: 'A page of organizations.' })
export class OrganizationSearchResultSet {
  @Field(() => Int, { description: 'How many match in all.' })
  totalResults!: number;

  @Field(() => [OrganizationSearchResultEntry], { description: 'The organizations of the page.' })
  results!: OrganizationSearchResultEntry[];
}

@InputType('AddOrganizationOwnerInput', {
  description: 'The first user, or another root user, of an organization.',
})
export class AddOrganizationOwnerInput {
  @Field(() => String, { description: 'The id of the organization.' })
  organizationId!: string;

  @Field(() => String, {
    description:
      'What the user is called: 1 to 253 characters, unique in that organization, whatever its case.',
  })
  username!: string;
}

@ObjectType('AddOrganizationOwnerOutput', {
  description: 'A root user of an organization, with a personal token.',
})
export class AddOrganizationOwnerOutput {
  @Field(() => UserType, { description: 'The new user.' })
  user!: UserType;

  @Field(() => String, { description: 'The user’s personal token. Shown this once: only its hash is kept.' })
  token!: string;
}

export const OrganizationsSortBy = {
  UserCount: 'UserCount',
  Name: 'Name',
  Volume: 'Volume',
  ViewCount: 'ViewCount',
  Subscription: 'Subscription',
  CreatedAt: 'CreatedAt',
} as const;
registerEnumType(OrganizationsSortBy, {
  name: 'Organizations__SortBy',
  description: 'By what organizations are sorted.',
  valuesConfig: {
    UserCount: { description: 'By the number of users.' },
    Name: { description: 'By name, whatever its case.' },
    Volume: { description: 'By the volume of data; all are alike, since Tollgate stores none.' },
    ViewCount: { description: 'By the number of repositories and views.' },
    Subscription: { description: 'By subscription; all are alike, since Tollgate has none.' },
    CreatedAt: { description: 'By when they were created.' },
  },
});

export const OrganizationsSearchEntryType = {
  Organization: 'Organization',
  Repository: 'Repository',
  View: 'View',
  User: 'User',
} as const;
registerEnumType(OrganizationsSearchEntryType, {
  name: 'Organizations__SearchEntryType',
  description: 'Whose names are searched for an organization.',
  valuesConfig: {
    Organization: { description: 'Its own, and its id.' },
    Repository: { description: 'Its repositories’.' },
    View: { description: 'Its views’.' },
    User: { description: 'Its users’.' },
  },
});

export const OrganizationsSubscription = Object.fromEntries(
  [
    'Paying',
    'Trial',
    'PreTrial',
    'PostTrial',
    'UnlimitedPoC',
    'ClusterOwner',
    'Complementary',
    'OnPremMonitor',
    'MissingTOSAcceptance',
    'CommunityLocked',
    'CommunityUnlocked',
    'Partner',
    'Internal',
    'Churned',
    'Unknown',
  ].map((value) => [value, value]),
);
registerEnumType(OrganizationsSubscription, {
  name: 'Organizations__Subscription',
  description: 'LogScale’s kinds of subscription. Tollgate has none: every organization counts as Unknown.',
  valuesConfig: Object.fromEntries(
    Object.keys(OrganizationsSubscription).map((value) => [
      value,
      {
        description:
          value === 'Unknown'
            ? 'What every organization of Tollgate is.'
            : 'A kind that no organization of Tollgate has.',
      },
    ]),
  ),
});
