/** A receiver of webhooks on this machine, which keeps what it gets and can be made to fail in many ways. */
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Settings with which a server sends to receivers on this machine, and to no other address of it. */
export const TO_RECEIVERS = {
  TOLLGATE_IP_FILTER_WEBHOOKS: 'allow 127.0.0.1; allow ::1; deny all',
  TOLLGATE_WEBHOOKS_ALLOW_HTTP: 'true',
};

export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly message: any;
}

export type Plan = (response: ServerResponse) => void;

export const answer =
  (status: number, headers: Record<string, string> = {}): Plan =>
  (response) =>
    void response.writeHead(status, headers).end('said the receiver');
export const hang: Plan = () => undefined;

export class WebhookReceiver {
  readonly received: Received[] = [];
  /** What to do with the next requests; the rest are answered with `otherwise`. */
  readonly plan: Plan[] = [];
  otherwise: Plan = answer(204);
  private server: Server | undefined;
  private waiting: (() => void)[] = [];

  private constructor(
    private readonly host: string,
    private port: number,
  ) {}

  static async start(host = '127.0.0.1', port = 0): Promise<WebhookReceiver> {
    const receiver = new WebhookReceiver(host, port);
    await receiver.listen();
    return receiver;
  }

  get url(): string {
    return this.urlAt(this.host);
  }

  /** By another name of the same machine. */
  urlAt(host: string): string {
    return `http://${host.includes(':') ? `[${host}]` : host}:${this.port}/hooks`;
  }

  /** Resolves once so many requests have come in all. */
  async has(count: number): Promise<void> {
    while (this.received.length < count) await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  async listen(): Promise<void> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('error', () => undefined);
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const body = Buffer.concat(chunks).toString();
        const { url: path = '', headers } = request;
        this.received.push({ path, headers, body, message: JSON.parse(body) });
        (this.plan.shift() ?? this.otherwise)(response);
        for (const wake of this.waiting.splice(0)) wake();
      });
    });
    await new Promise<void>((resolve) => server.listen(this.port, this.host, resolve));
    this.port = (server.address() as AddressInfo).port;
    this.server = server;
  }

  async stop(): Promise<void> {
    const { server } = this;
    if (server === undefined) return;
    this.server = undefined;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}
