/**
 * Declares what a field needs and enforces it before the resolver runs. The service behind the field
 * asserts again, on the thing it touches. A resolver without this decorator fails a test.
 */
import {
  defaultFieldResolver,
  GraphQLError,
  isObjectType,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLResolveInfo,
  type GraphQLSchema,
} from 'graphql';
import { Extensions } from 'type-graphql';
import type { Action } from '../access/actions';
import { assertCan } from '../access/authorize';
import { DomainError } from '../kernel/domain-error';
import type { RequestContext } from './request-context';

/** Under this key a field's extensions hold its action. */
export const REQUIRES = 'requires';

type Resolve = GraphQLFieldResolver<unknown, RequestContext>;

export function Requires(action: Action): MethodDecorator {
  const extension = Extensions({ [REQUIRES]: action });
  return (target, key, descriptor) => {
    extension(target, key, descriptor as PropertyDescriptor);
  };
}

/**
 * Puts the guard before every resolver of the schema. What has no action is read off its object by
 * GraphQL itself, whatever resolver it has: so without an action nothing is ever run, and the fields that
 * are most of an answer cost next to nothing.
 */
export function guardFields(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values<GraphQLField<unknown, RequestContext>>(type.getFields())) {
      const action = field.extensions[REQUIRES] as Action | undefined;
      field.resolve = action === undefined ? defaultFieldResolver : guarded(action, field.resolve);
    }
  }
  return schema;
}

/** Without credentials the whole answer is a 401, whatever else was asked for. */
function endsIn401(error: DomainError): GraphQLError {
  return new GraphQLError(error.message, { extensions: { code: error.code, http: { status: 401 } } });
}

/** Answers in the turn that asks where the resolver does: a promise for each field would cost more than most resolvers. */
function guarded(action: Action, resolve: Resolve | undefined): Resolve {
  if (resolve === undefined) throw new Error(`A field that needs ${action} has no resolver.`);
  return function guardField(parent, args, context, info) {
    const changes = info.parentType === info.schema.getMutationType();
    try {
      assertCan(context.principal, action);
      if (changes) context.renewLoaders();
      const value = resolve(parent, args, context, info);
      if (!isPromise(value)) {
        if (changes) context.renewLoaders();
        return value;
      }
      return value.then(
        (answer) => {
          if (changes) context.renewLoaders();
          return answer;
        },
        (error: unknown) => refuse(error, context, info),
      );
    } catch (error) {
      return refuse(error, context, info);
    }
  };
}

/** Puts the refusal on record before it is answered. */
async function refuse(error: unknown, context: RequestContext, info: GraphQLResolveInfo): Promise<never> {
  if (!(error instanceof DomainError)) throw error;
  await context.recordRefusal(error, `${info.parentType.name}.${info.fieldName}`);
  throw error.code === 'UNAUTHENTICATED' ? endsIn401(error) : error;
}

function isPromise(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as PromiseLike<unknown> | null | undefined)?.then === 'function';
}
