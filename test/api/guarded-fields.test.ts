/** Every field of Query and Mutation, asked for by who may not have it. Fields added later are tried by themselves. */
import { ACTIONS, type Action } from '../../src/access/actions';
import { can } from '../../src/access/authorize';
import { organizationGrants, systemGrants, viewGrants, type Grants } from '../../src/access/grants';
import type { Principal, ScopedTokenKind } from '../../src/access/principal';
import { REQUIRES } from '../../src/graphql/requires';
import { buildSchema } from '../../src/graphql/schema';
import { sampleOperation } from '../support/sample-operation';
import type { SeededToken } from '../support/seed';
import { TestServer } from '../support/server';

const schema = buildSchema();
const FIELDS = (['query', 'mutation'] as const).flatMap((kind) => {
  const type = kind === 'query' ? schema.getQueryType() : schema.getMutationType();
  return Object.values(type!.getFields()).map((field) => ({
    name: field.name,
    root: kind === 'query' ? 'Query' : 'Mutation',
    operation: sampleOperation(kind, field),
    action: field.extensions[REQUIRES] as Action,
  }));
});

let server: TestServer;
const tokens = {} as Record<ScopedTokenKind, SeededToken>;

beforeAll(async () => {
  server = await TestServer.start();
  tokens.organization = await server.seed.organizationToken('ManageUsers');
  tokens.system = await server.seed.systemToken('ReadHealthCheck');
  tokens.view = await server.seed.viewToken('ReadAccess', await server.seed.repository());
});
afterAll(async () => server.stop());

function mayNot(tokenKind: ScopedTokenKind, grants: Grants) {
  const principal: Principal = {
    kind: 'token',
    tokenKind,
    tokenId: '',
    tokenName: '',
    organizationId: '',
    grants,
  };
  return FIELDS.filter(({ action }) => !can(principal, action));
}

describe.each([
  ['organization', 'ManageUsers', mayNot('organization', organizationGrants(['ManageUsers']))],
  ['system', 'ReadHealthCheck', mayNot('system', systemGrants(['ReadHealthCheck']))],
  ['view', 'ReadAccess', mayNot('view', viewGrants(['x'], ['ReadAccess']))],
] as const)('a %s token that has only %s', (kind, _permission, fields) => {
  test.each(fields)(
    'is refused $root.$name, and the refusal is on record',
    async ({ name, root, operation, action }) => {
      const { client, id } = tokens[kind];
      const answer = await client.send(operation);
      expect(answer).toMatchObject({ status: 200, code: 'FORBIDDEN' });
      expect(answer.errors[0]!.message).toMatch(/^This needs .+, which the .+ token “.+” does not have\.$/);
      const refusals = server.audit({ type: 'authorization.refused', actorTokenId: id });
      expect(refusals.map((entry) => entry.details)).toContainEqual(
        expect.objectContaining({ operation: `${root}.${name}`, action }),
      );
    },
  );
});

test('the organization token is refused nearly everything', () => {
  const names = mayNot('organization', organizationGrants(['ManageUsers'])).map(({ name }) => name);
  expect(names).toEqual(
    expect.arrayContaining([
      'createRepository',
      'tokens',
      'createIPFilter',
      'searchDomains',
      'updateTokenSecurityPolicies',
    ]),
  );
  expect(names).not.toContain('addUserV2');
});

test.each(FIELDS.filter(({ action }) => ACTIONS[action].kind !== 'open'))(
  'without credentials $root.$name is a 401 in plain text',
  async ({ operation }) => {
    const answer = await server.anonymous.send(operation);
    expect(answer.status).toBe(401);
    expect(answer.headers.get('content-type')).toContain('text/plain');
    expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="Tollgate"');
    expect(answer.text).toBe('The resource requires authentication, which was not supplied with the request');
  },
);
