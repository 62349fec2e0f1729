/** For TypeORM's command line alone; the server opens its own connections through src/app.ts. */
import 'reflect-metadata';
import { loadConfig } from './src/config';
import { writingDataSource } from './src/storage/data-source';

export default writingDataSource(loadConfig().databaseFile);
