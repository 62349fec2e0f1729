/** What a new token may be given: its name, its permissions, its views. */
import { badInput } from '../kernel/domain-error';

const MAX_PERMISSIONS = 100;
const MAX_VIEWS = 100;

/** @throws DomainError BAD_USER_INPUT unless there are 1 to 100 permissions, none twice. */
export function checkedPermissions<Permission extends string>(
  field: string,
  permissions: readonly Permission[],
): readonly Permission[] {
  return checkedList(field, permissions, MAX_PERMISSIONS, 'permission');
}

/** @throws DomainError BAD_USER_INPUT unless there are 1 to 100 views, none twice. */
export function checkedViewIds(viewIds: readonly string[]): readonly string[] {
  return checkedList('viewIds', viewIds, MAX_VIEWS, 'view');
}

function checkedList<Item extends string>(
  field: string,
  items: readonly Item[],
  max: number,
  what: string,
): readonly Item[] {
  if (items.length === 0) throw badInput(`${field} must name at least one ${what}.`);
  if (items.length > max)
    throw badInput(`${field} may name at most ${max} ${what}s; it names ${items.length}.`);
  const twice = items.find((item, i) => items.indexOf(item) !== i);
  if (twice !== undefined) throw badInput(`${field} names “${twice}” twice.`);
  return items;
}
