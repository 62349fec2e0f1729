/** For any field of Query or Mutation, an operation that asks for it with arguments of the right types. */
import {
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isLeafType,
  getNamedType,
  type GraphQLField,
  type GraphQLInputType,
} from 'graphql';

export function sampleOperation(kind: 'query' | 'mutation', field: GraphQLField<unknown, unknown>): string {
  const given = field.args.filter((argument) => isNonNullType(argument.type));
  const list = given.map((argument) => `${argument.name}: ${sampleValue(argument.type)}`).join(', ');
  const selection = isLeafType(getNamedType(field.type)) ? '' : ' { __typename }';
  return `${kind} { ${field.name}${list === '' ? '' : `(${list})`}${selection} }`;
}

function sampleValue(type: GraphQLInputType): string {
  if (isNonNullType(type)) return sampleValue(type.ofType);
  if (isListType(type)) return `[${sampleValue(type.ofType)}]`;
  if (isEnumType(type)) return type.getValues()[0]!.name;
  if (isInputObjectType(type)) {
    const given = Object.values(type.getFields()).filter((field) => isNonNullType(field.type));
    return `{ ${given.map((field) => `${field.name}: ${sampleValue(field.type)}`).join(', ')} }`;
  }
  switch (type.name) {
    case 'Boolean':
      return 'true';
    case 'Int':
    case 'Long':
    case 'Float':
      return '1';
    default:
      return '"sample"';
  }
}
