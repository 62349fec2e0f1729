/** Whatever stands in an argument, the server has an answer: what a database takes amiss is no fault of the server's. */
import { getNamedType, isLeafType } from 'graphql';
import { buildSchema } from '../../src/graphql/schema';
import { hostileRequests } from '../support/hostile-values';
import type { GraphQLClient } from '../support/graphql-client';
import { TestServer } from '../support/server';
import { OPERATED, operatorOf } from './security-policies/operations';

const schema = buildSchema();
const FIELDS = (['query', 'mutation'] as const).flatMap((kind) =>
  Object.values((kind === 'query' ? schema.getQueryType() : schema.getMutationType())!.getFields()).flatMap(
    (field) => {
      const selection = isLeafType(getNamedType(field.type)) ? '' : '{ __typename }';
      const requests = hostileRequests(kind, field, selection);
      return requests.length === 0 ? [] : [{ name: field.name, requests }];
    },
  ),
);

let server: TestServer;
/** Logged in, since tokens end by what is tried here. */
let client: GraphQLClient;
beforeAll(async () => {
  server = await TestServer.start(OPERATED);
  client = await operatorOf(server);
});
afterAll(async () => server.stop());

test.each(FIELDS)('$name answers hostile values without failing', async ({ requests }) => {
  const failures: unknown[] = [];
  for (const { query, variables } of requests) {
    const { status, code, text } = await client.send(query, variables);
    if (status !== 200 || code === 'INTERNAL_SERVER_ERROR')
      failures.push({ variables: JSON.stringify(variables).slice(0, 200), status, text });
  }
  expect(failures).toEqual([]);
});

test('they reach nearly every field that takes arguments', () => {
  expect(FIELDS.length).toBeGreaterThan(85);
});
