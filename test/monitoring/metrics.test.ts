/** GET /metrics: what is counted, under which closed lists of labels, and what is never shown. */
import Database from 'better-sqlite3';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { http, login } from '../http/http-client';
import { MetricsServer } from '../../src/monitoring/metrics-server';
import { forge } from '../support/forgery';
import { MINUTE } from '../support/clock';
import { TestServer } from '../support/server';
import { SILENT } from '../support/silent-log';
import { metricsUrlOf, Scrape } from './scrape';

const ON = { TOLLGATE_METRICS_PORT: '0' };

let server: TestServer;
beforeEach(async () => (server = await TestServer.start(ON)));
afterEach(async () => server.stop());

/** The metrics after a request is answered come a moment after its answer. */
async function scrape(): Promise<Scrape> {
  await new Promise((resolve) => setTimeout(resolve, 20));
  return Scrape.of(server);
}

const authentications = (reason: string) => `tollgate_authentications_total{reason="${reason}"}`;
const requests = (route: string, status: string) =>
  `tollgate_http_request_duration_seconds_count{route="${route}",status="${status}"}`;
const operations = (type: string, field: string, outcome: string) =>
  `tollgate_graphql_operations_total{type="${type}",field="${field}",outcome="${outcome}"}`;

describe('the port', () => {
  test('is off unless it is set', async () => {
    const quiet = await TestServer.start();
    await quiet.stop();
    expect(quiet.log).not.toContain('Metrics are served');
  });

  test('serves GET /metrics in Prometheus’ text format, and nothing else', async () => {
    const url = metricsUrlOf(server);
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/metrics$/);
    const answer = await fetch(url);
    expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect((await fetch(url, { method: 'POST' })).status).toBe(405);
    for (const other of ['/', '/metrics/', '/graphql', '/health/ready', '/metricsx'])
      expect((await fetch(new URL(other, url))).status).toBe(404);
  });

  test('is not the API’s, which serves no metrics', async () => {
    expect((await http(server.url, { method: 'GET', path: '/metrics' })).status).toBe(404);
  });

  test('stops a start with a sentence where it is taken', async () => {
    const { port } = new URL(metricsUrlOf(server));
    const exposition = { contentType: 'text/plain', metrics: () => Promise.resolve('') };
    await expect(new MetricsServer(exposition, SILENT).listen('127.0.0.1', Number(port))).rejects.toThrow(
      `Metrics cannot be served on port ${port} of 127.0.0.1`,
    );
  });

  test('has the metrics of the process as Prometheus’ clients name them', async () => {
    const { text } = await scrape();
    for (const name of ['process_resident_memory_bytes', 'nodejs_eventloop_lag_seconds'])
      expect(text).toContain(name);
  });

  test('counts each server of a process for itself', async () => {
    const other = await TestServer.start(ON);
    try {
      await server.root.ask('{ viewer { username } }');
      expect((await Scrape.of(other)).value(authentications('accepted'))).toBe(0);
    } finally {
      await other.stop();
    }
  });
});

test('docs/monitoring.md lists every metric, and no other', async () => {
  const page = readFileSync(path.resolve(__dirname, '../../docs/monitoring.md'), 'utf8');
  const rows = [...page.matchAll(/^\| `(tollgate_\w+)` \|[^|]*\|(.*)\|$/gm)];
  const here = rows.filter(([row]) => !row.includes('PostgreSQL only')).map((row) => row[1]!);
  expect((await scrape()).names).toEqual(here.sort());
  const sources = ['metrics', 'state-metrics'].map((name) =>
    readFileSync(path.resolve(__dirname, `../../src/monitoring/${name}.ts`), 'utf8'),
  );
  const made = [...sources.join('').matchAll(/name: '(tollgate_\w+)'/g)].map((match) => match[1]!);
  expect(rows.map((row) => row[1]!).sort()).toEqual(made.sort());
});

describe('authentications', () => {
  test('every reason of a refusal has its series from the start', async () => {
    const source = readFileSync(path.resolve(__dirname, '../../src/authentication/verdict.ts'), 'utf8');
    const union = /type RefusalReason =([^;]+);/.exec(source)![1]!;
    const reasons = [...union.matchAll(/'(\w+)'/g)].map((match) => match[1]!);
    expect(reasons.length).toBeGreaterThan(10);
    const expected = [...reasons, 'accepted', 'anonymous', 'failed'];
    expect(Object.keys((await scrape()).series('tollgate_authentications_total')).sort()).toEqual(
      expected.map(authentications).sort(),
    );
  });

  test('are counted by what they come to, and timed where there is something to authenticate', async () => {
    await http(server.url, { method: 'GET', path: '/graphql?query=%7Bmeta%7Bversion%7D%7D' });
    await server.anonymous.as('junk').send('{ viewer { username } }');
    await server.anonymous.as(forge()).send('{ viewer { username } }');
    const metrics = await scrape();
    // Before the body is read, and once more when it is there.
    expect(metrics.value(authentications('anonymous'))).toBe(2);
    expect(metrics.value(authentications('malformedToken'))).toBe(1);
    expect(metrics.value(authentications('unknownToken'))).toBe(1);
    expect(metrics.value('tollgate_authentication_duration_seconds_count')).toBe(2);
  });

  test('that end without a verdict are counted as well', async () => {
    const database = new Database(server.config.databaseFile);
    database.exec('ALTER TABLE token RENAME TO gone');
    database.close();
    await server.root.send('{ viewer { username } }');
    expect((await scrape()).value(authentications('failed'))).toBe(1);
  });
});

