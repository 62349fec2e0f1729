import { createHash } from 'node:crypto';
import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import type { OrganizationsService } from '../../organizations/organizations.service';
import type { SecurityPoliciesService } from '../../security-policies/security-policies.service';
import type { RequestContext } from '../request-context';
import { Requires } from '../requires';
import { HumioMetadataType } from './humio-metadata.type';

@Resolver()
export class MetaResolver {
  constructor(
    private readonly organizations: OrganizationsService,
    private readonly policies: SecurityPoliciesService,
    private readonly version: () => string,
  ) {}

  @Requires('meta.read')
  @Query(() => HumioMetadataType, {
    description: 'What anyone may know of the installation. Needs no credentials.',
  })
  async meta(
    @Ctx() context: RequestContext,
    @Arg('url', () => String, { nullable: true, description: 'For LogScale’s clients; without effect.' })
    _url?: string | null,
  ): Promise<HumioMetadataType> {
    const defaultOrganization = await this.organizations.default();
    const organizationId = context.principal?.organizationId ?? defaultOrganization.id;
    return {
      externalPermissions: false,
      version: this.version(),
      isClusterBeingUpdated: false,
      environment: 'ON_PREM',
      clusterId: clusterIdFrom(defaultOrganization.id),
      personalUserTokensEnabled: await this.policies.personalTokensEnabled(organizationId),
    };
  }
}

/** Made from the first organization's id, which must not itself be told to people of other organizations. */
function clusterIdFrom(organizationId: string): string {
  return createHash('sha256').update(`tollgate cluster ${organizationId}`).digest('hex').slice(0, 32);
}
