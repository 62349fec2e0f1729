import { Field, Float, InputType, InterfaceType, ObjectType, registerEnumType } from 'type-graphql';
import {
  REPOSITORY_DATA_TYPES,
  REPOSITORY_TYPES,
  type RepositoryType as RepositoryTypeName,
  type SearchDomainEntity,
} from '../../organizations/search-domain.entity';
import { LongScalar, RepoOrViewNameScalar } from '../scalars';

const MILLIS_PER_DAY = 86_400_000;
const BYTES_PER_GIGABYTE = 1_000_000_000;

const valuesOf = <Value extends string>(values: readonly Value[]) =>
  Object.fromEntries(values.map((value) => [value, value])) as Record<Value, Value>;

export const RepositoryTypeEnum = valuesOf(REPOSITORY_TYPES);
registerEnumType(RepositoryTypeEnum, {
  name: 'RepositoryType',
  description: 'What a repository is for.',
  valuesConfig: {
    PERSONAL: { description: 'One user’s sandbox.' },
    TRIAL: { description: 'A trial.' },
    DEFAULT: { description: 'An ordinary repository.' },
    SYSTEM: {
      description:
        'Kept by the installation itself; creating one needs ManageCluster, deleting one DeleteHumioOwnedRepositoryOrView.',
    },
    MANAGED: { description: 'Managed from outside; creating one needs ManageCluster.' },
  },
});

export const RepositoryDataTypeEnum = valuesOf(REPOSITORY_DATA_TYPES);
registerEnumType(RepositoryDataTypeEnum, {
  name: 'RepositoryDataType',
  description: 'What data a repository is meant for.',
  valuesConfig: { FALCON: { description: 'CrowdStrike Falcon’s.' }, ANYDATA: { description: 'Any.' } },
});

const LanguageVersionEnum = valuesOf(['legacy', 'xdr1', 'xdrdetects1', 'filteralert', 'federated1']);
registerEnumType(LanguageVersionEnum, {
  name: 'LanguageVersionEnum',
  description: 'The version of LogScale’s query language that a filter is written in.',
  valuesConfig: {
    legacy: { description: 'The classic language.' },
    xdr1: { description: 'The first XDR version.' },
    xdrdetects1: { description: 'The first version for XDR detections.' },
    filteralert: { description: 'What filter alerts allow.' },
    federated1: { description: 'The first version for federated searches.' },
  },
});

@InterfaceType('SearchDomain', { description: 'A repository or a view.' })
export abstract class SearchDomainType {
  @Field(() => String, { description: 'Its id, as given to viewIds of the token mutations.' })
  id!: string;

  @Field(() => RepoOrViewNameScalar, {
    description: 'Its name, unique in the organization, whatever its case.',
  })
  name!: string;

  @Field(() => String, { nullable: true, description: 'What it is for.' })
  description?: string | null;

  @Field(() => LongScalar, {
    nullable: true,
    description: 'When it was deleted, in milliseconds since the epoch; null while it lives.',
  })
  deletedDate?: number | null;

  @Field(() => Boolean, { description: 'Whether a search starts on its own when the page is opened.' })
  automaticSearch!: boolean;

  @Field(() => String, {
    description:
      'A name for it that is unique among all kinds of things: “repository/” or “view/” and the id.',
  })
  resource!: string;

  static from(domain: SearchDomainEntity): SearchDomainType {
    const common = {
      id: domain.id,
      name: domain.name,
      description: domain.description,
      deletedDate: domain.deletedAt,
      automaticSearch: domain.automaticSearch,
      resource: `${domain.kind}/${domain.id}`,
    };
    if (domain.kind === 'view')
      return Object.assign(new ViewType(), common, { isFederated: domain.isFederated });
    return Object.assign(new RepositoryType(), common, {
      type: domain.repositoryType,
      // Tollgate keeps a repository's configuration and stores no logs.
      uncompressedByteSize: 0,
      compressedByteSize: 0,
      timeBasedRetention: inUnits(domain.retentionMillis, MILLIS_PER_DAY),
      ingestSizeBasedRetention: inUnits(domain.retentionIngestBytes, BYTES_PER_GIGABYTE),
      storageSizeBasedRetention: inUnits(domain.retentionStorageBytes, BYTES_PER_GIGABYTE),
      timeBasedBackupRetention: inUnits(domain.backupRetentionMillis, MILLIS_PER_DAY),
    });
  }
}

function inUnits(value: number | null, unit: number): number | null {
  return value === null ? null : value / unit;
}

@ObjectType('Repository', {
  implements: SearchDomainType,
  description: 'A repository: Tollgate keeps its configuration and stores no logs.',
})
export class RepositoryType extends SearchDomainType {
  @Field(() => RepositoryTypeEnum, { description: 'What it is for.' })
  type!: RepositoryTypeName;

  @Field(() => LongScalar, { description: 'How many bytes of logs it holds; 0, since Tollgate stores none.' })
  uncompressedByteSize!: number;

  @Field(() => LongScalar, {
    description: 'How many bytes its logs take compressed; 0, since Tollgate stores none.',
  })
  compressedByteSize!: number;

  @Field(() => Float, { nullable: true, description: 'How long data is kept, in days; null means for ever.' })
  timeBasedRetention?: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'How much data is kept, in gigabytes (10^9 bytes) as ingested; null means all.',
  })
  ingestSizeBasedRetention?: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'How much data is kept, in gigabytes (10^9 bytes) as stored; null means all.',
  })
  storageSizeBasedRetention?: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'How long a backup is kept after deletion, in days; null means for ever.',
  })
  timeBasedBackupRetention?: number | null;
}

@ObjectType('View', {
  implements: SearchDomainType,
  description: 'A view: other repositories seen through filters.',
})
export class ViewType extends SearchDomainType {
  @Field(() => Boolean, { description: 'Whether it spans several clusters.' })
  isFederated!: boolean;
}

@ObjectType('ViewConnection', { description: 'That a view reads a repository.' })
export class ViewConnectionType {
  @Field(() => RepositoryType, { description: 'The repository that is read.' })
  repository!: RepositoryType;

  @Field(() => String, {
    description: 'The filter through which it is read, in LogScale’s query language; empty for all of it.',
  })
  filter!: string;
}

@InputType('ViewConnectionInput', { description: 'A repository for a view to read.' })
export class ViewConnectionInput {
  @Field(() => String, { description: 'The repository’s name.' })
  repositoryName!: string;

  @Field(() => String, {
    description:
      'The filter to read it through, in LogScale’s query language; kept as given, empty for all of it.',
  })
  filter!: string;

  @Field(() => LanguageVersionEnum, {
    nullable: true,
    description: 'The version of the query language; accepted for LogScale’s clients and not kept.',
  })
  languageVersion?: string | null;
}

@ObjectType('CreateRepositoryMutation', { description: 'A repository that was created.' })
export class CreateRepositoryMutation {
  @Field(() => RepositoryType, { description: 'The new repository.' })
  repository!: RepositoryType;
}

@ObjectType('UpdateDescriptionMutation', { description: 'A description that was changed.' })
export class UpdateDescriptionMutation {
  @Field(() => String, { description: 'The new description.' })
  description!: string;
}
