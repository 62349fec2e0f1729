import { Ctx, Query, Resolver } from 'type-graphql';
import type { OrganizationsService } from '../../organizations/organizations.service';
import { callerOf, type RequestContext } from '../request-context';
import { Requires } from '../requires';
import { OrganizationType } from './organization.types';

@Resolver()
export class OrganizationResolver {
  constructor(private readonly organizations: OrganizationsService) {}

  @Requires('organization.read')
  @Query(() => OrganizationType, { description: 'The organization that the caller belongs to.' })
  async organization(@Ctx() context: RequestContext): Promise<OrganizationType> {
    return OrganizationType.from(await this.organizations.own(callerOf(context)));
  }
}
