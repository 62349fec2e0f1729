/** How fast tokens are created, durable and with their audit entries, against a commit for each row and nothing else. */
import { newDatabase } from '../../test/postgresql/database';
import { graphqlRequest } from '../harness/load';
import type { TollgateProcess } from '../harness/tollgate-process';
import { atLeast, type Line, type Row } from '../row';
import { PERMISSION } from '../seeded';
import { perSecond, type Stand } from '../stand';
import { busy } from './over-http';

const CALLERS = 64;

async function run(stand: Stand): Promise<Line[]> {
  const onSqlite = await measure(stand, 'SQLite', null);
  const databaseUrl = await newDatabase(await stand.cluster());
  return [...onSqlite, ...(await measure(stand, 'PostgreSQL', databaseUrl))];
}

async function measure(stand: Stand, database: string, databaseUrl: string | null): Promise<Line[]> {
  const settings: Record<string, string> = databaseUrl === null ? {} : { DATABASE_URL: databaseUrl };
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
  const line = (what: string, figure: readonly number[], target: Line['target']): Line => ({
    what,
    figure: perSecond(figure),
    against: 'single-row commits alone',
    reference: perSecond(rates.commits),
    target,
  });
  const inProcess = `tokens created, ${database}, ${CALLERS} callers`;
  return [
    line(inProcess, rates.tollgate, atLeast(0.5)),
    ...(overGraphql === null ? [] : [line(`tokens created over GraphQL, ${database}`, overGraphql, null)]),
  ];
}

/** Told and not judged, so not in a quick run. */
async function throughGraphql(stand: Stand, server: TollgateProcess): Promise<number[] | null> {
  // Names need not differ.
  const query = `mutation { createOrganizationPermissionsTokenV2(input: {name: "bench", organizationPermissions: [${PERMISSION}]}) { token } }`;
  await server.root.ask(query);
  if (stand.pace.quick) return null;
  const group = busy(server.port, [graphqlRequest(server.rootToken, query)]);
  const { created } = await stand.inTurn({ created: (seconds) => stand.loadOne(group, seconds) });
  return created.map(({ rate }) => rate);
}

export const creating: Row = { name: 'create', title: 'Creating tokens', run };
