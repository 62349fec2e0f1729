/** How fast tokens are judged of which nothing is known, against the driver reading the same rows. */
import { fillPostgres, filledDatabase } from '../filled-database';
import { newDatabase } from '../../test/postgresql/database';
import { atLeast, type Line, type Row } from '../row';
import { PERMISSION, seedTokens } from '../seeded';
import { perSecond, type Stand } from '../stand';

const TOKENS = 3_000;
/** As many as a busy server has under way. */
const CALLERS = 64;

interface Place {
  readonly dataDirectory: string;
  readonly databaseUrl: string | null;
  readonly tokens: readonly string[];
}

async function run(stand: Stand): Promise<Line[]> {
  const { dataDirectory, tokens } = await filledDatabase(TOKENS);
  return [
    await measure(stand, 'SQLite', { dataDirectory, databaseUrl: null, tokens }),
    await measure(stand, 'PostgreSQL', await onPostgres(stand)),
  ];
}

async function onPostgres(stand: Stand): Promise<Place> {
  const databaseUrl = await newDatabase(await stand.cluster());
  const server = await stand.tollgate({ DATABASE_URL: databaseUrl });
  const seeded = await seedTokens(server, 1);
  await server.end();
  const { dataDirectory } = server;
  const tokens = await fillPostgres(databaseUrl, dataDirectory, seeded, TOKENS);
  return { dataDirectory, databaseUrl, tokens };
}

async function measure(stand: Stand, database: string, place: Place): Promise<Line> {
  const options = { ...place, cacheSize: 0, permission: PERMISSION, callers: CALLERS };
  const tollgate = await stand.contestant('contestants/verifying.js', options);
  const driver = await stand.contestant('contestants/driver-alone.js', options);
  const rates = await stand.inTurn({
    tollgate: (seconds) => stand.stint(tollgate, 'authenticate', seconds),
    driver: (seconds) => stand.stint(driver, 'read', seconds),
  });
  return {
    what: `verify cold, ${database}, ${CALLERS} callers`,
    figure: perSecond(rates.tollgate),
    against: 'the driver alone, same statements',
    reference: perSecond(rates.driver),
    target: atLeast(0.6),
  };
}

export const verifyCold: Row = { name: 'verify-cold', title: 'Verify in process, cold', run };
