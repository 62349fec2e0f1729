/** A service as it might stand behind a proxy: answers what of a request reached it. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

export interface Reached {
  readonly method: string;
  readonly url: string;
  /** Names as they came, one line each. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly bytes: number;
  /** Of the body, in hexadecimal. */
  readonly sha256: string;
}

export class EchoService {
  private constructor(
    private readonly server: Server,
    readonly reached: Reached[],
  ) {}

  static async start(): Promise<EchoService> {
    const reached: Reached[] = [];
    const server = createServer((request, response) => {
      void buffer(request).then((body) => {
        const { method = '', url = '', rawHeaders } = request;
        const headers = rawHeaders.flatMap((name, index) =>
          index % 2 === 0 ? [[name, rawHeaders[index + 1] ?? ''] as const] : [],
        );
        const sha256 = createHash('sha256').update(body).digest('hex');
        reached.push({ method, url, headers, bytes: body.length, sha256 });
        response.end(JSON.stringify(reached.at(-1)));
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new EchoService(server, reached);
  }

  /** Host and port. */
  get address(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}
