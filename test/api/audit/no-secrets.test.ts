/** Whatever secret is put into any input, it does not come out in the audit log. */
import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  type GraphQLField,
  type GraphQLInputType,
} from 'graphql';
import { buildSchema } from '../../../src/graphql/schema';
import { MINUTE } from '../../support/clock';
import { TestServer } from '../../support/server';

/** Inputs that hold a secret, by how they are called; one that comes later is planted by itself. */
const SECRET = /password|^token$|customToken|verificationToken/i;

/** Where each marker was planted. */
const planted = new Map<string, string>();
let counter = 0;

/** A value of the type with a marker in every text, noted under its path where it is secret. */
function sample(type: GraphQLInputType, path: string): string {
  if (isNonNullType(type)) return sample(type.ofType, path);
  if (isListType(type)) return `[${sample(type.ofType, path)}]`;
  if (isEnumType(type)) return type.getValues()[0]!.name;
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields());
    return `{ ${fields.map((field) => `${field.name}: ${sample(field.type, `${path}.${field.name}`)}`).join(', ')} }`;
  }
  switch (type.name) {
    case 'Boolean':
      return 'false';
    case 'Int':
    case 'Long':
      return '1';
    case 'DateTime':
      return '"2026-01-31T12:00:00Z"';
    default: {
      const marker = `planted${(counter += 1)}secretly`;
      if (SECRET.test(path.split('.').at(-1)!)) planted.set(marker, path);
      return JSON.stringify(marker);
    }
  }
}

function operation(kind: 'query' | 'mutation', field: GraphQLField<unknown, unknown>): string {
  const list = field.args.map(({ name, type }) => `${name}: ${sample(type, `${field.name}.${name}`)}`);
  const selection = isLeafType(getNamedType(field.type)) ? '' : ' { __typename }';
  return `${kind} { ${field.name}${list.length === 0 ? '' : `(${list.join(', ')})`}${selection} }`;
}

let server: TestServer;
beforeAll(async () => (server = await TestServer.start()));
afterAll(async () => server.stop());

test('not from an argument of any query or mutation, nor from a header, a cookie, an address or a log-in', async () => {
  const schema = buildSchema();
  const weak = await server.seed.organizationToken('ViewUsage');
  for (const client of [server.root, weak.client, server.anonymous]) {
    for (const field of Object.values(schema.getQueryType()!.getFields()))
      await client.send(operation('query', field));
    for (const field of Object.values(schema.getMutationType()!.getFields()))
      await client.send(operation('mutation', field));
  }
  // With a password that is good, and one that is not the present one.
  const password = 'planted and quite long enough';
  planted.set(password, 'setPassword');
  await server.root.send(`mutation { setPassword(input: { newPassword: ${JSON.stringify(password)} }) }`);
  for (const wrong of ['planted but not the present one', 'planted as a log-in’s password']) {
    planted.set(wrong, 'a wrong password');
    await server.root.send(
      `mutation { setPassword(input: { newPassword: "another that is long", currentPassword: ${JSON.stringify(wrong)} }) }`,
    );
    await fetch(`${server.url}/api/v1/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ login: 'root', password: wrong }),
    });
  }
  for (const [header, text] of [
    ['authorization', 'Bearer planted-bearer'],
    ['authorization', 'Basic planted-basic'],
    ['authorization', 'planted-nothing'],
    ['cookie', 'session=planted-cookie'],
    ['x-api-key', 'planted-key'],
  ] as const) {
    planted.set(/planted-\w+/.exec(text)![0], header);
    await server.anonymous.withHeaders({ [header]: text }).send('{ viewer { id } }');
  }
  await fetch(`${server.url}/api/v1/audit/export?after=planted-in-query`);
  planted.set('planted-in-query', 'a query string');
  planted.set(server.rootToken.split('~')[1]!, 'root’s secret');
  planted.set(weak.token.split('~')[1]!, 'a token’s secret');

  server.clock.advance(2 * MINUTE);
  await server.restart();
  const entries = server.audit().map((entry) => JSON.stringify(entry));
  expect(entries.length).toBeGreaterThan(100);
  expect(planted.size).toBeGreaterThan(15);
  const found = [...planted].filter(([marker]) => entries.some((entry) => entry.includes(marker)));
  expect(found).toEqual([]);
  // The texts that are no secrets do arrive, or this test would look in vain for any.
  expect(entries.some((entry) => /planted\d+secretly/.test(entry))).toBe(true);
});
