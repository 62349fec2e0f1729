import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { SearchDomainDirectory } from '../../organizations/search-domain-directory';
import { OrganizationType } from '../organizations/organization.types';
import { callerOf, type RequestContext } from '../request-context';
import { Requires } from '../requires';
import { RepositoryType, SearchDomainType, ViewConnectionType, ViewType } from './search-domain.types';

const INCLUDE_HIDDEN =
  'For LogScale’s clients; without effect, since Tollgate hides nothing from who may see it.';

@Resolver()
export class SearchDomainResolver {
  constructor(private readonly directory: SearchDomainDirectory) {}

  @Requires('searchDomains.read')
  @Query(() => SearchDomainType, { description: 'A repository or view by name. Needs a permission on it.' })
  async searchDomain(
    @Ctx() context: RequestContext,
    @Arg('name', () => String, { description: 'Its name, whatever its case.' }) name: string,
  ): Promise<SearchDomainType> {
    return SearchDomainType.from(await this.directory.byName(callerOf(context), name));
  }

  @Requires('searchDomains.read')
  @Query(() => [SearchDomainType], {
    description: 'The repositories and views on which the caller holds a permission, by name.',
  })
  async searchDomains(
    @Ctx() context: RequestContext,
    @Arg('includeHidden', () => Boolean, { nullable: true, description: INCLUDE_HIDDEN })
    _includeHidden?: boolean | null,
  ): Promise<SearchDomainType[]> {
    const found = await this.directory.list(callerOf(context), { sandboxes: true });
    return found.map((domain) => SearchDomainType.from(domain));
  }

  @Requires('searchDomains.read')
  @Query(() => RepositoryType, { description: 'A repository by name. Needs a permission on it.' })
  async repository(
    @Ctx() context: RequestContext,
    @Arg('name', () => String, { description: 'Its name, whatever its case.' }) name: string,
    @Arg('includeHidden', () => Boolean, { nullable: true, description: INCLUDE_HIDDEN })
    _includeHidden?: boolean | null,
  ): Promise<SearchDomainType> {
    return SearchDomainType.from(await this.directory.byName(callerOf(context), name, 'repository'));
  }

  @Requires('searchDomains.read')
  @Query(() => [RepositoryType], {
    description: 'The repositories on which the caller holds a permission, by name.',
  })
  async repositories(
    @Ctx() context: RequestContext,
    @Arg('includeSandboxes', () => Boolean, {
      nullable: true,
      description: 'Whether users’ sandboxes are listed too; false by default.',
    })
    includeSandboxes?: boolean | null,
    @Arg('includeHidden', () => Boolean, { nullable: true, description: INCLUDE_HIDDEN })
    _includeHidden?: boolean | null,
  ): Promise<SearchDomainType[]> {
    const found = await this.directory.list(callerOf(context), {
      kind: 'repository',
      sandboxes: includeSandboxes ?? false,
    });
    return found.map((domain) => SearchDomainType.from(domain));
  }
}

@Resolver(() => ViewType)
export class ViewFieldsResolver {
  @Requires('parent.read')
  @FieldResolver(() => [ViewConnectionType], {
    description: 'What the view reads, as far as the caller may see it.',
  })
  async connections(@Ctx() context: RequestContext, @Root() view: ViewType): Promise<ViewConnectionType[]> {
    const connections = await context.loaders.viewConnections.load(view.id);
    return connections.map(({ repository, filter }) => ({
      repository: SearchDomainType.from(repository) as RepositoryType,
      filter,
    }));
  }
}

@Resolver(() => OrganizationType)
export class OrganizationSearchDomainsResolver {
  constructor(private readonly directory: SearchDomainDirectory) {}

  @Requires('searchDomains.read')
  @FieldResolver(() => [SearchDomainType], {
    description: 'The repositories and views on which the caller holds a permission, by name.',
  })
  async searchDomains(@Ctx() context: RequestContext): Promise<SearchDomainType[]> {
    const found = await this.directory.list(callerOf(context), { sandboxes: true });
    return found.map((domain) => SearchDomainType.from(domain));
  }
}
