import { Field, InputType, Int, ObjectType } from 'type-graphql';

@ObjectType('IPFilter', {
  description: 'A named list of rules that says from which addresses tokens may be used.',
})
export class IPFilterType {
  @Field(() => String, { description: 'Its id, as given to ipFilterId of the create mutations.' })
  id!: string;

  @Field(() => String, { description: 'A name for people; several filters may share one.' })
  name!: string;

  @Field(() => String, { description: 'The rules, exactly as they were given.' })
  ipFilter!: string;
}

@InputType('IPFilterInput', { description: 'A new IP filter.' })
export class IPFilterInput {
  @Field(() => String, { description: 'A name for people: 1 to 253 characters. It need not be unique.' })
  name!: string;

  @Field(() => String, {
    description:
      'Rules of the form “allow ADDRESS” or “deny ADDRESS”, on lines of their own or separated by “;”. ADDRESS is “all”, an IPv4 or IPv6 address or a block in CIDR notation; “#” starts a comment. Their order does not matter: a deny rule other than “deny all” wins over every allow rule, and with an allow rule or a “deny all” whatever no rule allows is refused.',
  })
  ipFilter!: string;
}

@InputType('IPFilterUpdateInput', {
  description: 'Changes to an IP filter; what is left out stays as it is.',
})
export class IPFilterUpdateInput {
  @Field(() => String, { description: 'The id of the filter to change.' })
  id!: string;

  @Field(() => String, { nullable: true, description: 'A new name.' })
  name?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'New rules. They hold from the next request on for every token that uses the filter.',
  })
  ipFilter?: string | null;
}

@InputType('IPFilterIdInput', { description: 'Names an IP filter.' })
export class IPFilterIdInput {
  @Field(() => String, { description: 'The id of the filter.' })
  id!: string;
}

@InputType('TestIPFilterInput', {
  description: 'A filter to try, either written out or by its id, and an address to try it on.',
})
export class TestIPFilterInput {
  @Field(() => String, { nullable: true, description: 'Rules to try before they are saved.' })
  ipFilter?: string | null;

  @Field(() => String, { nullable: true, description: 'The id of a saved filter to try instead.' })
  ipFilterId?: string | null;

  @Field(() => String, { description: 'One IPv4 or IPv6 address, without a port.' })
  address!: string;
}

@ObjectType('TestIPFilterResult', { description: 'What a filter says of an address.' })
export class TestIPFilterResult {
  @Field(() => Boolean, { description: 'Whether a token with the filter could be used from the address.' })
  allowed!: boolean;

  @Field(() => String, { description: 'The address as it was understood, in its canonical form.' })
  address!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The rule that decided, as written; null where no rule covers the address.',
  })
  rule?: string | null;

  @Field(() => Int, { nullable: true, description: 'The line of the deciding rule, counted from 1.' })
  line?: number | null;

  @Field(() => String, { description: 'The decision and its reason in one phrase.' })
  explanation!: string;
}

@ObjectType('IPFilterFault', { description: 'A fault in the text of an IP filter. Tollgate’s own.' })
export class IPFilterFaultType {
  @Field(() => Int, {
    description: 'The line that it is on, counted from 1; 1 where the text as a whole is at fault.',
  })
  line!: number;

  @Field(() => String, {
    description: 'The offending word and what was expected in its place, as saving the text would say it.',
  })
  message!: string;
}

@ObjectType('IPFilterCheck', { description: 'What is wrong with the text of an IP filter. Tollgate’s own.' })
export class IPFilterCheckType {
  @Field(() => Int, { description: 'How many rules could be read.' })
  rules!: number;

  @Field(() => [IPFilterFaultType], {
    description: 'Its faults by line, the first 100; none where the text can be saved.',
  })
  faults!: readonly IPFilterFaultType[];
}
