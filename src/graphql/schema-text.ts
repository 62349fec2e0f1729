/** The schema as SDL, in an order that does not depend on the code's. */
import { lexicographicSortSchema, printSchema } from 'graphql';
import { buildSchema } from './schema';

export function schemaText(): string {
  return `${printSchema(lexicographicSortSchema(buildSchema()))}\n`;
}