describe('requests', () => {
  test('are timed by the route’s pattern and the class of the status', async () => {
    await server.anonymous.ask('{ meta { version } }');
    await http(server.url, { method: 'GET', path: '/api/v1/status' });
    await login(server, 'root', 'wrong');
    const metrics = await scrape();
    expect(metrics.value(requests('/graphql', '2xx'))).toBe(1);
    expect(metrics.value(requests('/api/v1/status', '2xx'))).toBe(1);
    expect(metrics.value(requests('/api/v1/login', '4xx'))).toBe(1);
  });

  test('for what is not there are all one', async () => {
    for (const path of ['/a', '/b/c', '/graphql/x', '/%00', '/api/v1/status/1?x=y'])
      await http(server.url, { method: 'GET', path });
    expect((await scrape()).value(requests('(none)', '4xx'))).toBe(5);
  });
});

describe('operations', () => {
  test('are counted by the schema’s field, whatever aliases and fragments hide it, and by what came of it', async () => {
    await server.root.ask(
      'query Mine { a: viewer { username } ...F } fragment F on Query { meta { version } }',
    );
    await server.anonymous.send('{ viewer { username } }');
    const metrics = await scrape();
    expect(metrics.value(operations('query', 'viewer', 'OK'))).toBe(1);
    expect(metrics.value(operations('query', 'meta', 'OK'))).toBe(1);
    expect(metrics.value(operations('query', 'viewer', 'UNAUTHENTICATED'))).toBe(1);
  });

  test('and all that goes with them are counted the same when they come again, which takes a shorter way', async () => {
    const counts = async () => {
      const before = await scrape();
      await server.root.send('{ a: viewer { username } user(id: "none") { id } users(search: 5) { id } }');
      await server.root.send('{ a: viewer { username } tokens(sortBy: Name, limit: 0) { totalResults } }');
      const after = await scrape();
      return ['graphql_operations_total', 'authentications_total', 'http_request_duration_seconds_count']
        .flatMap((name) => Object.entries(after.series(`tollgate_${name}`)))
        .map(([series, value]) => [series, value - (before.value(series) ?? 0)] as const)
        .filter(([, more]) => more > 0);
    };
    const first = await counts();
    expect(await counts()).toEqual(first);
    expect(Object.fromEntries(first)).toMatchObject({
      [operations('query', 'viewer', 'OK')]: 1,
      [operations('query', 'tokens', 'BAD_USER_INPUT')]: 1,
      [requests('/graphql', '2xx')]: 2,
    });
  });

  test('one field’s error is not another’s', async () => {
    await server.root.send(
      'mutation { good: addUserV2(input: { username: "ada" }) { __typename } bad: deleteToken(input: { id: "none" }) }',
    );
    const metrics = await scrape();
    expect(metrics.value(operations('mutation', 'addUserV2', 'OK'))).toBe(1);
    expect(metrics.value(operations('mutation', 'deleteToken', 'OK'))).toBeUndefined();
    expect(Object.keys(metrics.series('tollgate_graphql_operations_total'))).toHaveLength(2);
  });

  test('that do not fit the schema are all one, by their code', async () => {
    await server.root.send('{ nonsense }');
    await server.root.send('{ more nonsense here }');
    await server.root.send('{');
    const metrics = await scrape();
    expect(metrics.value(operations('(none)', '(none)', 'GRAPHQL_VALIDATION_FAILED'))).toBe(2);
    expect(metrics.value(operations('(none)', '(none)', 'GRAPHQL_PARSE_FAILED'))).toBe(1);
  });

  test('with variables that do not fit are counted under their field', async () => {
    await server.root.send('query ($id: String!) { user(id: $id) { id } }', { id: null });
    const series = Object.keys((await scrape()).series('tollgate_graphql_operations_total'));
    expect(series).toHaveLength(1);
    expect(series[0]).toContain('field="user"');
    expect(series[0]).not.toContain('OK');
  });
});

