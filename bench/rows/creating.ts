/** How fast tokens are created, durable and with their audit entries, against a commit for each row and nothing else. */
import { newDatabase } from '../../test/postgresql/database';
import { graphqlRequest } from '../harness/load';
import type { TollgateProcess } from '../harness/tollgate-process';
import { atLeast, type Line, type Row } from '../row';
import { PERMISSION } from '../seeded';
import { perSecond, type Stand } from '../stand';
import { busy } from './over-http';

const CALLERS = 64;
/** On a disk that is slow, callers that wait for one another are to be answered all the same. */
const PATIENCE_MS = '20000';

async function run(stand: Stand): Promise<Line[]> {
  const onSqlite = await measure(stand, 'SQLite', null);
  const databaseUrl = await newDatabase(await stand.cluster());
  return [...onSqlite, ...(await measure(stand, 'PostgreSQL', databaseUrl))];
}

async function measure(stand: Stand, database: string, databaseUrl: string | null): Promise<Line[]> {
  const settings: Record<string, string> =
    databaseUrl === null ? {} : { DATABASE_URL: databaseUrl, TOLLGATE_DATABASE_TIMEOUT_MS: PATIENCE_MS };
  const server = await stand.tollgate(settings);
  const overGraphql = await throughGraphql(stand, server);
  await server.end();
  const options = { dataDirectory: server.dataDirectory, databaseUrl, cacheSize: 0, callers: CALLERS };
  const tollgate = await stand.contestant('contestants/creating.js', options);
  const commits = await stand.contestant('contestants/committing.js', options);
  const rates = await stand.inTurn({
    tollgate: (seconds) => stand.stint(tollgate, 'create', seconds),
    commits: (seconds) => stand.stint(commits, 'commit', seconds),
  });
  return [
    {
      what: `tokens created, ${database}, ${CALLERS} callers`,
      figure: perSecond(rates.tollgate),
      against: 'single-row commits alone',
      reference: perSecond(rates.commits),
      target: atLeast(0.5),
    },
    {
      what: `tokens created over GraphQL, ${database}`,
      figure: perSecond(overGraphql),
      against: 'single-row commits alone',
      reference: perSecond(rates.commits),
      target: null,
    },
  ];
}

/** Names need not differ. */
async function throughGraphql(stand: Stand, server: TollgateProcess): Promise<number[]> {
  const query = `mutation { createOrganizationPermissionsTokenV2(input: {name: "bench", organizationPermissions: [${PERMISSION}]}) { token } }`;
  await server.root.ask(query);
  const group = busy(server.port, [graphqlRequest(server.rootToken, query)]);
  const { created } = await stand.inTurn({ created: (seconds) => stand.loadOne(group, seconds) });
  return created.map(({ rate }) => rate);
}

export const creating: Row = { name: 'create', title: 'Creating tokens', run };
