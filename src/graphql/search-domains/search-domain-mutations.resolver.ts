import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type {
  RepositoryDataType,
  RepositoryType as RepositoryTypeName,
} from '../../organizations/search-domain.entity';
import type { SearchDomainsService } from '../../organizations/search-domains.service';
import { BooleanResultType } from '../boolean-result.type';
import { callerOf, type RequestContext } from '../request-context';
import { Requires } from '../requires';
import { LongScalar } from '../scalars';
import {
  CreateRepositoryMutation,
  RepositoryDataTypeEnum,
  RepositoryTypeEnum,
  SearchDomainType,
  UpdateDescriptionMutation,
  ViewConnectionInput,
  ViewType,
  type RepositoryType,
} from './search-domain.types';

@Resolver()
export class SearchDomainMutationsResolver {
  constructor(private readonly searchDomains: SearchDomainsService) {}

  @Requires('repositories.create')
  @Mutation(() => CreateRepositoryMutation, { description: 'Creates a repository. Needs CreateRepository.' })
  async createRepository(
    @Ctx() context: RequestContext,
    @Arg('name', () => String, {
      description:
        'Its name: 1 to 100 letters, digits, “_”, “-” and “.”, unique in the organization, whatever its case.',
    })
    name: string,
    @Arg('description', () => String, { nullable: true, description: 'What it is for.' })
    description?: string | null,
    @Arg('retentionInMillis', () => LongScalar, {
      nullable: true,
      description: 'How long data is kept, in milliseconds; left out for ever.',
    })
    retentionInMillis?: number | null,
    @Arg('retentionInIngestSizeBytes', () => LongScalar, {
      nullable: true,
      description: 'How much data is kept, in bytes as ingested; left out for all.',
    })
    retentionInIngestSizeBytes?: number | null,
    @Arg('retentionInStorageSizeBytes', () => LongScalar, {
      nullable: true,
      description: 'How much data is kept, in bytes as stored; left out for all.',
    })
    retentionInStorageSizeBytes?: number | null,
    @Arg('organizationId', () => String, {
      nullable: true,
      description: 'The organization to create it in; the caller’s own is the only one it can be.',
    })
    organizationId?: string | null,
    @Arg('type', () => RepositoryTypeEnum, {
      nullable: true,
      description: 'What it is for; DEFAULT by default.',
    })
    type?: RepositoryTypeName | null,
    @Arg('repositoryId', () => String, {
      nullable: true,
      description:
        'An id to give it: 1 to 64 letters and digits; left out for a new one. Needs the system permission ManageCluster.',
    })
    repositoryId?: string | null,
    @Arg('dataType', () => RepositoryDataTypeEnum, {
      nullable: true,
      description: 'What data it is meant for; ANYDATA by default.',
    })
    dataType?: RepositoryDataType | null,
    @Arg('limitId', () => String, {
      nullable: true,
      description: 'The id of a LogScale ingest limit; kept for reference.',
    })
    limitId?: string | null,
  ): Promise<CreateRepositoryMutation> {
    const repository = await this.searchDomains.createRepository(callerOf(context), {
      name,
      description,
      retentionInMillis,
      retentionInIngestSizeBytes,
      retentionInStorageSizeBytes,
      organizationId,
      type,
      repositoryId,
      dataType,
      limitId,
    });
    return { repository: SearchDomainType.from(repository) as RepositoryType };
  }

  @Requires('views.create')
  @Mutation(() => ViewType, {
    description:
      'Creates a view. Needs CreateRepository, and ConnectView on each repository that it reads, or ManageViewConnections.',
  })
  async createView(
    @Ctx() context: RequestContext,
    @Arg('name', () => String, {
      description:
        'Its name: 1 to 100 letters, digits, “_”, “-” and “.”, unique in the organization, whatever its case.',
    })
    name: string,
    @Arg('description', () => String, { nullable: true, description: 'What it is for.' })
    description?: string | null,
    @Arg('connections', () => [ViewConnectionInput], {
      nullable: true,
      description: 'The repositories that it reads: 200 at most.',
    })
    connections?: ViewConnectionInput[] | null,
    @Arg('isFederated', () => Boolean, {
      nullable: true,
      description: 'Whether it spans several clusters; false by default.',
    })
    isFederated?: boolean | null,
  ): Promise<SearchDomainType> {
    return SearchDomainType.from(
      await this.searchDomains.createView(callerOf(context), { name, description, connections, isFederated }),
    );
  }

  @Requires('views.changeConnections')
  @Mutation(() => ViewType, {
    description:
      'Replaces what a view reads. Needs ChangeConnections on the view and ConnectView on each repository, or ManageViewConnections.',
  })
  async updateView(
    @Ctx() context: RequestContext,
    @Arg('viewName', () => String, { description: 'The view’s name, whatever its case.' }) viewName: string,
    @Arg('connections', () => [ViewConnectionInput], {
      description: 'The repositories that it is to read from now on: 200 at most.',
    })
    connections: ViewConnectionInput[],
  ): Promise<SearchDomainType> {
    return SearchDomainType.from(
      await this.searchDomains.updateView(callerOf(context), viewName, connections),
    );
  }

  @Requires('searchDomains.changeDescription')
  @Mutation(() => UpdateDescriptionMutation, {
    description:
      'Changes what a repository or view says it is for. Needs ChangeViewOrRepositoryDescription on it.',
  })
  async updateDescriptionForSearchDomain(
    @Ctx() context: RequestContext,
    @Arg('name', () => String, { description: 'Its name, whatever its case.' }) name: string,
    @Arg('newDescription', () => String, { description: 'The new description: at most 4,096 characters.' })
    newDescription: string,
  ): Promise<UpdateDescriptionMutation> {
    return {
      description: await this.searchDomains.updateDescription(callerOf(context), name, newDescription),
    };
  }

  @Requires('searchDomains.delete')
  @Mutation(() => BooleanResultType, {
    description:
      'Deletes a repository or view. Needs DeleteRepositoryOrView on it, or DeleteAllRepositories or DeleteAllViews respectively.',
  })
  async deleteSearchDomain(
    @Ctx() context: RequestContext,
    @Arg('name', () => String, { description: 'Its name, whatever its case.' }) name: string,
    @Arg('deleteMessage', () => String, { nullable: true, description: 'Why; kept in the audit log.' })
    deleteMessage?: string | null,
  ): Promise<BooleanResultType> {
    await this.searchDomains.delete(callerOf(context), name, deleteMessage ?? null);
    return { result: true };
  }
}
