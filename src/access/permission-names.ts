/** Permissions by the names that people write: which there are, and which ones hold another. Pure. */
import {
  impliedViewPermissions,
  ORGANIZATION_PERMISSIONS,
  SYSTEM_PERMISSIONS,
  VIEW_PERMISSIONS,
} from './permissions';

const NAMES: ReadonlySet<string> = new Set([
  ...VIEW_PERMISSIONS,
  ...ORGANIZATION_PERMISSIONS,
  ...SYSTEM_PERMISSIONS,
]);

/** The permission itself and those that include it; empty for a name that no domain has. */
export function permissionsThatHold(name: string): readonly string[] {
  if (!NAMES.has(name)) return [];
  const including = VIEW_PERMISSIONS.filter((permission) =>
    impliedViewPermissions(permission).some((implied) => implied === name),
  );
  return [...new Set([name, ...including])];
}
