/** The schema says what a script author needs, and nothing in it is unguarded. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { isEnumType, isInputObjectType, isInterfaceType, isObjectType, type GraphQLNamedType } from 'graphql';
import { getMetadataStorage } from 'type-graphql';
import { ACTIONS } from '../src/access/actions';
import { schemaText } from '../src/graphql/schema-text';
import { REQUIRES } from '../src/graphql/requires';
import { buildSchema } from '../src/graphql/schema';

const schema = buildSchema();
const ownTypes = Object.values(schema.getTypeMap()).filter(
  (type) => !type.name.startsWith('__') && !['String', 'Boolean', 'Int', 'Float', 'ID'].includes(type.name),
);

test('the committed schema is what the code emits', () => {
  expect(readFileSync(path.resolve(__dirname, '../schema/schema.graphql'), 'utf8')).toBe(schemaText());
});

/** Everything below a type that can carry a description, as paths such as `Query.tokens(limit)`. */
function describable(type: GraphQLNamedType): [path: string, description: string | null | undefined][] {
  const own: [string, string | null | undefined][] = ['Query', 'Mutation'].includes(type.name)
    ? []
    : [[type.name, type.description]];
  if (isEnumType(type)) {
    return [
      ...own,
      ...type
        .getValues()
        .map((value): [string, string | null | undefined] => [
          `${type.name}.${value.name}`,
          value.description,
        ]),
    ];
  }
  if (isObjectType(type) || isInterfaceType(type)) {
    for (const field of Object.values(type.getFields())) {
      own.push([`${type.name}.${field.name}`, field.description]);
      for (const argument of field.args)
        own.push([`${type.name}.${field.name}(${argument.name})`, argument.description]);
    }
  }
  if (isInputObjectType(type)) {
    for (const field of Object.values(type.getFields()))
      own.push([`${type.name}.${field.name}`, field.description]);
  }
  return own;
}

test('every type, field, argument and enum value has a description that ends in a full stop', () => {
  const described = ownTypes.flatMap(describable);
  expect(described.length).toBeGreaterThan(300);
  expect(described.filter(([, description]) => description?.trim().endsWith('.') !== true)).toEqual([]);
});

const storage = getMetadataStorage();
const resolverMethods = [
  ...storage.queries.map((query) => ({ where: `Query.${query.schemaName}`, extensions: query.extensions })),
  ...storage.mutations.map((mutation) => ({
    where: `Mutation.${mutation.schemaName}`,
    extensions: mutation.extensions,
  })),
  ...storage.fieldResolvers
    .filter((resolver) => resolver.kind === 'external')
    .map((resolver) => ({
      where: `${resolver.target.name}.${resolver.methodName}`,
      extensions: resolver.extensions,
    })),
];

test.each(resolverMethods)('$where declares what it needs', ({ extensions }) => {
  expect(Object.keys(ACTIONS)).toContain(extensions?.[REQUIRES]);
});

test('only meta and viewerOpt are open, and every other open field belongs to an object already shown', () => {
  const open = resolverMethods.filter(
    ({ extensions }) => ACTIONS[extensions?.[REQUIRES] as keyof typeof ACTIONS].kind === 'open',
  );
  const atTheRoot = open.filter(({ where }) => /^(Query|Mutation)\./.test(where));
  expect(atTheRoot.map(({ where }) => where).sort()).toEqual(['Query.meta', 'Query.viewerOpt']);
  expect(
    open
      .filter(({ where }) => !/^(Query|Mutation)\./.test(where))
      .every(({ extensions }) => extensions?.[REQUIRES] === 'parent.read'),
  ).toBe(true);
});
