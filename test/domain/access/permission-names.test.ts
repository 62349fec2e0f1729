import { permissionsThatHold } from '../../../src/access/permission-names';
import {
  effectiveViewPermissions,
  ORGANIZATION_PERMISSIONS,
  SYSTEM_PERMISSIONS,
  VIEW_PERMISSIONS,
} from '../../../src/access/permissions';

describe('What holds a permission', () => {
  test.each([...ORGANIZATION_PERMISSIONS, ...SYSTEM_PERMISSIONS])('is %s itself and nothing more', (name) => {
    expect(permissionsThatHold(name)).toEqual([name]);
  });

  test.each(VIEW_PERMISSIONS)('is for %s exactly what lets one do it', (name) => {
    const holding = VIEW_PERMISSIONS.filter((given) => effectiveViewPermissions([given]).has(name));
    expect([...permissionsThatHold(name)].sort()).toEqual([...holding].sort());
  });

  test('is for one of several also what includes them', () => {
    expect(permissionsThatHold('CreateTriggers')).toEqual(['CreateTriggers', 'ChangeTriggers']);
  });

  test.each(['', 'readAccess', 'ReadAccess ', '__proto__', 'constructor'])('is nothing for %j', (name) => {
    expect(permissionsThatHold(name)).toEqual([]);
  });
});
