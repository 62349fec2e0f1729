/** The schema as SDL, in an order that does not depend on the code's. */
import { lexicographicSortSchema, printSchema } from 'graphql';
import { buildSchema } from './schema';

let text: string | undefined;

/** Made once: it is the same for every server of a process. */
export function schemaText(): string {
  return (text ??= printed());
}

function printed(): string {
  return `${printSchema(lexicographicSortSchema(buildSchema()))}\n`;
}
