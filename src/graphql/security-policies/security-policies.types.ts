import { Field, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { TokenPolicies } from '../../security-policies/token-policy';
import { LongScalar } from '../scalars';
import { TokenType } from '../tokens/token.types';

@ObjectType('TokenSecurityPolicies', { description: 'What the organization allows of each kind of token.' })
export class TokenSecurityPoliciesType {
  @Field(() => Boolean, { description: 'Whether there may be personal tokens.' })
  personalUserTokensEnabled!: boolean;

  @Field(() => LongScalar, {
    nullable: true,
    description:
      'The longest that personal tokens may live, from creation on, in milliseconds; null means no maximum.',
  })
  personalUserTokensEnforceExpirationAfterMs?: number | null;

  @Field(() => LongScalar, {
    description:
      'The longest that a reset of personal tokens may leave the old secret working, in milliseconds. Tollgate’s own.',
  })
  personalUserTokensMaximumResetOverlapMs!: number;

  /** Not served as such; personalUserTokensEnforceIpFilter loads it. */
  personalUserTokensEnforceIpFilterId!: string | null;

  @Field(() => Boolean, { description: 'Whether there may be repository and view tokens.' })
  viewPermissionTokensEnabled!: boolean;

  @Field(() => LongScalar, {
    nullable: true,
    description:
      'The longest that repository and view tokens may live, from creation on, in milliseconds; null means no maximum.',
  })
  viewPermissionTokensEnforceExpirationAfterMs?: number | null;

  @Field(() => LongScalar, {
    description:
      'The longest that a reset of repository and view tokens may leave the old secret working, in milliseconds. Tollgate’s own.',
  })
  viewPermissionTokensMaximumResetOverlapMs!: number;

  /** Not served as such; viewPermissionTokensEnforceIpFilter loads it. */
  viewPermissionTokensEnforceIpFilterId!: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether the permissions of existing repository and view tokens may be changed.',
  })
  viewPermissionTokensAllowPermissionUpdates?: boolean | null;

  @Field(() => Boolean, { description: 'Whether there may be organization tokens.' })
  organizationPermissionTokensEnabled!: boolean;

  @Field(() => LongScalar, {
    nullable: true,
    description:
      'The longest that organization tokens may live, from creation on, in milliseconds; null means no maximum.',
  })
  organizationPermissionTokensEnforceExpirationAfterMs?: number | null;

  @Field(() => LongScalar, {
    description:
      'The longest that a reset of organization tokens may leave the old secret working, in milliseconds. Tollgate’s own.',
  })
  organizationPermissionTokensMaximumResetOverlapMs!: number;

  /** Not served as such; organizationPermissionTokensEnforceIpFilter loads it. */
  organizationPermissionTokensEnforceIpFilterId!: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether the permissions of existing organization tokens may be changed.',
  })
  organizationPermissionTokensAllowPermissionUpdates?: boolean | null;

  @Field(() => Boolean, { description: 'Whether there may be system tokens.' })
  systemPermissionTokensEnabled!: boolean;

  @Field(() => LongScalar, {
    nullable: true,
    description:
      'The longest that system tokens may live, from creation on, in milliseconds; null means no maximum.',
  })
  systemPermissionTokensEnforceExpirationAfterMs?: number | null;

  @Field(() => LongScalar, {
    description:
      'The longest that a reset of system tokens may leave the old secret working, in milliseconds. Tollgate’s own.',
  })
  systemPermissionTokensMaximumResetOverlapMs!: number;

  /** Not served as such; systemPermissionTokensEnforceIpFilter loads it. */
  systemPermissionTokensEnforceIpFilterId!: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether the permissions of existing system tokens may be changed.',
  })
  systemPermissionTokensAllowPermissionUpdates?: boolean | null;

  static from(policies: TokenPolicies): TokenSecurityPoliciesType {
    const { personal, view, organization, system } = policies;
    return Object.assign(new TokenSecurityPoliciesType(), {
      personalUserTokensEnabled: personal.enabled,
      personalUserTokensEnforceExpirationAfterMs: personal.maximumLifetimeMs,
      personalUserTokensEnforceIpFilterId: personal.enforcedIpFilterId,
      personalUserTokensMaximumResetOverlapMs: personal.maximumOverlapMs,
      viewPermissionTokensEnabled: view.enabled,
      viewPermissionTokensEnforceExpirationAfterMs: view.maximumLifetimeMs,
      viewPermissionTokensEnforceIpFilterId: view.enforcedIpFilterId,
      viewPermissionTokensMaximumResetOverlapMs: view.maximumOverlapMs,
      viewPermissionTokensAllowPermissionUpdates: view.allowPermissionUpdates,
      organizationPermissionTokensEnabled: organization.enabled,
      organizationPermissionTokensEnforceExpirationAfterMs: organization.maximumLifetimeMs,
      organizationPermissionTokensEnforceIpFilterId: organization.enforcedIpFilterId,
      organizationPermissionTokensMaximumResetOverlapMs: organization.maximumOverlapMs,
      organizationPermissionTokensAllowPermissionUpdates: organization.allowPermissionUpdates,
      systemPermissionTokensEnabled: system.enabled,
      systemPermissionTokensEnforceExpirationAfterMs: system.maximumLifetimeMs,
      systemPermissionTokensEnforceIpFilterId: system.enforcedIpFilterId,
      systemPermissionTokensMaximumResetOverlapMs: system.maximumOverlapMs,
      systemPermissionTokensAllowPermissionUpdates: system.allowPermissionUpdates,
    });
  }
}

