/** What is particular to Express: who is told of failures, and that no failure is lost in a promise. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expressTollgate, type ExpressTollgateOptions } from '../../src/client/express-middleware';
import { TollgateUnavailableError } from '../../src/client/tollgate-unavailable-error';

const headers = { authorization: 'Bearer caller' };
const unavailable = new TollgateUnavailableError('timeout', 'It took too long.', 3);

/** Calls a server of Node's own that has the middleware before its answer; what it was told comes with that. */
async function call(
  options: ExpressTollgateOptions,
  before: RequestListener = () => undefined,
): Promise<{ status: number; text: string }> {
  const middleware = expressTollgate(options)<IncomingMessage>();
  const server = createServer((request, response) => {
    before(request, response);
    middleware(request, response, (error) => {
      response.statusCode = error === undefined ? 200 : 500;
      response.end(error instanceof Error ? error.message : 'reached');
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, { headers });
    return { status: response.status, text: await response.text() };
  } finally {
    server.closeAllConnections();
    await once(server.close(), 'close');
  }
}

test('who is to be told why Tollgate could not be asked is', async () => {
  const told: unknown[] = [];
  const answer = await call({
    client: { verify: () => Promise.reject(unavailable) },
    onUnavailable: (error, request) => told.push(error, request.url),
  });
  expect(answer.status).toBe(503);
  expect(told).toEqual([unavailable, '/']);
});

test('another failure is the service’s own, and lets nobody through', async () => {
  const answer = await call({ client: { verify: () => Promise.reject(new Error('broken')) } });
  expect(answer).toEqual({ status: 500, text: 'broken' });
});

test('a request that has been answered meanwhile is not answered again', async () => {
  const answer = await call(
    { client: { verify: () => Promise.reject(unavailable) } },
    (_request, response) => {
      response.statusCode = 504;
      response.end('Too late.');
    },
  );
  expect(answer).toEqual({ status: 504, text: 'Too late.' });
});
