import { Arg, Ctx, FieldResolver, Float, Mutation, Resolver, Root } from 'type-graphql';
import type { IngestTokensService } from '../../repository-settings/ingest-tokens.service';
import type { RetentionService } from '../../repository-settings/retention.service';
import { BooleanResultType } from '../boolean-result.type';
import { callerOf, type RequestContext } from '../request-context';
import { Requires } from '../requires';
import { RepositoryType, SearchDomainType } from '../search-domains/search-domain.types';
import {
  AddIngestTokenV3Input,
  IngestTokenType,
  S3ConfigurationType,
  SetAutomaticSearching,
  UpdateRetentionMutation,
} from './repository-settings.types';

const STAYS = ' Left out or null, it stays; 0 lifts it.';

@Resolver()
export class RepositorySettingsResolver {
  constructor(
    private readonly retention: RetentionService,
    private readonly ingestTokens: IngestTokensService,
  ) {}

  @Requires('repositories.changeRetention')
  @Mutation(() => UpdateRetentionMutation, {
    description: 'Changes how long a repository keeps its data. Needs ChangeRetention on it.',
  })
  async updateRetention(
    @Ctx() context: RequestContext,
    @Arg('repositoryName', () => String, { description: 'The repository’s name, whatever its case.' })
    repositoryName: string,
    @Arg('timeBasedRetention', () => Float, { nullable: true, description: `How long, in days.${STAYS}` })
    timeBasedRetention?: number | null,
    @Arg('ingestSizeBasedRetention', () => Float, {
      nullable: true,
      description: `How much, in gigabytes (10^9 bytes) as ingested.${STAYS}`,
    })
    ingestSizeBasedRetention?: number | null,
    @Arg('storageSizeBasedRetention', () => Float, {
      nullable: true,
      description: `How much, in gigabytes (10^9 bytes) as stored.${STAYS}`,
    })
    storageSizeBasedRetention?: number | null,
    @Arg('timeBasedBackupRetention', () => Float, {
      nullable: true,
      description: `How long a backup is kept after deletion, in days.${STAYS}`,
    })
    timeBasedBackupRetention?: number | null,
  ): Promise<UpdateRetentionMutation> {
    const repository = await this.retention.change(callerOf(context), repositoryName, {
      timeBasedRetention,
      ingestSizeBasedRetention,
      storageSizeBasedRetention,
      timeBasedBackupRetention,
    });
    return { repository: SearchDomainType.from(repository) };
  }

  @Requires('searchDomains.changeSearchSettings')
  @Mutation(() => SetAutomaticSearching, {
    description:
      'Says whether a search starts on its own when a repository or view is opened. Needs ChangeDefaultSearchSettings on it.',
  })
  async setAutomaticSearching(
    @Ctx() context: RequestContext,
    @Arg('name', () => String, { description: 'Its name, whatever its case.' }) name: string,
    @Arg('automaticSearch', () => Boolean, { description: 'Whether it does.' }) automaticSearch: boolean,
  ): Promise<SetAutomaticSearching> {
    return {
      automaticSearch: await this.retention.setAutomaticSearch(callerOf(context), name, automaticSearch),
    };
  }

  @Requires('repositories.changeIngestTokens')
  @Mutation(() => IngestTokenType, {
    description: 'Makes a token for sending data to a repository. Needs ChangeIngestTokens on it.',
  })
  async addIngestTokenV3(
    @Ctx() context: RequestContext,
    @Arg('input', () => AddIngestTokenV3Input, { description: 'The token.' }) input: AddIngestTokenV3Input,
  ): Promise<IngestTokenType> {
    return this.ingestTokens.add(callerOf(context), input);
  }

  @Requires('repositories.changeIngestTokens')
  @Mutation(() => BooleanResultType, {
    description: 'Deletes an ingest token. Needs ChangeIngestTokens on the repository.',
  })
  async removeIngestToken(
    @Ctx() context: RequestContext,
    @Arg('repositoryName', () => String, { description: 'The repository’s name, whatever its case.' })
    repositoryName: string,
    @Arg('name', () => String, { description: 'The token’s name.' }) name: string,
  ): Promise<BooleanResultType> {
    await this.ingestTokens.remove(callerOf(context), repositoryName, name);
    return { result: true };
  }
}

@Resolver(() => RepositoryType)
export class RepositoryFieldsResolver {
  constructor(private readonly ingestTokenService: IngestTokensService) {}

  @Requires('repositories.changeIngestTokens')
  @FieldResolver(() => [IngestTokenType], {
    description:
      'The repository’s ingest tokens with their secrets, by name. Needs ChangeIngestTokens on it.',
  })
  async ingestTokens(
    @Ctx() context: RequestContext,
    @Root() repository: RepositoryType,
  ): Promise<IngestTokenType[]> {
    return this.ingestTokenService.list(callerOf(context), repository.id);
  }

  @Requires('parent.read')
  @FieldResolver(() => S3ConfigurationType, {
    nullable: true,
    description:
      'Where its data would be archived to. Null where that is not configured, and for who holds neither ReadAccess nor ChangeArchivingSettings on it.',
  })
  async s3ArchivingConfiguration(
    @Ctx() context: RequestContext,
    @Root() repository: RepositoryType,
  ): Promise<S3ConfigurationType | null> {
    const archiving = await context.loaders.s3Archiving.load(repository.id);
    return archiving === null ? null : S3ConfigurationType.from(archiving);
  }
}
