/**
 * Declares what a field needs and enforces it before the resolver runs. The service behind the field
 * asserts again, on the thing it touches. A resolver without this decorator fails a test.
 */
import { GraphQLError } from 'graphql';
import { Extensions, UseMiddleware, type MiddlewareFn } from 'type-graphql';
import type { Action } from '../access/actions';
import { assertCan } from '../access/authorize';
import { DomainError } from '../kernel/domain-error';
import type { RequestContext } from './request-context';

/** Under this key a field's extensions hold its action. */
export const REQUIRES = 'requires';

export function Requires(action: Action): MethodDecorator {
  const extension = Extensions({ [REQUIRES]: action });
  const middleware = UseMiddleware(guard(action));
  return (target, key, descriptor) => {
    extension(target, key, descriptor as PropertyDescriptor);
    middleware(target, key, descriptor as PropertyDescriptor);
  };
}

/** Without credentials the whole answer is a 401, whatever else was asked for. */
function endsIn401(error: DomainError): GraphQLError {
  return new GraphQLError(error.message, { extensions: { code: error.code, http: { status: 401 } } });
}

function guard(action: Action): MiddlewareFn<RequestContext> {
  return async function guardField({ context, info }, next) {
    try {
      assertCan(context.principal, action);
      const changes = info.parentType === info.schema.getMutationType();
      if (changes) context.renewLoaders();
      const value: unknown = await next();
      if (changes) context.renewLoaders();
      return value;
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      await context.recordRefusal(error, `${info.parentType.name}.${info.fieldName}`);
      throw error.code === 'UNAUTHENTICATED' ? endsIn401(error) : error;
    }
  };
}
