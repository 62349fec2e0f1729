/** Any field of Query or Mutation as an operation: its arguments as they would stand in JSON, and everything selected. */
import {
  getNamedType,
  isAbstractType,
  isInputObjectType,
  isLeafType,
  isRequiredArgument,
  isUnionType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLOutputType,
} from 'graphql';
import type { Action } from '../../../src/access/actions';
import { REQUIRES } from '../../../src/graphql/requires';
import { buildSchema } from '../../../src/graphql/schema';

export type Args = Readonly<Record<string, unknown>>;

export interface Field {
  readonly name: string;
  readonly kind: 'query' | 'mutation';
  /** What its guard asks for. */
  readonly action: Action;
  readonly definition: GraphQLField<unknown, unknown>;
}

const schema = buildSchema();

/** Every field of Query and Mutation, by name. */
export const FIELDS: ReadonlyMap<string, Field> = new Map(
  (['query', 'mutation'] as const).flatMap((kind) => {
    const type = kind === 'query' ? schema.getQueryType() : schema.getMutationType();
    return Object.values(type!.getFields()).map((definition) => {
      const action = definition.extensions[REQUIRES] as Action;
      return [definition.name, { name: definition.name, kind, action, definition }] as const;
    });
  }),
);

export function fieldOf(name: string): Field {
  const field = FIELDS.get(name);
  if (field === undefined) throw new Error(`The schema has no field ${name}.`);
  return field;
}

/** @param depth how many levels of objects to select below the field's own. */
export function operation(name: string, args: Args, depth = 1): readonly [query: string, variables: Args] {
  const { kind, definition } = fieldOf(name);
  const given = definition.args.filter((argument) => argument.name in args);
  const unknown = Object.keys(args).filter((key) => !given.some((argument) => argument.name === key));
  if (unknown.length > 0) throw new Error(`${name} has no argument ${unknown.join()}.`);
  const declared = given.map((argument) => `$${argument.name}: ${String(argument.type)}`).join(', ');
  const passed = given.map((argument) => `${argument.name}: $${argument.name}`).join(', ');
  const selection = everythingOf(definition.type, depth);
  const head = declared === '' ? kind : `${kind} (${declared})`;
  return [`${head} { ${name}${passed === '' ? '' : `(${passed})`}${selection} }`, args];
}

/** The names of a field's arguments, those within input objects included. */
export function argumentNames({ definition }: Field): string[] {
  return definition.args.flatMap((argument) => [argument.name, ...namesWithin(argument.type)]);
}

function namesWithin(type: GraphQLInputType): string[] {
  const named = getNamedType(type);
  if (!isInputObjectType(named)) return [];
  return Object.values(named.getFields()).flatMap((field) => [field.name, ...namesWithin(field.type)]);
}

function everythingOf(type: GraphQLOutputType, depth: number): string {
  const named = getNamedType(type);
  if (isLeafType(named)) return '';
  const common = isUnionType(named) ? '' : fieldsOf(named, depth);
  const possible = isAbstractType(named) ? schema.getPossibleTypes(named) : [];
  const fragments = possible.map(
    (each) => `... on ${each.name} { ${fieldsOf(each, depth, isUnionType(named) ? `${each.name}_` : '')} }`,
  );
  return ` { __typename ${[common, ...fragments].join(' ')} }`;
}

/** @param prefix for the names in the answer: members of a union may have fields of one name and different types. */
function fieldsOf(type: GraphQLObjectType | GraphQLInterfaceType, depth: number, prefix = ''): string {
  return Object.values(type.getFields())
    .filter((field) => depth > 0 || isLeafType(getNamedType(field.type)))
    .map((field) => {
      const name = prefix === '' ? field.name : `${prefix}${field.name}: ${field.name}`;
      return `${name}${argumentsOf(field)}${everythingOf(field.type, depth - 1)}`;
    })
    .join(' ');
}

/** Of fields within an answer that cannot be asked for without: the month in which the tests begin. */
const NEEDED: Readonly<Record<string, string>> = {
  usage: '(from: 1767225600000, to: 1769904000000, resolution: Day)',
};

function argumentsOf({ name, args }: GraphQLField<unknown, unknown>): string {
  if (!args.some(isRequiredArgument)) return '';
  const needed = NEEDED[name];
  if (needed === undefined) throw new Error(`Say in NEEDED what ${name} is to be asked with.`);
  return needed;
}
