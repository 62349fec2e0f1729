/**
 * Every field of Query and Mutation against every permission of every domain: open to exactly the
 * permissions that it declares, closed to all others together.
 */
import { ACTIONS, flattenRule, type Action } from '../../src/access/actions';
import {
  impliedViewPermissions,
  ORGANIZATION_PERMISSIONS,
  SYSTEM_PERMISSIONS,
  VIEW_PERMISSIONS,
  type OrganizationPermission,
  type SystemPermission,
  type ViewPermission,
} from '../../src/access/permissions';
import { REQUIRES } from '../../src/graphql/requires';
import { buildSchema } from '../../src/graphql/schema';
import { sampleOperation } from '../support/sample-operation';
import type { SeededDomain, SeededToken } from '../support/seed';
import { TestServer } from '../support/server';

const schema = buildSchema();
const FIELDS = (['query', 'mutation'] as const).flatMap((kind) =>
  Object.values((kind === 'query' ? schema.getQueryType() : schema.getMutationType())!.getFields()).map(
    (field) => ({
      name: field.name,
      operation: sampleOperation(kind, field),
      rules: flattenRule(ACTIONS[field.extensions[REQUIRES] as Action]),
    }),
  ),
);

let server: TestServer;
let repository: SeededDomain;
const made = new Map<string, Promise<SeededToken>>();

beforeAll(async () => {
  server = await TestServer.start();
  repository = await server.seed.repository();
});
afterAll(async () => server.stop());

/** A token with exactly these permissions; asking for the same ones again answers the same token. */
function tokenWith(
  kind: 'view' | 'organization' | 'system',
  permissions: readonly string[],
): Promise<SeededToken> {
  const key = `${kind} ${permissions.join()}`;
  const known = made.get(key) ?? make(kind, permissions);
  made.set(key, known);
  return known;
}

function make(
  kind: 'view' | 'organization' | 'system',
  permissions: readonly string[],
): Promise<SeededToken> {
  switch (kind) {
    case 'view':
      return server.seed.viewToken(permissions as ViewPermission[], repository);
    case 'organization':
      return server.seed.organizationToken(permissions as OrganizationPermission[]);
    case 'system':
      return server.seed.systemToken(permissions as SystemPermission[]);
  }
}

/** Refused for want of a permission, as opposed to what a sample argument runs into behind the guard. */
async function isRefused(token: SeededToken, operation: string): Promise<boolean> {
  const answer = await token.client.send(operation);
  expect(answer.status).toBe(200);
  return answer.code === 'FORBIDDEN' && answer.errors[0]!.message.startsWith('This needs ');
}

describe.each(FIELDS)('$name', ({ operation, rules }) => {
  const declared = { view: [] as string[], organization: [] as string[], system: [] as string[] };
  for (const rule of rules) {
    if (rule.kind === 'view' || rule.kind === 'organization' || rule.kind === 'system') {
      declared[rule.kind].push(rule.permission);
    }
    if (rule.kind === 'anyViewPermission') declared.view = [...VIEW_PERMISSIONS];
  }
  const openToAll = rules.some((rule) => rule.kind === 'open' || rule.kind === 'authenticated');
  const alone = (['view', 'organization', 'system'] as const).flatMap((kind) =>
    declared[kind].map((permission) => [kind, permission] as const),
  );

  if (alone.length > 0) {
    test.each(alone)('is open to a %s token that has only %s', async (kind, permission) => {
      expect(await isRefused(await tokenWith(kind, [permission]), operation)).toBe(false);
    });
  }

  const others = {
    view: VIEW_PERMISSIONS.filter(
      (p) => !impliedViewPermissions(p).some((implied) => declared.view.includes(implied)),
    ),
    organization: ORGANIZATION_PERMISSIONS.filter(
      (permission) => !declared.organization.includes(permission),
    ),
    system: SYSTEM_PERMISSIONS.filter((permission) => !declared.system.includes(permission)),
  };
  const kinds = (['view', 'organization', 'system'] as const).filter((kind) => others[kind].length > 0);

  test.each(kinds)(
    `is ${openToAll ? 'open' : 'closed'} to a %s token that has everything else`,
    async (kind) => {
      expect(await isRefused(await tokenWith(kind, others[kind]), operation)).toBe(!openToAll);
    },
  );
});
