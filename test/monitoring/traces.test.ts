/** What a server sends to an OpenTelemetry collector, and that no collector can do it harm. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildServer } from '../support/built-server';
import { ServerProcess } from '../http/server-process';
import { forge } from '../support/forgery';
import { OtlpCollector, type TakenSpan } from './otlp-collector';

const SERVER_KIND = 2;
const ERROR = 2;

let data: string;
let server: ServerProcess;
let collector: OtlpCollector;
beforeAll(buildServer, 180_000);
beforeEach(() => (data = path.join(mkdtempSync(path.join(tmpdir(), 'tollgate-traces-')), 'data')));
afterEach(async () => {
  await server.end();
  await collector.stop();
  rmSync(path.dirname(data), { recursive: true, force: true });
});

async function start(
  behaviour: 'take' | 'hang' | 'refuse' = 'take',
  settings: Record<string, string> = {},
): Promise<void> {
  collector = await OtlpCollector.start(behaviour);
  server = await ServerProcess.start(data, {
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    OTEL_BSP_SCHEDULE_DELAY: '50',
    ...settings,
  });
}

/** A caller's own trace, which the server's spans are to be part of. */
class Caller {
  readonly traceId = randomBytes(16).toString('hex');
  readonly spanId = randomBytes(8).toString('hex');
  readonly headers = { traceparent: `00-${this.traceId}-${this.spanId}-01` };
}

const byName = (spans: readonly TakenSpan[], name: string) => spans.filter((span) => span.name === name);

test('a request has a span in its caller’s trace, and below it those of authentication and of GraphQL', async () => {
  await start();
  const caller = new Caller();
  await server.root.withHeaders(caller.headers).ask('query Mine { a: viewer { username } meta { version } }');

  const spans = await collector.trace(caller.traceId, 4);
  const [request] = byName(spans, 'POST /graphql');
  expect(request).toMatchObject({
    kind: SERVER_KIND,
    parentSpanId: caller.spanId,
    attributes: {
      'http.request.method': 'POST',
      'http.route': '/graphql',
      'http.response.status_code': 200,
      'url.scheme': 'http',
    },
  });
  // Before the body is read, and once more when it is there.
  expect(byName(spans, 'authenticate')).toHaveLength(2);
  for (const span of byName(spans, 'authenticate'))
    expect(span).toMatchObject({
      parentSpanId: request!.spanId,
      attributes: { 'tollgate.verdict': 'accepted' },
    });
  expect(byName(spans, 'graphql query')).toEqual([
    expect.objectContaining({
      parentSpanId: request!.spanId,
      attributes: {
        'graphql.operation.type': 'query',
        'tollgate.graphql.fields': ['viewer', 'meta'],
        'tollgate.graphql.outcome': 'OK',
      },
    }),
  ]);
  expect(spans).toHaveLength(4);
});

test('a refusal is told by its reason, and is no error of the server’s', async () => {
  await start();
  const caller = new Caller();
  await server.root.as(forge()).withHeaders(caller.headers).send('{ viewer { username } }');
  const spans = await collector.trace(caller.traceId, 2);
  expect(byName(spans, 'authenticate')[0]!.attributes).toEqual({ 'tollgate.verdict': 'unknownToken' });
  expect(byName(spans, 'POST /graphql')[0]!.attributes['http.response.status_code']).toBe(401);
  expect(spans.filter((span) => span.status.code === ERROR)).toEqual([]);
});

test('a request without a trace, or with one that cannot be read, begins its own; a probe has none', async () => {
  await start();
  await server.root.ask('{ meta { version } }');
  await server.root.withHeaders({ traceparent: 'nonsense' }).ask('{ meta { version } }');
  await fetch(`${server.url}/health/ready`);
  await fetch(`${server.url}/not/there?secret=1`);
  server.kill('SIGTERM');
  await server.exit;
  const requests = collector.spans.filter((span) => span.kind === SERVER_KIND);
  expect(requests.map((span) => span.name)).toEqual(['POST /graphql', 'POST /graphql', 'GET']);
  expect(requests.every((span) => !span.parentSpanId)).toBe(true);
  expect(new Set(requests.map((span) => span.traceId)).size).toBe(3);
});

