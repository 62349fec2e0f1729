import { Field, InputType, InterfaceType, ObjectType, registerEnumType } from 'type-graphql';
import type { S3ArchivingFormat as S3ArchivingFormatName } from '../../repository-settings/s3-archiving';
import type { S3ArchivingEntity } from '../../repository-settings/s3-archiving.entity';
import { DateTimeScalar } from '../scalars';
import { SearchDomainType } from '../search-domains/search-domain.types';

export const S3ArchivingFormat = { RAW: 'RAW', NDJSON: 'NDJSON' } as const;
registerEnumType(S3ArchivingFormat, {
  name: 'S3ArchivingFormat',
  description: 'How archived events are written.',
  valuesConfig: { RAW: { description: 'As they came.' }, NDJSON: { description: 'A JSON object a line.' } },
});

export const ArchivalKindEnum = {
  RepoOnly: 'RepoOnly',
  ClusterWideOnly: 'ClusterWideOnly',
  All: 'All',
} as const;
registerEnumType(ArchivalKindEnum, {
  name: 'ArchivalKind',
  description: 'Which archiving begins again.',
  valuesConfig: {
    RepoOnly: { description: 'The repository’s own.' },
    ClusterWideOnly: { description: 'The cluster’s, which Tollgate keeps none of; refused.' },
    All: { description: 'All that there is.' },
  },
});

@InterfaceType('ArchivingConfiguration', { description: 'Where a repository’s data would be archived to.' })
export abstract class ArchivingConfigurationType {
  @Field(() => String, { description: 'The name of the bucket.' })
  bucket!: string;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'From when on data is archived; null means all of it.',
  })
  startFrom?: number | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether archiving is switched off.' })
  disabled?: boolean | null;

  @Field(() => [String], { description: 'The tags in the order in which they make up a file’s name.' })
  tagOrderInName!: string[];
}

@ObjectType('S3Configuration', {
  implements: ArchivingConfigurationType,
  description:
    'Where a repository’s data would be archived to in Amazon S3. Tollgate keeps the setting and moves nothing.',
})
export class S3ConfigurationType extends ArchivingConfigurationType {
  @Field(() => String, { description: 'The AWS region of the bucket.' })
  region!: string;

  @Field(() => S3ArchivingFormat, { nullable: true, description: 'How archived events are written.' })
  format?: S3ArchivingFormatName | null;

  @Field(() => String, { nullable: true, description: 'The ARN of the IAM role to take on.' })
  roleArn?: string | null;

  static from(archiving: S3ArchivingEntity): S3ConfigurationType {
    const { bucket, region, format, roleArn, startFrom, disabled } = archiving;
    const tagOrderInName = JSON.parse(archiving.tagOrderInName) as string[];
    return Object.assign(new S3ConfigurationType(), {
      bucket,
      region,
      format,
      roleArn,
      startFrom,
      disabled,
      tagOrderInName,
    });
  }
}

@ObjectType('IngestToken', {
  description: 'A token for sending data to a repository. Tollgate ingests nothing itself.',
})
export class IngestTokenType {
  @Field(() => String, { description: 'Its name, unique in the repository.' })
  name!: string;

  @Field(() => String, {
    description:
      'Its secret. LogScale’s API shows it whenever asked, so it is kept encrypted and not hashed.',
  })
  token!: string;
}

@InputType('AddIngestTokenV3Input', { description: 'A new ingest token.' })
export class AddIngestTokenV3Input {
  @Field(() => String, { description: 'The repository’s name.' })
  repositoryName!: string;

  @Field(() => String, { description: 'A name: 1 to 253 characters, unique in the repository.' })
  name!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The parser that data sent with it goes through; kept as given.',
  })
  parser?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'A secret of one’s own: 16 to 256 visible ASCII characters. Left out for a new random one.',
  })
  customToken?: string | null;
}

@ObjectType('UpdateRetentionMutation', { description: 'A repository whose retention was changed.' })
export class UpdateRetentionMutation {
  @Field(() => SearchDomainType, { description: 'The repository after the change.' })
  repository!: SearchDomainType;
}

@ObjectType('setAutomaticSearching', { description: 'Whether searches start on their own.' })
export class SetAutomaticSearching {
  @Field(() => Boolean, { description: 'What holds now.' })
  automaticSearch!: boolean;
}
