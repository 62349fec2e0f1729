/** A stand-in for LogScale's event collector, which can be made to fail, to hang and to go away. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export class Collector {
  /** The events of every request that was answered with success, in the order of their arrival. */
  readonly events: any[] = [];
  readonly authorizations: (string | undefined)[] = [];
  /** What to do with the next requests: take them by default. */
  readonly plan: ('refuse' | 'hang' | 'take and hang up')[] = [];
  requests = 0;
  private server: Server | undefined;
  private port = 0;

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async start(): Promise<void> {
    const server = createServer((request, response) => void this.answer(request, response));
    this.server = server;
    await new Promise<void>((resolve) => server.listen(this.port, '127.0.0.1', resolve));
    this.port = (server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    const { server } = this;
    if (server === undefined) return;
    this.server = undefined;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    this.requests += 1;
    this.authorizations.push(request.headers.authorization);
    switch (this.plan.shift()) {
      case 'refuse':
        response.writeHead(503).end('busy');
        return;
      case 'hang':
        return;
      case 'take and hang up':
        this.take(request, body);
        response.destroy();
        return;
      case undefined:
        this.take(request, body);
        response.writeHead(200, { 'content-type': 'application/json' }).end('{"text":"Success","code":0}');
    }
  }

  private take(request: IncomingMessage, body: string): void {
    if (request.url !== '/api/v1/ingest/hec') throw new Error(`Nothing is at ${request.url}.`);
    this.events.push(...body.split('\n').map((line) => JSON.parse(line) as unknown));
  }
}
