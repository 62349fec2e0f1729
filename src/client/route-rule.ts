/** What a route asks of its callers' tokens, beyond their being good. */
import type { IntrospectionQuestion } from './introspection-question';

export interface RouteRule<Request> {
  /** LogScale's name of a permission, such as `ReadAccess`; or how it follows from the request. */
  readonly permission?: string | ((request: Request) => string);
  /** The id or name of the repository or view that the permission is needed in; or how it follows from the request. */
  readonly view?: string | ((request: Request) => string);
}

/** A scope's name (RFC 6749, section 3.3): it is quoted in the answer to whoever lacks it. */
const SCOPE = /^[\x21\x23-\x5b\x5d-\x7e]+$/;

/** @throws TypeError if it is none, for a mistake to be noticed when the service starts. */
export function assertRouteRule(rule: unknown): void {
  if (typeof rule !== 'object' || rule === null) throw new TypeError('A route’s rule must be an object.');
  for (const [name, value] of Object.entries(rule) as [string, unknown][]) {
    if (name !== 'permission' && name !== 'view')
      throw new TypeError(`A route’s rule knows permission and view, and no “${name}”.`);
    // One that is undefined may have been meant to be something.
    if (typeof value !== 'function') assertText(name, value);
  }
  // By itself a view would ask nothing of the token.
  if ('view' in rule && !('permission' in rule))
    throw new TypeError('A route’s rule with a view needs the permission that is asked for in it.');
}

/**
 * The question that a request puts.
 * @throws TypeError if what follows from it is no text: asking without would ask less than was meant.
 */
export function questionOf<Request>(
  { permission, view }: RouteRule<Request>,
  request: Request,
  address: string | undefined,
): IntrospectionQuestion {
  return {
    address,
    ...(permission === undefined ? {} : { permission: textOf('permission', permission, request) }),
    ...(view === undefined ? {} : { view: textOf('view', view, request) }),
  };
}

function textOf<Request>(
  name: 'permission' | 'view',
  source: string | ((request: Request) => string),
  request: Request,
): string {
  const text: unknown = typeof source === 'function' ? source(request) : source;
  assertText(name, text);
  return text;
}

function assertText(name: 'permission' | 'view', value: unknown): asserts value is string {
  if (typeof value !== 'string' || value === '' || (name === 'permission' && !SCOPE.test(value)))
    throw new TypeError(`A route’s ${name} must be a name.`);
}
