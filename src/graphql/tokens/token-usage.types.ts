import { Field, ObjectType, registerEnumType } from 'type-graphql';
import type { UsageResolution } from '../../tokens/usage-periods';
import { LongScalar } from '../scalars';

export const TokenUsageResolutionEnum: { readonly [Resolution in UsageResolution]: Resolution } = {
  Hour: 'Hour',
  Day: 'Day',
};
registerEnumType(TokenUsageResolutionEnum, {
  name: 'TokenUsageResolution',
  description: 'How long the periods are in which a token’s use is told. Tollgate’s own.',
  valuesConfig: {
    Hour: { description: 'Whole hours of UTC.' },
    Day: { description: 'Whole days of UTC.' },
  },
});

@ObjectType('TokenUsagePeriod', {
  description: 'How often a token was used and refused in an hour or a day. Tollgate’s own.',
})
export class TokenUsagePeriodType {
  @Field(() => LongScalar, { description: 'When it begins, in milliseconds since the epoch.' })
  start!: number;

  @Field(() => LongScalar, {
    description: 'When it ends, in milliseconds since the epoch: the first moment of the next.',
  })
  end!: number;

  @Field(() => LongScalar, {
    description: 'For how many operations it was used: those that useCount and the audit log count.',
  })
  used!: number;

  @Field(() => LongScalar, {
    description:
      'How often it was refused: expired, ended, against a policy or an IP filter, for another organization, with a wrong secret behind its id, or without the permission that a service or /authorize asked for. An operation of Tollgate’s own that it may not do counts as used.',
  })
  refused!: number;
}

@ObjectType('TokenUsedAddress', {
  description: 'How often a token was used and refused from an address. Tollgate’s own.',
})
export class TokenUsedAddressType {
  @Field(() => String, { nullable: true, description: 'The address; null where it could not be known.' })
  address!: string | null;

  @Field(() => LongScalar, { description: 'For how many operations it was used from there.' })
  used!: number;

  @Field(() => LongScalar, {
    description: 'How often it was refused from there, for the reasons of TokenUsagePeriod.refused.',
  })
  refused!: number;

  @Field(() => LongScalar, {
    description: 'When it first came from there, used or refused, in milliseconds since the epoch.',
  })
  firstAt!: number;

  @Field(() => LongScalar, {
    description: 'When it last came from there, used or refused, in milliseconds since the epoch.',
  })
  lastAt!: number;
}
