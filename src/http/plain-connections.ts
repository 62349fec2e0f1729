/**
 * Answers plain requests (http/plain-request) as soon as they come, before Node's HTTP server has made objects, events
 * and streams of them, which costs more than a verdict does. A connection begins here. With the first request that
 * is not plain, or not one of the questions, all of it goes to Node's server, the bytes of that request included, and
 * stays there.
 */
import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import type { Answer } from '../direct-route';
import { newId } from '../kernel/ids';
import { areLogged, AskedDirectly } from './asked-directly';
import { plainAnswer } from './plain-answer';
import { type PlainRequest, readPlainRequest } from './plain-request';
import type { QuestionRoute } from './question';
import { RecordedAnswer } from './recorded-answer';
import { TurnWrites, type Unwritten } from './turn-writes';

/** What became of a request: its status, or null where the client went away before. */
export type WhenOver = (status: number | null) => void;

/** Is told of each request that is answered so, before it is. */
export type WatchPlain = (route: string) => WhenOver;

/** How much longer than it is told a connection is kept open, as Node does: a request may be on its way. */
const LONGER_KEPT_MS = 1_000;

interface Desk {
  readonly questions: readonly QuestionRoute[];
  readonly log: FastifyBaseLogger;
  readonly watch: WatchPlain;
  readonly writes: TurnWrites;
  /** How long a connection may say nothing, in milliseconds: before its first request, and between two. */
  readonly firstMs: number;
  readonly keepAliveMs: number;
  readonly toNode: (socket: Socket) => void;
}

class PlainConnection implements Unwritten {
  /** The answer that is to be written at the end of the turn. */
  private unwritten: Buffer | null = null;
  private isWaiting = false;
  private isClosing = false;
  private hasAnswered = false;

  constructor(
    private readonly socket: Socket,
    private readonly desk: Desk,
    private readonly whenGone: (connection: PlainConnection) => void,
  ) {
    socket.setTimeout(desk.firstMs);
    socket.on('data', this.onData);
    socket.on('end', this.close);
    socket.on('timeout', this.onTimeout);
    socket.on('error', this.onError);
    socket.on('close', this.onClose);
  }

  /** As soon as what was asked is answered. A client that has said all it has to say still listens. */
  readonly close = (): void => {
    this.isClosing = true;
    if (!this.isWaiting) this.end();
  };

  destroy(): void {
    this.socket.destroy();
  }

  private readonly onData = (bytes: Buffer): void => {
    // It has been ended, and nobody would hear the answer.
    if (!this.socket.writable) return;
    // The next request waits for the answer to the one before. Few clients send it before that, so only they cost a pause.
    if (this.isWaiting) {
      this.putBack(bytes);
      return;
    }
    const request = readPlainRequest(bytes, this.socket);
    if (request === null) {
      this.leave(bytes);
      return;
    }
    const question = this.desk.questions.find((candidate) => candidate.takes(request));
    if (question === undefined) this.leave(bytes);
    else this.answer(question, request);
  };

  private answer(question: QuestionRoute, request: PlainRequest): void {
    const { log, watch } = this.desk;
    const asked = new AskedDirectly(newId(), log);
    const isOver = watch(question.route);
    const answer = question.answer(request, request.body, asked);
    const isLate = answer instanceof RecordedAnswer || answer instanceof Promise;
    this.isWaiting = isLate;
    if (!isLate) this.send(asked, answer, isOver);
    else if (answer instanceof Promise) void answer.then((answer) => this.sendLate(asked, answer, isOver));
    else answer.whenDue((answer) => this.sendLate(asked, answer, isOver));
  }

  private sendLate(asked: AskedDirectly, answer: Answer, isOver: WhenOver): void {
    this.isWaiting = false;
    if (this.socket.writable) this.send(asked, answer, isOver);
    else isOver(null);
    if (this.isClosing) this.end();
    else if (this.socket.isPaused() && !this.socket.writableNeedDrain) this.socket.resume();
  }

  /** For whoever reads on. */
  private putBack(bytes: Buffer): void {
    this.socket.pause();
    this.socket.unshift(bytes);
  }

  private send(asked: AskedDirectly, answer: Answer, isOver: WhenOver): void {
    const { socket } = this;
    const { keepAliveMs, writes } = this.desk;
    // Another of the same turn comes first, whatever becomes of this one.
    this.writeNow();
    try {
      this.unwritten = plainAnswer(asked.id, answer, keepAliveMs);
      writes.add(this);
    } catch (error) {
      // Nobody above would catch it, and no verdict is a refusal.
      asked.log.error({ err: error }, 'A request failed.');
      socket.destroy();
      isOver(null);
      return;
    }
    isOver(answer.status);
    if (!this.hasAnswered) socket.setTimeout(keepAliveMs + LONGER_KEPT_MS);
    this.hasAnswered = true;
  }

  writeNow(): void {
    const { socket, unwritten } = this;
    this.unwritten = null;
    // Nothing, where it had to be written before the turn's end.
    if (unwritten === null || !socket.writable) return;
    // Who reads no answers is asked nothing more.
    if (!socket.write(unwritten)) socket.pause().once('drain', () => socket.resume());
  }

  private leave(bytes: Buffer): void {
    const { socket } = this;
    this.writeNow();
    socket.off('data', this.onData).off('end', this.close).off('timeout', this.onTimeout);
    socket.off('error', this.onError).off('close', this.onClose);
    socket.setTimeout(0);
    this.whenGone(this);
    this.putBack(bytes);
    this.desk.toNode(socket);
    socket.resume();
  }

  private readonly onTimeout = (): void => {
    if (!this.isWaiting) this.socket.destroy();
  };

  private readonly onError = (): void => {
    this.socket.destroy();
  };

  private readonly onClose = (): void => {
    this.whenGone(this);
  };

  /** What was answered is still sent. */
  private end(): void {
    this.writeNow();
    this.socket.destroySoon();
  }
}

function listenersOf(server: Server): ((socket: Socket) => void)[] {
  const listeners = server.listeners('connection') as ((socket: Socket) => void)[];
  if (listeners.length === 0) throw new Error('Node’s server does not listen to its connections.');
  return listeners;
}

/** To be called when everybody listens to the server who ever will. */
export function answerPlainRequests(
  fastify: FastifyInstance,
  questions: readonly QuestionRoute[],
  log: FastifyBaseLogger,
  watch: WatchPlain,
): void {
  // A line of each request takes a request of Node's.
  if (areLogged(log)) return;
  const { server } = fastify;
  const listeners = listenersOf(server);
  const open = new Set<PlainConnection>();
  let isOpen = true;
  const toNode = (socket: Socket): void => {
    for (const listener of listeners) listener.call(server, socket);
  };
  const { requestTimeout, keepAliveTimeout } = server;
  const desk: Desk = {
    questions,
    log,
    watch,
    toNode,
    writes: new TurnWrites(),
    firstMs: requestTimeout,
    keepAliveMs: keepAliveTimeout,
  };

  server.removeAllListeners('connection');
  server.on('connection', (socket: Socket) => {
    // A server that stops says so, which is Fastify's to do.
    if (isOpen) open.add(new PlainConnection(socket, desk, (gone) => open.delete(gone)));
    else toNode(socket);
  });
  // Of these connections Node's list of them knows nothing.
  const closeAllOfNodes = server.closeAllConnections.bind(server);
  server.closeAllConnections = () => {
    for (const connection of open) connection.destroy();
    closeAllOfNodes();
  };
  fastify.addHook('preClose', (done) => {
    isOpen = false;
    for (const connection of open) connection.close();
    done();
  });
}
