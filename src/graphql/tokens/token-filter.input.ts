import { Field, InputType } from 'type-graphql';
import type { TokenKind } from '../../access/principal';
import type { TokenFilter } from '../../tokens/token-selection';
import { LongScalar } from '../scalars';
import { TokensType } from './token.types';

export const SEARCH_FILTER = 'Part of a name, whatever its case, or a whole token id.';
export const TYPE_FILTER =
  'Only tokens of these kinds; left out for all but personal tokens, which are listed only where PersonalUserToken is named.';
const TYPE_FILTER_OF_MANY =
  'Only tokens of these kinds; left out for all but personal tokens, which are never among them: PersonalUserToken is refused as BAD_USER_INPUT.';
export const PARENT_FILTER =
  'Only tokens of these parents: view ids for repository and view tokens, organization ids for the others.';
export const PERMISSION =
  'Only tokens that hold the permission of this name, as given or through one that includes it, as ChangeTriggers includes CreateTriggers. Tollgate’s own.';
export const IP_FILTER_ID =
  'Only tokens that have the IP filter of this id; one that the security policy enforces besides does not count. Tollgate’s own.';
export const NOT_USED_SINCE =
  'Only tokens that were made before this moment (milliseconds since the epoch) and not used since. Tollgate’s own.';
export const EXPIRING_BEFORE =
  'Only tokens that expire before this moment (milliseconds since the epoch). Tollgate’s own.';

/** Null for the kind that nothing creates. */
const KINDS: Readonly<Record<keyof typeof TokensType, TokenKind | null>> = {
  ViewPermissionToken: 'view',
  OrganizationPermissionToken: 'organization',
  OrganizationManagementPermissionToken: null,
  SystemPermissionToken: 'system',
  PersonalUserToken: 'personal',
};

@InputType('TokenFilterInput', {
  description: 'Only tokens that fit all that is given, which must be something. Tollgate’s own.',
})
export class TokenFilterInput {
  @Field(() => String, { nullable: true, description: SEARCH_FILTER })
  searchFilter?: string | null;

  @Field(() => [TokensType], { nullable: true, description: TYPE_FILTER_OF_MANY })
  typeFilter?: (keyof typeof TokensType)[] | null;

  @Field(() => [String], { nullable: true, description: PARENT_FILTER })
  parentEntityIdFilter?: string[] | null;

  @Field(() => String, { nullable: true, description: PERMISSION })
  permission?: string | null;

  @Field(() => String, { nullable: true, description: IP_FILTER_ID })
  ipFilterId?: string | null;

  @Field(() => LongScalar, { nullable: true, description: NOT_USED_SINCE })
  notUsedSince?: number | null;

  @Field(() => LongScalar, { nullable: true, description: EXPIRING_BEFORE })
  expiringBefore?: number | null;
}

/** The same, where what is left out may be undefined. */
type GivenFilter = { readonly [Key in keyof TokenFilterInput]: TokenFilterInput[Key] | undefined };

/** The filter in the words of the tokens’ room. */
export function tokenFilter(input: GivenFilter): TokenFilter {
  const { typeFilter, parentEntityIdFilter, ...rest } = input;
  return {
    ...rest,
    kinds: typeFilter?.map((type) => KINDS[type]).filter((kind) => kind !== null),
    parentEntityIds: parentEntityIdFilter,
  };
}
