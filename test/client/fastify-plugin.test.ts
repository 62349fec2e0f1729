/** What is particular to Fastify: all routes are guarded but for those that are said not to be. */
import cors from '@fastify/cors';
import Fastify, { type FastifyInstance } from 'fastify';
import { fastifyTollgate } from '../../src/client/fastify-plugin';
import { TollgateUnavailableError } from '../../src/client/tollgate-unavailable-error';

const refusing = { verify: () => Promise.resolve({ active: false, reason: 'invalid_token' } as const) };
const authorization = 'Bearer caller';

let fastify: FastifyInstance;
let log: string;
beforeEach(async () => {
  log = '';
  fastify = Fastify({ logger: { stream: { write: (line: string) => (log += line) } } });
  await fastify.register(fastifyTollgate, { client: refusing });
});
afterEach(async () => fastify.close());

async function statusOf(url: string, method: 'GET' | 'HEAD' | 'POST' = 'GET'): Promise<number> {
  return (await fastify.inject({ method, url, headers: { authorization } })).statusCode;
}

test('a route that says nothing is guarded, in this scope and those within', async () => {
  fastify.get('/here', () => 'reached');
  await fastify.register((scope, _options, done) => {
    scope.get('/within', () => 'reached');
    done();
  });
  for (const url of ['/here', '/within', '/nowhere']) expect([url, await statusOf(url)]).toEqual([url, 401]);
  expect(await statusOf('/here', 'HEAD')).toBe(401);
});

test('a route is open where it says so, and knows nobody', async () => {
  fastify.get('/health', { config: { tollgate: false } }, (request) => ({ caller: request.tollgate }));
  const response = await fastify.inject({ url: '/health' });
  expect([response.statusCode, response.json()]).toEqual([200, { caller: null }]);
  expect(await statusOf('/health', 'HEAD')).toBe(200);
});

test('the body of whoever may not call is not looked at', async () => {
  fastify.post('/', () => 'reached');
  const response = await fastify.inject({
    method: 'POST',
    url: '/',
    headers: { authorization, 'content-type': 'application/json' },
    payload: 'no JSON',
  });
  expect(response.statusCode).toBe(401);
});

test('what keeps Tollgate from being asked is in the log', async () => {
  const silent = Fastify({ logger: { stream: { write: (line: string) => (log += line) } } });
  await silent.register(fastifyTollgate, {
    client: { verify: () => Promise.reject(new TollgateUnavailableError('timeout', 'It took too long.')) },
  });
  expect((await silent.inject({ url: '/', headers: { authorization } })).statusCode).toBe(503);
  expect(log).toContain('It took too long.');
  expect(log).not.toContain('caller');
  await silent.close();
});

test('another failure is the service’s own, and lets nobody through', async () => {
  const failing = Fastify();
  await failing.register(fastifyTollgate, { client: { verify: () => Promise.reject(new Error('broken')) } });
  failing.get('/', () => 'reached');
  expect((await failing.inject({ url: '/', headers: { authorization } })).statusCode).toBe(500);
  await failing.close();
});

test('what one caller is, the next is not', async () => {
  const identity = { tokenName: 'first' } as never;
  const verdicts = [{ active: true, identity } as const, { active: false, reason: 'invalid_token' } as const];
  const service = Fastify();
  await service.register(fastifyTollgate, { client: { verify: () => Promise.resolve(verdicts.shift()!) } });
  service.get('/', (request) => request.tollgate);
  expect((await service.inject({ url: '/', headers: { authorization } })).json()).toEqual(identity);
  expect((await service.inject({ url: '/', headers: { authorization } })).statusCode).toBe(401);
  await service.close();
});

test('browsers may ask beforehand what they may send, where CORS is set up first', async () => {
  const service = Fastify();
  await service.register(cors);
  await service.register(fastifyTollgate, { client: refusing });
  service.get('/', () => 'reached');
  const headers = { origin: 'https://example.com', 'access-control-request-method': 'GET' };
  expect((await service.inject({ method: 'OPTIONS', url: '/', headers })).statusCode).toBe(204);
  expect((await service.inject({ url: '/', headers })).statusCode).toBe(401);
  await service.close();
});
