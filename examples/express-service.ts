/**
 * An Express service whose callers need tokens of Tollgate's. `npm run example:express` runs it; its settings are
 * TOLLGATE_URL, TOLLGATE_TOKEN_FILE and PORT.
 */
import type { AddressInfo } from 'node:net';
import express, { type Request } from 'express';
import { expressTollgate, TollgateClient } from 'tollgate/client';

const client = new TollgateClient({
  url: process.env['TOLLGATE_URL'] ?? 'http://localhost:8080',
  token: { file: process.env['TOLLGATE_TOKEN_FILE'] ?? 'service-token.txt' },
});
const tokens = expressTollgate({
  client,
  realm: 'Reports',
  onUnavailable: (error) => console.error('Tollgate cannot be asked.', error),
});

const service = express();
// Callers come straight to this service. Behind a proxy, name it here, and nobody else: IP filters are held
// against `request.ip`.
service.set('trust proxy', false);

// Open to everybody: it stands before the middleware.
service.get('/health', (_request, response) => {
  response.json({ status: 'live' });
});

// Everything from here on takes a good token.
service.use(tokens());

service.get('/me', ({ tollgate }, response) => {
  response.json({ token: tollgate?.tokenName, user: tollgate?.username });
});

// A token that may read the repository or view that the address names.
service.get(
  '/reports/:view',
  tokens({ permission: 'ReadAccess', view: (request: Request<{ view: string }>) => request.params.view }),
  (request, response) => {
    response.json({ view: request.params.view, for: request.tollgate?.tokenName });
  },
);

const server = service.listen(Number(process.env['PORT'] ?? 3000), '127.0.0.1', () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Listening at http://${address}:${port}`);
});
