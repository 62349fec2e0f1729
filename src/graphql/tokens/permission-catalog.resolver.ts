import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import type { PermissionCatalogService } from '../../tokens/permission-catalog.service';
import { callerOf, type RequestContext } from '../request-context';
import { Requires } from '../requires';
import { PermissionDescriptionType } from './permission-catalog.types';

@Resolver()
export class PermissionCatalogResolver {
  constructor(private readonly catalog: PermissionCatalogService) {}

  @Requires('permissions.readCatalog')
  @Query(() => [PermissionDescriptionType], {
    description:
      'Every permission that a token can carry, in words, and whether the caller could put it into one now. For any caller. Tollgate’s own.',
  })
  async permissionCatalog(
    @Ctx() context: RequestContext,
    @Arg('viewIds', () => [String], {
      nullable: true,
      description:
        'The repositories and views that a view token is to reach, 1 to 100: its permissions must be grantable on each of them, as at its creation, and one that the caller may not see is not found. Left out, a view permission is grantable where there is a repository or view, or could come one, on which it is.',
    })
    viewIds?: string[] | null,
  ): Promise<PermissionDescriptionType[]> {
    const permissions = await this.catalog.describe(callerOf(context), viewIds ?? null);
    return permissions.map((permission) => PermissionDescriptionType.from(permission));
  }
}
