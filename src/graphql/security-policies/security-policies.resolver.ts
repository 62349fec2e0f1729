import { Arg, Ctx, FieldResolver, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { OrganizationsService } from '../../organizations/organizations.service';
import type { SecurityPoliciesService } from '../../security-policies/security-policies.service';
import type { AffectedToken } from '../../tokens/policy-consequences';
import type { PolicyPreviewService } from '../../tokens/policy-preview';
import { DEFAULT_PAGE_SIZE, GREATEST_PAGE_SIZE } from '../../kernel/paging';
import { IPFilterType } from '../ip-filters/ip-filter.types';
import { OrganizationConfigsType, OrganizationType } from '../organizations/organization.types';
import { callerOf, type RequestContext } from '../request-context';
import { Requires } from '../requires';
import { TokenType } from '../tokens/token.types';
import {
  PoliciesPreviewType,
  TokenSecurityPoliciesInput,
  TokenSecurityPoliciesType,
  type PolicyConsequenceType,
} from './security-policies.types';

@Resolver()
export class SecurityPoliciesResolver {
  constructor(
    private readonly policies: SecurityPoliciesService,
    private readonly preview: PolicyPreviewService,
    private readonly organizations: OrganizationsService,
  ) {}

  @Requires('securityPolicies.change')
  @Mutation(() => OrganizationType, {
    description:
      'Replaces the token security policies and applies them to the tokens that exist, all at once: previewTokenSecurityPolicies tells beforehand what that does. Needs ChangeSecurityPolicies, and ChangeSystemPermissions for the policy of system tokens.',
  })
  async updateTokenSecurityPolicies(
    @Ctx() context: RequestContext,
    @Arg('input', () => TokenSecurityPoliciesInput, { description: 'The new policies.' })
    input: TokenSecurityPoliciesInput,
  ): Promise<OrganizationType> {
    const caller = callerOf(context);
    await this.policies.change(caller, input);
    return OrganizationType.from(await this.organizations.own(caller));
  }

  @Requires('securityPolicies.change')
  @Query(() => PoliciesPreviewType, {
    description:
      'Tells which tokens new security policies would end, shorten or filter, and changes nothing. Needs what the change itself would need.',
  })
  async previewTokenSecurityPolicies(
    @Ctx() context: RequestContext,
    @Arg('input', () => TokenSecurityPoliciesInput, { description: 'The policies to try.' })
    input: TokenSecurityPoliciesInput,
    @Arg('skip', () => Int, {
      nullable: true,
      description: 'How many tokens to leave out at the beginning; 0 by default.',
    })
    skip?: number | null,
    @Arg('limit', () => Int, {
      nullable: true,
      description: `How many tokens to answer at most: 1 to ${GREATEST_PAGE_SIZE}, ${DEFAULT_PAGE_SIZE} by default.`,
    })
    limit?: number | null,
  ): Promise<PoliciesPreviewType> {
    const { page, visible, ...counts } = await this.preview.preview(callerOf(context), input, {
      skip,
      limit,
    });
    return { ...counts, totalResults: visible, results: page.map(toConsequenceType) };
  }
}

function toConsequenceType({ token, consequence }: AffectedToken): PolicyConsequenceType {
  const kept = consequence.kind === 'keep' ? consequence : null;
  return {
    token: TokenType.from(token),
    effect: kept === null ? 'Ended' : 'Limited',
    expireAt: kept?.expireAt ?? null,
    ipFilterId: kept?.ipFilterId ?? null,
  };
}

@Resolver(() => OrganizationConfigsType)
export class OrganizationPoliciesResolver {
  constructor(private readonly policies: SecurityPoliciesService) {}

  @Requires('securityPolicies.read')
  @FieldResolver(() => TokenSecurityPoliciesType, {
    nullable: true,
    description:
      'The token security policies. For users, and for tokens that may change them or manage tokens.',
  })
  async tokens(@Ctx() context: RequestContext): Promise<TokenSecurityPoliciesType> {
    return TokenSecurityPoliciesType.from(await this.policies.read(callerOf(context)));
  }
}

@Resolver(() => TokenSecurityPoliciesType)
export class EnforcedFiltersResolver {
  @Requires('parent.read')
  @FieldResolver(() => IPFilterType, {
    nullable: true,
    description: 'The IP filter that must accept every request made with personal tokens.',
  })
  async personalUserTokensEnforceIpFilter(
    @Ctx() context: RequestContext,
    @Root() policies: TokenSecurityPoliciesType,
  ): Promise<IPFilterType | null> {
    return loadFilter(context, policies.personalUserTokensEnforceIpFilterId);
  }

  @Requires('parent.read')
  @FieldResolver(() => IPFilterType, {
    nullable: true,
    description: 'The IP filter that must accept every request made with repository and view tokens.',
  })
  async viewPermissionTokensEnforceIpFilter(
    @Ctx() context: RequestContext,
    @Root() policies: TokenSecurityPoliciesType,
  ): Promise<IPFilterType | null> {
    return loadFilter(context, policies.viewPermissionTokensEnforceIpFilterId);
  }

  @Requires('parent.read')
  @FieldResolver(() => IPFilterType, {
    nullable: true,
    description: 'The IP filter that must accept every request made with organization tokens.',
  })
  async organizationPermissionTokensEnforceIpFilter(
    @Ctx() context: RequestContext,
    @Root() policies: TokenSecurityPoliciesType,
  ): Promise<IPFilterType | null> {
    return loadFilter(context, policies.organizationPermissionTokensEnforceIpFilterId);
  }

  @Requires('parent.read')
  @FieldResolver(() => IPFilterType, {
    nullable: true,
    description: 'The IP filter that must accept every request made with system tokens.',
  })
  async systemPermissionTokensEnforceIpFilter(
    @Ctx() context: RequestContext,
    @Root() policies: TokenSecurityPoliciesType,
  ): Promise<IPFilterType | null> {
    return loadFilter(context, policies.systemPermissionTokensEnforceIpFilterId);
  }
}

async function loadFilter(context: RequestContext, id: string | null): Promise<IPFilterType | null> {
  return id === null ? null : context.loaders.ipFilter.load(id);
}