@InputType('TokenSecurityPoliciesInput', {
  description:
    'New security policies, in place of the present ones: a maximum or a filter that is left out is lifted.',
})
export class TokenSecurityPoliciesInput {
  @Field(() => Boolean, {
    description:
      'Whether there may be personal tokens. Switching them off ends all there are, at once and for ever.',
  })
  personalUserTokensEnabled!: boolean;

  @Field(() => LongScalar, {
    nullable: true,
    description:
      'The longest that personal tokens may live, from creation on, in milliseconds. Later expiries are cut to it, and tokens already older end at once.',
  })
  personalUserTokensEnforceExpirationAfterMs?: number | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The id of an IP filter that must accept every request made with personal tokens, besides their own. It is written on those that have none.',
  })
  personalUserTokensEnforceIpFilterId?: string | null;

  @Field(() => LongScalar, {
    nullable: true,
    description:
      'The longest that a reset of personal tokens may leave the old secret working, in milliseconds: at most a year, 0 for not at all. Left out, it stays as it is. Overlaps that are longer end earlier. Tollgate’s own.',
  })
  personalUserTokensMaximumResetOverlapMs?: number | null;

  @Field(() => Boolean, {
    description:
      'Whether there may be repository and view tokens. Switching them off ends all there are, at once and for ever.',
  })
  viewPermissionTokensEnabled!: boolean;

  @Field(() => LongScalar, {
    nullable: true,
    description:
      'The longest that repository and view tokens may live, from creation on, in milliseconds. Later expiries are cut to it, and tokens already older end at once.',
  })
  viewPermissionTokensEnforceExpirationAfterMs?: number | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The id of an IP filter that must accept every request made with repository and view tokens, besides their own. It is written on those that have none.',
  })
  viewPermissionTokensEnforceIpFilterId?: string | null;

  @Field(() => LongScalar, {
    nullable: true,
    description:
      'The longest that a reset of repository and view tokens may leave the old secret working, in milliseconds: at most a year, 0 for not at all. Left out, it stays as it is. Overlaps that are longer end earlier. Tollgate’s own.',
  })
  viewPermissionTokensMaximumResetOverlapMs?: number | null;

  @Field(() => Boolean, {
    description: 'Whether the permissions of existing repository and view tokens may be changed.',
  })
  viewPermissionTokensAllowPermissionUpdates!: boolean;

  @Field(() => Boolean, {
    description:
      'Whether there may be organization tokens. Switching them off ends all there are, at once and for ever.',
  })
  organizationPermissionTokensEnabled!: boolean;

  @Field(() => LongScalar, {
    nullable: true,
    description:
      'The longest that organization tokens may live, from creation on, in milliseconds. Later expiries are cut to it, and tokens already older end at once.',
  })
  organizationPermissionTokensEnforceExpirationAfterMs?: number | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The id of an IP filter that must accept every request made with organization tokens, besides their own. It is written on those that have none.',
  })
  organizationPermissionTokensEnforceIpFilterId?: string | null;

  @Field(() => LongScalar, {
    nullable: true,
    description:
      'The longest that a reset of organization tokens may leave the old secret working, in milliseconds: at most a year, 0 for not at all. Left out, it stays as it is. Overlaps that are longer end earlier. Tollgate’s own.',
  })
  organizationPermissionTokensMaximumResetOverlapMs?: number | null;

  @Field(() => Boolean, {
    description: 'Whether the permissions of existing organization tokens may be changed.',
  })
  organizationPermissionTokensAllowPermissionUpdates!: boolean;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether there may be system tokens. Switching them off ends all there are, at once and for ever. Left out, it stays as it is. Needs ChangeSystemPermissions.',
  })
  systemPermissionTokensEnabled?: boolean | null;

  @Field(() => LongScalar, {
    nullable: true,
    description:
      'The longest that system tokens may live, from creation on, in milliseconds. Later expiries are cut to it, and tokens already older end at once. Needs ChangeSystemPermissions.',
  })
  systemPermissionTokensEnforceExpirationAfterMs?: number | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The id of an IP filter that must accept every request made with system tokens, besides their own. It is written on those that have none. Needs ChangeSystemPermissions.',
  })
  systemPermissionTokensEnforceIpFilterId?: string | null;

  @Field(() => LongScalar, {
    nullable: true,
    description:
      'The longest that a reset of system tokens may leave the old secret working, in milliseconds: at most a year, 0 for not at all. Left out, it stays as it is. Overlaps that are longer end earlier. Needs ChangeSystemPermissions. Tollgate’s own.',
  })
  systemPermissionTokensMaximumResetOverlapMs?: number | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether the permissions of existing system tokens may be changed. Left out, it stays as it is. Needs ChangeSystemPermissions.',
  })
  systemPermissionTokensAllowPermissionUpdates?: boolean | null;
}

