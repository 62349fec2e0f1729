/** LogScale's answer to mutations that have nothing else to say. */
import { Field, ObjectType } from 'type-graphql';

@ObjectType('BooleanResultType', { description: 'That something was done.' })
export class BooleanResultType {
  @Field(() => Boolean, {
    description: 'Always true: a mutation that could not do it answers an error instead.',
  })
  result!: boolean;
}