describe('the audit log’s backlog', () => {
  const sealing = 'tollgate_audit_unsealed_entries';

  test('tells how many entries are not sealed and since when, and how many have not arrived where', async () => {
    const folder = path.join(server.config.dataDirectory, 'out.ndjson');
    const forwarding = await TestServer.start({ ...ON, TOLLGATE_AUDIT_FILE: folder });
    try {
      const before = await Scrape.of(forwarding);
      expect(before.value(sealing)).toBeGreaterThan(0);
      expect(before.value('tollgate_audit_unforwarded_entries{sink="file"}')).toBe(before.value(sealing));
      forwarding.clock.advance(2 * MINUTE);
      const later = await Scrape.of(forwarding);
      if (later.value(sealing)! > 0)
        expect(later.value('tollgate_audit_oldest_unsealed_seconds')).toBeGreaterThanOrEqual(120);

      await forwarding.keepAuditLog();
      const after = await Scrape.of(forwarding);
      expect(after.value(sealing)).toBe(0);
      expect(after.value('tollgate_audit_oldest_unsealed_seconds')).toBe(0);
      expect(after.value('tollgate_audit_unforwarded_entries{sink="file"}')).toBe(0);
    } finally {
      await forwarding.stop();
    }
  });

  test('is left out while the database does not answer, and everything else is there', async () => {
    const database = new Database(server.config.databaseFile);
    database.exec('ALTER TABLE audit_entry RENAME TO gone');
    const metrics = await scrape();
    expect(metrics.value(sealing)).toBeUndefined();
    expect(metrics.value('tollgate_audit_oldest_unsealed_seconds')).toBeUndefined();
    expect(metrics.value('tollgate_changes_known')).toBe(1);
    expect(metrics.value(authentications('accepted'))).toBe(0);
    expect(metrics.text).toContain('process_cpu_seconds_total');

    database.exec('ALTER TABLE gone RENAME TO audit_entry');
    database.close();
    expect((await scrape()).value(sealing)).toBeGreaterThanOrEqual(0);
  });
});

describe('whatever is asked', () => {
  /** Paths, names and queries that would each be a series if anything of them were a label. */
  async function hostileTraffic(round: number): Promise<void> {
    const name = `x${round}y`;
    await Promise.all([
      http(server.url, { method: 'GET', path: `/${name}` }),
      http(server.url, { method: 'GET', path: `/graphql/${name}?${name}=1` }),
      http(server.url, { method: 'DELETE', path: `/api/v1/${name}` }),
      http(server.url, { method: 'OPTIONS', path: `/${name}`, headers: { origin: `http://${name}` } }),
      server.anonymous.send(`query ${name} { ${name}: viewer { username } }`),
      server.anonymous.send(`query ${name} { ${name} }`),
      server.anonymous.send(`mutation ${name} { ${name}: deleteToken(input: { id: "${name}" }) }`),
      server.anonymous.as(name).send('{ viewer { username } }'),
      server.anonymous.as(forge()).send('{ viewer { username } }'),
      server.anonymous.withHeaders({ authorization: `${name} ${name}` }).send('{ viewer { username } }'),
      login(server, name, name),
    ]);
  }

  test('there are no more series after it has been asked many other ways', async () => {
    await hostileTraffic(0);
    const before = await scrape();
    for (let round = 1; round <= 30; round++) await hostileTraffic(round);
    const after = await scrape();
    expect(after.seriesCount).toBe(before.seriesCount);
    expect(after.text).not.toMatch(/x\d+y/);
  });

  test('labels have none but the values of closed lists', async () => {
    await hostileTraffic(1);
    const metrics = await scrape();
    const labels = [...metrics.text.matchAll(/^tollgate_[^{ ]+\{([^}]*)\}/gm)].flatMap((match) =>
      [...match[1]!.matchAll(/(\w+)="/g)].map((label) => label[1]!),
    );
    expect([...new Set(labels)].sort()).toEqual([
      'cache',
      'field',
      'le',
      'outcome',
      'reason',
      'route',
      'status',
      'type',
    ]);
    expect(metrics.values('cache')).toEqual(['token']);
    expect(metrics.values('route')).toEqual(['(none)', '/api/v1/login', '/graphql']);
    expect(metrics.values('type')).toEqual(['(none)', 'mutation', 'query']);
    expect(metrics.values('field')).toEqual(['(none)', 'deleteToken', 'viewer']);
  });

  test('no token, secret, name, id or address is shown', async () => {
    const user = await server.seed.user('ada-lovelace');
    const personal = await server.seed.personalTokenOf(user);
    const token = await server.seed.organizationToken('ManageUsers', { name: 'nightly-export' });
    const repository = await server.seed.repository('payroll');
    const view = await server.seed.viewToken('ReadAccess', repository, { name: 'payroll-reader' });
    const filter = await server.seed.ipFilter('deny 127.0.0.1', 'no-locals');
    const refused = await server.seed.organizationToken('ManageUsers', { ipFilterId: filter.id });
    for (const each of [personal, token, view, refused]) await each.client.send('{ viewer { username } }');
    await server.anonymous
      .as(`${token.id}~${'0'.repeat(44)}`)
      .send('query ($q: String) { users(search: $q) { username } }', { q: 'ada-lovelace' });
    await login(server, 'ada-lovelace', 'correct horse battery');
    const { organization } = await server.root.ask('{ organization { id name } }');

    const { text } = await scrape();
    const secrets = [personal, token, view, refused].flatMap((each) => [
      each.token,
      ...each.token.split('~'),
    ]);
    const names = ['ada-lovelace', 'nightly-export', 'payroll', 'no-locals', 'correct horse', '127.0.0.1'];
    const ids = [user.id, repository.id, filter.id, organization.id];
    for (const hidden of [server.rootToken, ...server.rootToken.split('~'), ...secrets, ...names, ...ids])
      expect(text).not.toContain(hidden);
  });
});