export const PolicyEffect = { Ended: 'Ended', Limited: 'Limited' } as const;
registerEnumType(PolicyEffect, {
  name: 'TokenSecurityPolicyEffect',
  description: 'What a change of the security policies does to a token.',
  valuesConfig: {
    Ended: { description: 'It stops working at once.' },
    Limited: {
      description: 'It goes on working, with an earlier expiry or a newly written IP filter or both.',
    },
  },
});

@ObjectType('TokenSecurityPolicyConsequence', {
  description: 'What a change of the security policies would do to one token.',
})
export class PolicyConsequenceType {
  @Field(() => TokenType, { description: 'The token as it is now.' })
  token!: TokenType;

  @Field(() => PolicyEffect, { description: 'What would become of it.' })
  effect!: keyof typeof PolicyEffect;

  @Field(() => LongScalar, {
    nullable: true,
    description:
      'When it would expire, in milliseconds since the epoch; null where it would end, or never expire.',
  })
  expireAt?: number | null;

  @Field(() => String, { nullable: true, description: 'The id of the IP filter that it would have.' })
  ipFilterId?: string | null;
}

@ObjectType('TokenSecurityPoliciesPreview', {
  description: 'What a change of the security policies would do. Nothing has been changed.',
})
export class PoliciesPreviewType {
  @Field(() => Int, { description: 'How many tokens would end.' })
  ended!: number;

  @Field(() => Int, { description: 'How many tokens would expire earlier.' })
  shortened!: number;

  @Field(() => Int, { description: 'How many tokens would have an IP filter written on them.' })
  filtered!: number;

  @Field(() => Int, {
    description: 'How many of the affected tokens the caller may see: the number that results pages through.',
  })
  totalResults!: number;

  @Field(() => [PolicyConsequenceType], {
    description: 'A page of the affected tokens that the caller may see, by id.',
  })
  results!: PolicyConsequenceType[];
}
