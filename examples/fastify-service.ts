/**
 * A Fastify service whose callers need tokens of Tollgate's. `npm run example:fastify` runs it; its settings are
 * TOLLGATE_URL, TOLLGATE_TOKEN_FILE and PORT.
 */
import Fastify, { type FastifyRequest } from 'fastify';
import { fastifyTollgate, TollgateClient } from 'tollgate/client';

async function start(): Promise<void> {
  const client = new TollgateClient({
    url: process.env['TOLLGATE_URL'] ?? 'http://localhost:8080',
    token: { file: process.env['TOLLGATE_TOKEN_FILE'] ?? 'service-token.txt' },
  });

  // Callers come straight to this service. Behind a proxy, name it in `trustProxy`, and nobody else: IP filters
  // are held against `request.ip`.
  const service = Fastify({ logger: true, trustProxy: false });
  await service.register(fastifyTollgate, { client, realm: 'Reports' });

  // Open to everybody, since it says so.
  service.get('/health', { config: { tollgate: false } }, () => ({ status: 'live' }));

  // Any good token.
  service.get('/me', ({ tollgate }) => ({ token: tollgate?.tokenName, user: tollgate?.username }));

  // A token that may read the repository or view that the address names.
  service.get(
    '/reports/:view',
    { config: { tollgate: { permission: 'ReadAccess', view: nameOfView } } },
    (request) => ({ view: nameOfView(request), for: request.tollgate?.tokenName }),
  );

  await service.listen({ host: '127.0.0.1', port: Number(process.env['PORT'] ?? 3000) });
}

function nameOfView(request: FastifyRequest): string {
  return (request.params as { view: string }).view;
}

void start();
