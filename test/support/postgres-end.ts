/** Runs within every test file on PostgreSQL: ends what its tests have shared. */
import { endThread } from './postgres-database';

afterAll(endThread);
