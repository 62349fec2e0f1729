/**
 * The line that the operator's log has of every request: what it asked for and what became of it. It holds
 * what is listed here and nothing else, so nothing has to be looked for in it and taken out.
 */
import type { IncomingMessage } from 'node:http';
import { LogController, type FastifyBaseLogger, type FastifyReply, type FastifyRequest } from 'fastify';
import { wasLeft } from './left-requests';

/** Fastify's or Node's: the logger's serializer says what of a request may be told. */
type LoggedRequest = FastifyRequest | IncomingMessage;

/** The lines themselves, whoever answers. */
export class RequestLines {
  private readonly lines: FastifyBaseLogger;

  constructor(logger: FastifyBaseLogger) {
    this.lines = logger.child({}, { redact: [] });
  }

  /** That it came is told only to whoever looks for what never ends: nearly all are over within milliseconds. */
  incoming(reqId: string, req: LoggedRequest): void {
    this.lines.debug({ reqId, req }, 'incoming request');
  }

  completed(reqId: string, req: LoggedRequest, statusCode: number, responseTime: number): void {
    this.lines.info({ reqId, req, res: { statusCode }, responseTime }, 'request completed');
  }

  /** Its client went away before the answer was sent. */
  aborted(reqId: string, req: LoggedRequest): void {
    this.lines.info({ reqId, req }, 'request aborted by the client');
  }
}

/** Has Fastify write them. */
export class RequestLog extends LogController {
  private readonly lines: RequestLines;

  constructor(logger: FastifyBaseLogger) {
    super();
    this.lines = new RequestLines(logger);
  }

  override incomingRequest(request: FastifyRequest): void {
    // Of one that was left to Fastify it has been told.
    if (!isQuiet(request) && !wasLeft(request.raw)) this.lines.incoming(request.id, request);
  }

  override requestCompleted(
    error: Error | null | undefined,
    request: FastifyRequest,
    reply: FastifyReply,
  ): void {
    // What an error brings with it is not listed.
    if (error !== null && error !== undefined) {
      super.requestCompleted(error, request, reply);
      return;
    }
    if (!isQuiet(request)) this.lines.completed(request.id, request, reply.statusCode, reply.elapsedTime);
  }

  /** Of which Fastify says nothing. */
  requestAborted(request: FastifyRequest): void {
    if (!isQuiet(request)) this.lines.aborted(request.id, request);
  }
}

const ABOVE_INFO: ReadonlySet<string> = new Set(['warn', 'error', 'fatal', 'silent']);

/** Of routes that ask for it, such as those of probes, there is a line only where something is wrong. */
function isQuiet({ log }: FastifyRequest): boolean {
  return ABOVE_INFO.has(log.level);
}
