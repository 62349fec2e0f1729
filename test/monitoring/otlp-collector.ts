/** A stand-in for an OpenTelemetry collector, which takes spans over HTTP as JSON and can be made to hang or refuse. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface TakenSpan {
  readonly name: string;
  readonly kind: number;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | undefined;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly status: { readonly code?: number; readonly message?: string };
  readonly events: readonly unknown[];
}

export class OtlpCollector {
  readonly spans: TakenSpan[] = [];
  readonly resources: Readonly<Record<string, unknown>>[] = [];
  readonly headers: IncomingMessage['headers'][] = [];
  /** Everything that was sent, as it came. */
  text = '';
  requests = 0;

  private constructor(
    private readonly server: Server,
    private readonly behaviour: 'take' | 'hang' | 'refuse',
  ) {
    server.on(
      'request',
      (request: IncomingMessage, response: ServerResponse) => void this.answer(request, response),
    );
  }

  static async start(behaviour: 'take' | 'hang' | 'refuse' = 'take'): Promise<OtlpCollector> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new OtlpCollector(server, behaviour);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** The spans of one trace, once there are as many. */
  async trace(traceId: string, count: number): Promise<TakenSpan[]> {
    for (let i = 0; i < 200; i++) {
      const found = this.spans.filter((span) => span.traceId === traceId);
      if (found.length >= count) return found;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    throw new Error(`Of trace ${traceId} there are not ${count} spans: ${this.text}`);
  }

  /** Resolves when the first request has come, whatever becomes of it. */
  async isAsked(): Promise<void> {
    while (this.requests === 0) await new Promise((resolve) => setTimeout(resolve, 10));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    this.requests += 1;
    this.headers.push(request.headers);
    if (this.behaviour === 'hang') return;
    if (this.behaviour === 'refuse') {
      response.writeHead(503).end();
      return;
    }
    if (request.url !== '/v1/traces') throw new Error(`Nothing is at ${request.url}.`);
    this.text += body;
    for (const { resource, scopeSpans } of JSON.parse(body).resourceSpans) {
      this.resources.push(plain(resource.attributes));
      for (const { spans } of scopeSpans)
        for (const span of spans)
          this.spans.push({ ...span, attributes: plain(span.attributes), events: span.events ?? [] });
    }
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  }
}

function plain(attributes: readonly { key: string; value: any }[]): Record<string, unknown> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, plainValue(value)]));
}

function plainValue(value: any): unknown {
  if (value.arrayValue !== undefined) return (value.arrayValue.values ?? []).map(plainValue);
  return value.stringValue ?? value.intValue ?? value.boolValue ?? value.doubleValue;
}
