/** Writes the schema as SDL to the file named on the command line, or to standard output. */
import { writeFileSync } from 'node:fs';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { buildSchema } from './schema';

export function schemaText(): string {
  return `${printSchema(lexicographicSortSchema(buildSchema()))}\n`;
}

if (require.main === module) {
  const [, , file] = process.argv;
  if (file === undefined) process.stdout.write(schemaText());
  else writeFileSync(file, schemaText());
}