test('the variables of OpenTelemetry’s SDK hold: name, attributes, headers, sampler', async () => {
  await start('take', {
    OTEL_SERVICE_NAME: 'tollgate-eu',
    OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=staging',
    OTEL_EXPORTER_OTLP_HEADERS: 'x-collector-key=for-the-collector',
    OTEL_TRACES_SAMPLER: 'parentbased_always_off',
  });
  const caller = new Caller();
  await server.root.ask('{ meta { version } }');
  await server.root.withHeaders(caller.headers).ask('{ meta { version } }');
  await collector.trace(caller.traceId, 4);
  expect(new Set(collector.spans.map((span) => span.traceId))).toEqual(new Set([caller.traceId]));
  expect(collector.resources[0]).toMatchObject({
    'service.name': 'tollgate-eu',
    'service.version': expect.any(String),
    'deployment.environment.name': 'staging',
  });
  expect(collector.headers[0]!['x-collector-key']).toBe('for-the-collector');
});

test('nothing that was sent holds a token, a secret, a name, a variable, an address or a query', async () => {
  await start();
  const { root } = server;
  const created = await root.ask(
    'mutation Nightly($n: String!) { createOrganizationPermissionsTokenV2(input: { name: $n, organizationPermissions: [ManageUsers] }) { token } }',
    { n: 'nightly-export' },
  );
  const { token } = created.createOrganizationPermissionsTokenV2;
  await root.as(token).send('mutation { addUserV2(input: { username: "ada-lovelace" }) { __typename } }');
  await root.as(`${token.slice(0, -1)}_`).send('{ viewer { username } }');
  await root.send('query Search($q: String) { aliased: users(search: $q) { username } }', { q: 'hopper' });
  await root.send('{ notAField(argument: "babbage") }');
  await fetch(`${server.url}/graphql?token=${token}`);
  await fetch(`${server.url}/${token}`);
  const body = JSON.stringify({ login: 'turing', password: 'correct horse battery' });
  const headers = { 'content-type': 'application/json', 'user-agent': 'curious-agent' };
  await fetch(`${server.url}/api/v1/login`, { method: 'POST', headers, body });
  server.kill('SIGTERM');
  await server.exit;

  expect(byName(collector.spans, 'POST /graphql').length).toBeGreaterThanOrEqual(5);
  const strings = [server.rootToken, token].flatMap((each: string) => [each, ...each.split('~')]);
  const names = [
    'nightly-export',
    'Nightly',
    'ada-lovelace',
    'aliased',
    'Search',
    'hopper',
    'notAField',
    'babbage',
  ];
  const others = [
    'turing',
    'correct horse',
    'curious-agent',
    'Bearer',
    'username',
    '127.0.0.1',
    'ManageUsers',
  ];
  for (const hidden of [...strings, ...names, ...others]) expect(collector.text).not.toContain(hidden);
  expect(collector.spans.flatMap((span) => span.events)).toEqual([]);
});

test.each(['hang', 'refuse'] as const)(
  'a collector that would %s slows no request, and holds up the stop for no more than a few seconds',
  async (behaviour) => {
    await start(behaviour, { TOLLGATE_SHUTDOWN_SECONDS: '20' });
    await server.root.ask('{ meta { version } }');
    await collector.isAsked();
    const began = performance.now();
    for (let i = 0; i < 20; i++) await server.root.ask('{ meta { version } }');
    expect(performance.now() - began).toBeLessThan(5_000);

    const stopping = performance.now();
    server.kill('SIGTERM');
    expect(await server.exit).toEqual({ code: 0, signal: null });
    expect(performance.now() - stopping).toBeLessThan(5_000);
    expect(server.log.at(-1).msg).toBe('Stopped.');
  },
);

test('a collector that is not there is said to be missing once, and is no reason not to start', async () => {
  collector = await OtlpCollector.start();
  server = await ServerProcess.start(data, {
    OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1',
    OTEL_EXPORTER_OTLP_TIMEOUT: '200',
    OTEL_BSP_SCHEDULE_DELAY: '50',
  });
  const LOST = 'Traces cannot be sent to the collector; they are lost until they can.';
  for (let i = 0; i < 3; i++) {
    await server.root.ask('{ meta { version } }');
    await server.says(LOST);
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  expect(server.log.filter((line) => line.msg === LOST)).toHaveLength(1);
});
