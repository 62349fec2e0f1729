import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { ArchivalKind, ArchivingService } from '../../repository-settings/archiving.service';
import type { S3ArchivingFormat as S3ArchivingFormatName } from '../../repository-settings/s3-archiving';
import { BooleanResultType } from '../boolean-result.type';
import { callerOf, type RequestContext } from '../request-context';
import { Requires } from '../requires';
import { DateTimeScalar } from '../scalars';
import { ArchivalKindEnum, S3ArchivingFormat } from './repository-settings.types';

const NEEDS = ' Needs ChangeArchivingSettings or ChangeS3ArchivingSettings on the repository.';
const NAME = 'The repository’s name, whatever its case.';

@Resolver()
export class ArchivingResolver {
  constructor(private readonly archiving: ArchivingService) {}

  @Requires('repositories.changeArchiving')
  @Mutation(() => BooleanResultType, {
    description: `Says where a repository’s data is to be archived to in Amazon S3, and switches that on. Tollgate keeps the setting and moves nothing.${NEEDS}`,
  })
  async s3ConfigureArchiving(
    @Ctx() context: RequestContext,
    @Arg('repositoryName', () => String, { description: NAME }) repositoryName: string,
    @Arg('bucket', () => String, { description: 'The name of the bucket, as S3 has it.' }) bucket: string,
    @Arg('region', () => String, { description: 'The AWS region of the bucket, such as us-east-1.' })
    region: string,
    @Arg('format', () => S3ArchivingFormat, { description: 'How archived events are written.' })
    format: S3ArchivingFormatName,
    @Arg('tagOrderInName', () => [String], {
      nullable: true,
      description: 'The tags in the order in which they make up a file’s name: at most 50.',
    })
    tagOrderInName?: string[] | null,
    @Arg('startFromDateTime', () => DateTimeScalar, {
      nullable: true,
      description: 'From when on data is archived; left out for all of it.',
    })
    startFromDateTime?: number | null,
    @Arg('roleArn', () => String, { nullable: true, description: 'The ARN of the IAM role to take on.' })
    roleArn?: string | null,
  ): Promise<BooleanResultType> {
    const input = { bucket, region, format, tagOrderInName, startFrom: startFromDateTime, roleArn };
    await this.archiving.configureS3(callerOf(context), repositoryName, input);
    return { result: true };
  }

  @Requires('repositories.changeArchiving')
  @Mutation(() => BooleanResultType, { description: `Switches S3 archiving on again.${NEEDS}` })
  async s3EnableArchiving(
    @Ctx() context: RequestContext,
    @Arg('repositoryName', () => String, { description: NAME }) repositoryName: string,
  ): Promise<BooleanResultType> {
    await this.archiving.setS3Enabled(callerOf(context), repositoryName, true);
    return { result: true };
  }

  @Requires('repositories.changeArchiving')
  @Mutation(() => BooleanResultType, {
    description: `Switches S3 archiving off and keeps its settings.${NEEDS}`,
  })
  async s3DisableArchiving(
    @Ctx() context: RequestContext,
    @Arg('repositoryName', () => String, { description: NAME }) repositoryName: string,
  ): Promise<BooleanResultType> {
    await this.archiving.setS3Enabled(callerOf(context), repositoryName, false);
    return { result: true };
  }

  @Requires('repositories.changeArchiving')
  @Mutation(() => BooleanResultType, {
    description: `Notes that S3 archiving is to begin again from its start.${NEEDS}`,
  })
  async s3ResetArchiving(
    @Ctx() context: RequestContext,
    @Arg('repositoryName', () => String, { description: NAME }) repositoryName: string,
    @Arg('archivalKind', () => ArchivalKindEnum, {
      nullable: true,
      description: 'Which archiving; All by default.',
    })
    archivalKind?: ArchivalKind | null,
  ): Promise<BooleanResultType> {
    await this.archiving.resetS3(callerOf(context), repositoryName, archivalKind ?? 'All');
    return { result: true };
  }
}
