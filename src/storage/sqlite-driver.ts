/**
 * The SQLite driver that fits the Node which runs. From Node 24 on, better-sqlite3 12 aborts the process
 * when a statement is collected as garbage; better-sqlite3 13 does not, and needs Node-API 10, which
 * Node 20 lacks. So both are dependencies, the second one only where it can be used.
 */
import { createRequire } from 'node:module';
import type Database from 'better-sqlite3';

const FIRST_NODE_FOR_13 = 24;

const load = createRequire(__filename);

export const SqliteDatabase = load(
  Number(process.versions.node.split('.')[0]) >= FIRST_NODE_FOR_13 ? 'better-sqlite3-napi' : 'better-sqlite3',
) as typeof Database;
