/** Who may call what, as a page of documentation: printed from the declarations that the guard enforces. */
import type { GraphQLField } from 'graphql';
import { ACTIONS, describeRule, flattenRule, type Action, type Rule } from '../access/actions';
import {
  ORGANIZATION_PERMISSION_CATALOG,
  ORGANIZATION_PERMISSION_GROUPS,
} from '../access/organization-permission-catalog';
import type { GroupedPermissionText } from '../access/permission-catalog';
import { groupBy } from '../kernel/group-by';
import { SYSTEM_PERMISSION_CATALOG, SYSTEM_PERMISSION_GROUPS } from '../access/system-permission-catalog';
import { VIEW_PERMISSION_CATALOG, VIEW_PERMISSION_GROUPS } from '../access/view-permission-catalog';
import { REQUIRES } from './requires';
import { buildSchema } from './schema';

interface GuardedField {
  readonly name: string;
  readonly rule: Rule;
}

export function permissionTable(): string {
  const schema = buildSchema();
  const queries = fieldsOf(schema.getQueryType()?.getFields() ?? {});
  const mutations = fieldsOf(schema.getMutationType()?.getFields() ?? {});
  const all = [...queries, ...mutations];
  return [
    '# Permissions',
    'Printed from the code by `npm run emit`; a test holds this page against it. What a field needs on the thing itself, such as a permission on the very repository that it names, is checked again behind it. What nobody may hand out without holding it is in [tokens.md](tokens.md).',
    'Root users hold everything, root users of an organization every organization and view permission in it. Other users hold what the roles of their groups give them, and a personal token holds what its user does.',
    '## Queries',
    fieldTable(queries),
    '## Mutations',
    fieldTable(mutations),
    '## Organization permissions',
    permissionTables(ORGANIZATION_PERMISSION_CATALOG, ORGANIZATION_PERMISSION_GROUPS, 'organization', all),
    '## Repository and view permissions',
    permissionTables(VIEW_PERMISSION_CATALOG, VIEW_PERMISSION_GROUPS, 'view', all),
    '## System permissions',
    permissionTables(SYSTEM_PERMISSION_CATALOG, SYSTEM_PERMISSION_GROUPS, 'system', all),
  ]
    .join('\n\n')
    .concat('\n');
}

function fieldsOf(fields: Record<string, GraphQLField<unknown, unknown>>): GuardedField[] {
  return Object.values(fields)
    .map((field) => ({ name: field.name, rule: ACTIONS[field.extensions[REQUIRES] as Action] }))
    .sort((a, b) => a.name.localeCompare(b.name));
}

function fieldTable(fields: readonly GuardedField[]): string {
  const rows = fields.map(({ name, rule }) => `| \`${name}\` | ${describeRule(rule)} |`);
  return ['| field | needs |', '|---|---|', ...rows].join('\n');
}

/** One table for each group. */
function permissionTables(
  catalog: Readonly<Record<string, GroupedPermissionText>>,
  groups: readonly string[],
  kind: 'organization' | 'view' | 'system',
  fields: readonly GuardedField[],
): string {
  const entries = groupBy(Object.entries(catalog), ([, { group }]) => group);
  return groups
    .flatMap((group) => [`### ${group}`, permissionRows(entries.get(group) ?? [], kind, fields)])
    .join('\n\n');
}

function permissionRows(
  entries: readonly (readonly [string, GroupedPermissionText])[],
  kind: 'organization' | 'view' | 'system',
  fields: readonly GuardedField[],
): string {
  const rows = entries.map(([permission, { allows }]) => {
    const opens = fields
      .filter(({ rule }) =>
        flattenRule(rule).some(
          (alternative) => alternative.kind === kind && alternative.permission === permission,
        ),
      )
      .map(({ name }) => `\`${name}\``);
    return `| \`${permission}\` | ${allows} | ${opens.join(', ')} |`;
  });
  return ['| permission | allows | opens here |', '|---|---|---|', ...rows].join('\n');
}
