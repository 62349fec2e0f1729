/** A server whose questions are answered by the tests, and which tells them what came by which way. */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { Answer } from '../../src/direct-route';
import { textAnswer } from '../../src/http/answer';
import { answerPlainRequests } from '../../src/http/plain-connections';
import type { QuestionRoute, RequestHead } from '../../src/http/question';
import { createHttpServer } from '../../src/http/server';
import { createLogger } from '../../src/logger';
import { RawConnection } from './raw-connection';

/** Published by Node for each request that its server handles, in this process. */
const STARTED = 'http.server.request.start';

interface Started {
  readonly request: IncomingMessage;
  readonly server: Server;
}

const textOf = (method = '', url = '', body: unknown = ''): string => `${method} ${url} ${String(body)}`;

export const atOnce = ({ method, url }: RequestHead, body: Buffer): Answer =>
  textAnswer(200, [], textOf(method, url, body));

export class PlainDesk {
  /** How the next questions are answered. */
  reply: QuestionRoute['answer'] = atOnce;
  /** What is done while the server stops, before it does not listen any more. */
  whileStopping: () => Promise<void> = () => Promise.resolve();
  /** The addresses of the questions, in turn. */
  readonly asked: (string | undefined)[] = [];
  /** Of each request that was watched, what was told of its end. */
  readonly watched: (number | null)[][] = [];
  /** The addresses of the requests that came to Node's server. */
  readonly byNode: (string | undefined)[] = [];
  /** The server's ends of its connections, in turn. */
  readonly sockets: Socket[] = [];
  /** Those that came to Node's server and whoever else listens to it. */
  readonly handedOver: Socket[] = [];

  private constructor(
    readonly fastify: FastifyInstance,
    private readonly logLines: string[],
  ) {}

  static async start(logLevel = 'info'): Promise<PlainDesk> {
    const lines: string[] = [];
    const log = createLogger(logLevel, { write: (line) => lines.push(line) });
    const fastify = await createHttpServer({ allowedOrigins: [] }, log, () => null);
    const desk = new PlainDesk(fastify, lines);
    fastify.addContentTypeParser('text/plain', { parseAs: 'string' }, (_request, body, done) =>
      done(null, body),
    );
    // The same question, when it comes by way of Node's server.
    fastify.all('/question/*', ({ method, url, body }) => textOf(method, url, body));
    fastify.all('/other', (request) => `other: ${request.body as string}`);
    fastify.server.on('connection', (socket) => desk.handedOver.push(socket));
    subscribe(STARTED, desk.onStarted);
    answerPlainRequests(fastify, [desk.question], log, (route) => desk.watch(route));
    fastify.server.prependListener('connection', (socket) => desk.sockets.push(socket));
    fastify.addHook('preClose', () => desk.whileStopping());
    await fastify.listen({ host: '127.0.0.1', port: 0 });
    return desk;
  }

  get url(): string {
    return this.fastify.listeningOrigin;
  }

  get log(): string {
    return this.logLines.join('');
  }

  /** The server's end of the connection that was opened last. */
  get socket(): Socket {
    return this.sockets.at(-1)!;
  }

  /** A client, once the server has its connection. */
  async connect(): Promise<RawConnection> {
    const count = this.sockets.length;
    const client = await RawConnection.open(this.url);
    await until(() => this.sockets.length > count);
    return client;
  }

  /** A client whose first question is being answered, until the test does so. */
  async hold(): Promise<{ client: RawConnection; later: Later }> {
    const [client, later] = [await this.connect(), new Later()];
    const asked = this.asked.length;
    this.reply = () => later.promise;
    client.send(FIRST);
    await until(() => this.asked.length > asked);
    this.reply = atOnce;
    return { client, later };
  }

  /** Until the server's end of the last connection has read so much. */
  read(bytes: number): Promise<void> {
    return until(() => this.socket.bytesRead >= bytes);
  }

  /** Ends the server; whatever happened, the end of each request was told, and once. */
  async stop(): Promise<void> {
    unsubscribe(STARTED, this.onStarted);
    await this.fastify.close();
    expect(this.watched.filter((ends) => ends.length !== 1)).toEqual([]);
    expect(this.watched).toHaveLength(this.asked.length);
  }

  private readonly onStarted = (message: unknown): void => {
    const { request, server } = message as Started;
    if (server === this.fastify.server) this.byNode.push(request.url);
  };

  private readonly question: QuestionRoute = {
    route: '/question/*',
    takes: ({ url }) => url?.startsWith('/question/') === true,
    answer: (head, body, asked) => {
      this.asked.push(head.url);
      return this.reply(head, body, asked);
    },
  };

  private watch(route: string): (status: number | null) => void {
    if (route !== this.question.route) throw new Error(`Nobody asked ${route}.`);
    const ends: (number | null)[] = [];
    this.watched.push(ends);
    return (status) => ends.push(status);
  }
}

/** An answer that the test gives when it likes. */
export class Later {
  readonly promise: Promise<Answer>;
  private resolve: (answer: Answer) => void = () => undefined;

  constructor() {
    this.promise = new Promise((resolve) => (this.resolve = resolve));
  }

  give(text: string): void {
    this.resolve(textAnswer(200, [], text));
  }
}

/** Turns of the event loop until something has come about; a test that waits for ever fails. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
}

/** What {@link PlainDesk.hold} asks. */
export const FIRST = 'GET /question/first HTTP/1.1\r\nHost: a\r\n\r\n';

export const asking = (what: string, ...headers: readonly string[]): string =>
  `${[`GET /question/${what} HTTP/1.1`, 'Host: a', ...headers].join('\r\n')}\r\n\r\n`;

export const posting = (what: string, body: string): string => postingTo(`/question/${what}`, body);

/** No question, and so for Node's server. */
export const other = (body: string): string => postingTo('/other', body);

const postingTo = (path: string, body: string): string =>
  `POST ${path} HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
