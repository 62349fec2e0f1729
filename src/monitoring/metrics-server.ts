/** GET /metrics on a port of its own: nothing that the API's callers can reach, and nothing else there. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Log } from '../kernel/log';

export interface Exposition {
  readonly contentType: string;
  metrics(): Promise<string>;
}

const PATIENCE_MS = 5_000;

export class MetricsServer {
  private readonly server: Server;

  constructor(
    private readonly exposition: Exposition,
    private readonly log: Log,
  ) {
    this.server = createServer(
      { requestTimeout: PATIENCE_MS, headersTimeout: PATIENCE_MS },
      (request, answer) => void this.answer(request, answer),
    );
  }

  /** @throws with a sentence for the operator when the port cannot be used. */
  async listen(host: string, port: number): Promise<void> {
    try {
      await new Promise<void>((resolve, reject) => {
        this.server.once('error', reject).listen(port, host, resolve);
      });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new Error(`Metrics cannot be served on port ${port} of ${host}: ${reason}.`, { cause: error });
    }
    const { address, port: taken, family } = this.server.address() as AddressInfo;
    const name = family === 'IPv6' ? `[${address}]` : address;
    this.log.info({ metrics: `http://${name}:${taken}/metrics` }, 'Metrics are served.');
  }

  async close(): Promise<void> {
    if (!this.server.listening) return;
    await new Promise((resolve) => {
      this.server.close(resolve);
      this.server.closeAllConnections();
    });
  }

  private async answer(request: IncomingMessage, answer: ServerResponse): Promise<void> {
    // Neither the text nor a reason is taken from the request.
    if (request.url?.split('?')[0] !== '/metrics') {
      answer.writeHead(404, TEXT).end('The metrics are at /metrics.\n');
      return;
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      answer.writeHead(405, { ...TEXT, allow: 'GET, HEAD' }).end('Metrics can only be read.\n');
      return;
    }
    try {
      const text = await this.exposition.metrics();
      answer.writeHead(200, { 'content-type': this.exposition.contentType, 'cache-control': 'no-store' });
      answer.end(request.method === 'HEAD' ? undefined : text);
    } catch (error) {
      this.log.error({ err: error }, 'The metrics could not be put together.');
      answer.writeHead(500, TEXT).end('The metrics could not be put together; the log says why.\n');
    }
  }
}

const TEXT = { 'content-type': 'text/plain; charset=utf-8' } as const;
