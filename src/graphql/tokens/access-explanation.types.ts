import { Field, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import {
  ACCESS_CHECK_NAMES,
  type AccessCheckName,
  type ExplainedCheck,
} from '../../authentication/access-explanation.service';
import { LongScalar } from '../scalars';

const named = <Name extends string>(names: readonly Name[]) =>
  Object.fromEntries(names.map((name) => [name, name])) as Record<Name, Name>;

const AccessCheckEnum = named(ACCESS_CHECK_NAMES);
const DESCRIPTIONS: Readonly<Record<AccessCheckName, string>> = {
  NotRevoked: 'The token has not been ended: revoked, reset, replaced, or ended by a policy.',
  SecretNotReplaced: 'A secret from before a reset still works.',
  NotExpired: 'The token has not expired.',
  OrganizationExists: 'Its organization has not been deleted.',
  KindEnabled: 'The security policy allows tokens of its kind.',
  WithinMaximumLifetime: 'It is no older than the security policy allows.',
  TokenIpFilter: 'Its own IP filter accepts the address.',
  EnforcedIpFilter: 'The IP filter that the security policy enforces accepts the address.',
  UserExists: 'The user of a personal token has not been removed.',
  PermissionHeld: 'The token holds the permission that is needed.',
};
registerEnumType(AccessCheckEnum, {
  name: 'AccessCheckName',
  description: 'What a token must pass once its secret is proved, in this order.',
  valuesConfig: Object.fromEntries(
    Object.entries(DESCRIPTIONS).map(([name, description]) => [name, { description }]),
  ),
});

const CheckOutcomeEnum = named(['Passed', 'Failed', 'NotReached']);
registerEnumType(CheckOutcomeEnum, {
  name: 'AccessCheckOutcome',
  description: 'How a check came out.',
  valuesConfig: {
    Passed: { description: 'The token passes.' },
    Failed: { description: 'The token does not pass: this decided.' },
    NotReached: { description: 'An earlier check has decided.' },
  },
});

@InputType('ExplainAccessInput', { description: 'A request that might be made with a token.' })
export class ExplainAccessInput {
  @Field(() => String, {
    description:
      'The id of the token, also of one that has ended. With the id that it had before its last reset, the answer is for the secret from then.',
  })
  tokenId!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The IP address that the request would come from; left out, as if it were not known.',
  })
  address?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The permission that would be needed, of any domain; left out, none.',
  })
  permission?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The repository or view that it would be needed on, by id or by name.',
  })
  viewId?: string | null;

  @Field(() => LongScalar, {
    nullable: true,
    description:
      'When the request would be made, in milliseconds since the epoch; now by default. Expiries are held against it; all else is taken as it is now.',
  })
  at?: number | null;
}

@ObjectType('AccessCheck', { description: 'One of the things that a token must pass.' })
export class AccessCheckType {
  @Field(() => AccessCheckEnum, { description: 'Which.' })
  check!: AccessCheckName;

  @Field(() => CheckOutcomeEnum, { description: 'How it came out.' })
  outcome!: ExplainedCheck['outcome'];

  @Field(() => String, {
    nullable: true,
    description: 'The rule that decided, in words; null where it was not reached.',
  })
  rule?: string | null;
}

@ObjectType('AccessExplanation', {
  description: 'The verdict that a request would get, and how it comes about. Nothing has been recorded.',
})
export class AccessExplanationType {
  @Field(() => Boolean, { description: 'Whether the request would be let in.' })
  allowed!: boolean;

  @Field(() => Int, { description: 'The status that /authorize would answer: 200, 401 or 403.' })
  status!: number;

  @Field(() => String, {
    nullable: true,
    description: 'Why not, as the audit log would have it; null where the request would be let in.',
  })
  reason?: string | null;

  @Field(() => LongScalar, {
    description: 'The moment that the answer is for, in milliseconds since the epoch.',
  })
  at!: number;

  @Field(() => [AccessCheckType], {
    description: 'Every check in order. That the secret is right is taken for granted.',
  })
  checks!: AccessCheckType[];
}
