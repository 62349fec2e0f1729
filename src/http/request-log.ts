/**
 * The line that the operator's log has of every request: what it asked for and what became of it. It holds
 * what is listed here and nothing else, so nothing has to be looked for in it and taken out.
 */
import { LogController, type FastifyBaseLogger, type FastifyReply, type FastifyRequest } from 'fastify';

export class RequestLog extends LogController {
  private readonly lines: FastifyBaseLogger;

  /** @param logger whose serializer says what of a request may be told. */
  constructor(logger: FastifyBaseLogger) {
    super();
    this.lines = logger.child({}, { redact: [] });
  }

  /** That it came is told only to whoever looks for what never ends: nearly all are over within milliseconds. */
  override incomingRequest(request: FastifyRequest): void {
    if (!isQuiet(request)) this.lines.debug({ reqId: request.id, req: request }, 'incoming request');
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
    if (isQuiet(request)) return;
    const { statusCode, elapsedTime: responseTime } = reply;
    const line = { reqId: request.id, req: request, res: { statusCode }, responseTime };
    this.lines.info(line, 'request completed');
  }

  /** Its client went away before the answer was sent, of which Fastify says nothing. */
  requestAborted(request: FastifyRequest): void {
    if (!isQuiet(request))
      this.lines.info({ reqId: request.id, req: request }, 'request aborted by the client');
  }
}

const ABOVE_INFO: ReadonlySet<string> = new Set(['warn', 'error', 'fatal', 'silent']);

/** Of routes that ask for it, such as those of probes, there is a line only where something is wrong. */
function isQuiet({ log }: FastifyRequest): boolean {
  return ABOVE_INFO.has(log.level);
}
