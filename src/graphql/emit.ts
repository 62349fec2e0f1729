/** `npm run emit`: writes what is generated from the code and committed, below the working folder or the one named. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { auditLogPage } from '../audit/audit-log-page';
import { permissionTable } from './permission-table';
import { schemaText } from './schema-text';

const folder = process.argv[2] ?? '.';
writeFileSync(path.join(folder, 'schema/schema.graphql'), schemaText());
writeFileSync(path.join(folder, 'docs/permissions.md'), permissionTable());
writeFileSync(path.join(folder, 'docs/audit-log.md'), auditLogPage());
