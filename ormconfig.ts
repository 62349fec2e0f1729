/** For TypeORM's command line alone; the server opens its own connections through src/app.ts. */
import 'reflect-metadata';
import { loadConfig } from './src/config';
import { migratingDataSource } from './src/storage/postgres-data-source';
import { writingDataSource } from './src/storage/sqlite-data-source';

const { databaseFile, postgres } = loadConfig();

export default postgres === null ? writingDataSource(databaseFile) : migratingDataSource(postgres.url);
