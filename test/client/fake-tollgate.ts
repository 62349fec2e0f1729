/** Stands in for Tollgate where a test needs answers that a Tollgate in order does not give. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ReceivedQuestion {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly contentType: string | undefined;
  readonly form: Readonly<Record<string, string>>;
}

export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string | string[]>>;
  /** Sent as it is if it is text, else as JSON. */
  readonly body?: unknown;
}

/** What it does with a question: a reply, or something of its own with the response. */
export type Behaviour = (
  question: ReceivedQuestion,
  response: ServerResponse,
) => Reply | null | Promise<Reply | null>;

/** An active answer with everything in it; fields that are undefined are left out. */
export function active(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    active: true,
    scope: 'ReadAccess',
    client_id: 'id-of-the-token',
    sub: 'id-of-the-token',
    token_type: 'Bearer',
    iat: 1_767_000_000,
    token_id: 'id-of-the-token',
    token_name: 'reads logs',
    token_domain: 'view',
    organization_id: 'id-of-the-organization',
    permissions: [],
    views: [{ id: 'id-of-the-view', name: 'logs', permissions: ['ReadAccess'] }],
    ...changes,
  };
}

export const INACTIVE: Reply = {
  body: { active: false },
  headers: { 'cache-control': 'private, max-age=60' },
};

export class FakeTollgate {
  readonly questions: ReceivedQuestion[] = [];
  /** How many connections it has taken. */
  connections = 0;
  behaviour: Behaviour = () => INACTIVE;

  private constructor(private readonly server: Server) {
    server.on('connection', () => (this.connections += 1));
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      void this.answer(request, response);
    });
  }

  static async start(): Promise<FakeTollgate> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new FakeTollgate(server);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Answers every question with this. */
  replies(reply: Reply): void {
    this.behaviour = () => reply;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const question = {
      method: request.method ?? '',
      path: request.url ?? '',
      authorization: request.headers.authorization,
      contentType: request.headers['content-type'],
      form: Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString())),
    };
    this.questions.push(question);
    const reply = await this.behaviour(question, response);
    if (reply === null) return;
    response.writeHead(reply.status ?? 200, { 'content-type': 'application/json', ...reply.headers });
    response.end(typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body ?? {}));
  }
}

/** A client's clock that stands still until it is moved; either half by itself, too. */
export class FakeClock {
  private wall = Date.UTC(2026, 0, 5, 12);
  private passed = 0;

  now(): number {
    return this.wall;
  }

  elapsed(): number {
    return this.passed;
  }

  advance(milliseconds: number): void {
    this.wall += milliseconds;
    this.passed += milliseconds;
  }

  /** As when somebody sets the machine's date. */
  setDateForward(milliseconds: number): void {
    this.wall += milliseconds;
  }
}
