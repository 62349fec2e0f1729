/**
 * Writes console/src/api/operations.ts: the console's operations, from its .graphql files, with types from
 * schema/schema.graphql. An operation that the schema does not know stops it.
 */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { codegen } from '@graphql-codegen/core';
import * as typedDocuments from '@graphql-codegen/typed-document-node';
import * as operationTypes from '@graphql-codegen/typescript-operations';
import { parse } from 'graphql';
import { format, resolveConfig } from 'prettier';

const PROJECT = path.resolve(import.meta.dirname, '..');
const CONSOLE = path.join(PROJECT, 'console/src');
const OUTPUT = path.join(CONSOLE, 'api/operations.ts');

/** Milliseconds and counts stay far below 2^53; other scalars of Tollgate’s are text. */
const SCALARS = {
  Long: 'number',
  DateTime: 'string',
  RepoOrViewName: 'string',
  JSONObject: 'Record<string, unknown>',
};

const documents = readdirSync(CONSOLE, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.graphql'))
  .sort()
  .map((file) => {
    const location = path.join(CONSOLE, file);
    return { location, document: parse(readFileSync(location, 'utf8')) };
  });

const code = await codegen({
  schema: parse(readFileSync(path.join(PROJECT, 'schema/schema.graphql'), 'utf8')),
  documents,
  filename: OUTPUT,
  config: {
    documentMode: 'string',
    enumsAsTypes: true,
    onlyOperationTypes: true,
    skipTypename: true,
    useTypeImports: true,
    strictScalars: true,
    scalars: SCALARS,
  },
  plugins: [{ operationTypes: {} }, { typedDocuments: {} }],
  pluginMap: { operationTypes, typedDocuments },
});
const head =
  '/** Made by scripts/generate-operations.mjs from the .graphql files and schema/schema.graphql. */\n';
const settings = await resolveConfig(OUTPUT);
const formatted = await format(head + code, { ...settings, filepath: OUTPUT });
writeFileSync(OUTPUT, formatted);
