/**
 * The two lines that the operator's log has of every request: that it came, and what became of it. They
 * hold what is listed here and nothing else, so nothing has to be looked for in them and taken out.
 */
import { LogController, type FastifyBaseLogger, type FastifyReply, type FastifyRequest } from 'fastify';

export class RequestLog extends LogController {
  private readonly lines: FastifyBaseLogger;

  /** @param logger whose serializer says what of a request may be told. */
  constructor(logger: FastifyBaseLogger) {
    super();
    this.lines = logger.child({}, { redact: [] });
  }

  override incomingRequest(request: FastifyRequest): void {
    this.lines.info({ reqId: request.id, req: request }, 'incoming request');
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
    const { statusCode, elapsedTime: responseTime } = reply;
    this.lines.info({ reqId: request.id, res: { statusCode }, responseTime }, 'request completed');
  }
}
