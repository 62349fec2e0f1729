/** Requests that are answered past Fastify. */
import type { FastifyBaseLogger } from 'fastify';
import type { AskedRequest } from '../direct-route';

/** Its log is made for the one request in very many that fails. */
export class AskedDirectly implements AskedRequest {
  constructor(
    readonly id: string,
    private readonly serversLog: FastifyBaseLogger,
  ) {}

  get log(): FastifyBaseLogger {
    return this.serversLog.child({ reqId: this.id });
  }
}

/** Whether each has its line in the log, and not only what fails. */
export function areLogged({ level }: FastifyBaseLogger): boolean {
  return level === 'debug' || level === 'trace';
}
