/** Operations that ask for a field with one hostile value among arguments that are of the right types. */
import {
  isInputObjectType,
  isListType,
  isNonNullType,
  type GraphQLField,
  type GraphQLInputType,
} from 'graphql';

/** What databases are known to take amiss: NUL, half a character, wildcards, quotes, more than a column holds. */
const TEXTS = ['a\u0000b', '\ud800', `%_\\'";--`, 'x'.repeat(5_000), '\u{1f30d}'.repeat(600)];
const HOSTILE: Readonly<Record<string, readonly unknown[]>> = {
  String: TEXTS,
  ID: TEXTS,
  RepoOrViewName: TEXTS,
  Int: [2 ** 31 - 1, -(2 ** 31), 0],
  Long: [Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, 0],
  Float: [Number.MAX_VALUE, -Number.MAX_VALUE, 5e-324],
  DateTime: ['9999-12-31T23:59:59.999Z', '0000-01-01T00:00:00Z'],
};

export interface HostileRequest {
  readonly query: string;
  readonly variables: Record<string, unknown>;
}

export function hostileRequests(
  kind: 'query' | 'mutation',
  field: GraphQLField<unknown, unknown>,
  selection: string,
): HostileRequest[] {
  const { args } = field;
  const declared = args.map(({ name, type }) => `$${name}: ${String(type)}`).join(', ');
  const passed = args.map(({ name }) => `${name}: $${name}`).join(', ');
  const query = `${kind} (${declared}) { ${field.name}(${passed}) ${selection} }`;
  const harmless = Object.fromEntries(
    args.filter(({ type }) => isNonNullType(type)).map(({ name, type }) => [name, sample(type)]),
  );
  return args.flatMap(({ name, type }) =>
    variants(type).map((value) => ({ query, variables: { ...harmless, [name]: value } })),
  );
}

/** The values of a type that hold one hostile value each. */
function variants(type: GraphQLInputType): unknown[] {
  if (isNonNullType(type)) return variants(type.ofType);
  if (isListType(type)) return variants(type.ofType).map((value) => [value]);
  if (!isInputObjectType(type)) return [...(HOSTILE[type.name] ?? [])];
  const fields = Object.values(type.getFields());
  const harmless = sample(type) as object;
  return fields.flatMap((field) =>
    variants(field.type).map((value) => ({ ...harmless, [field.name]: value })),
  );
}

function sample(type: GraphQLInputType): unknown {
  if (isNonNullType(type)) return sample(type.ofType);
  if (isListType(type)) return [sample(type.ofType)];
  if (isInputObjectType(type)) {
    const given = Object.values(type.getFields()).filter((field) => isNonNullType(field.type));
    return Object.fromEntries(given.map((field) => [field.name, sample(field.type)]));
  }
  if ('getValues' in type) return type.getValues()[0]!.name;
  if (type.name === 'Boolean') return true;
  if (type.name === 'DateTime') return '2026-01-31T12:00:00Z';
  return ['Int', 'Long', 'Float'].includes(type.name) ? 1 : 'sample';
}
