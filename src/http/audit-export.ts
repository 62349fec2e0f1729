/** GET /api/v1/audit/export: the sealed entries of the caller's organization as NDJSON, however many there are. */
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Caller } from '../access/principal';
import { actedBy } from '../audit/actor';
import type { AuditExport, ExportLine } from '../audit/audit-export';
import type { AuditLog } from '../audit/audit-log';
import type { TrustedProxies } from '../authentication/client-address';
import { CREDENTIALS_MISSING, refusalAnswer } from '../authentication/refusal-answer';
import type { RequestAuthentication } from '../authentication/request-authentication';
import type { CredentialsOf } from '../authentication/session-cookie';
import { DomainError } from '../kernel/domain-error';
import { refuse } from './refuse';
import { originOf } from './request-origin';

export interface AuditExportDependencies {
  readonly auditExport: AuditExport;
  readonly authentication: RequestAuthentication;
  readonly auditLog: AuditLog;
  readonly credentialsOf: CredentialsOf;
  readonly trustedProxies: TrustedProxies;
}

const OPERATION = 'GET /api/v1/audit/export';
const QUERY = {
  type: 'object',
  properties: { after: { type: 'string', pattern: '^\\d{1,15}$' } },
} as const;

export function auditExportRoute(dependencies: AuditExportDependencies) {
  const { auditExport, authentication, auditLog, credentialsOf, trustedProxies } = dependencies;

  /** Null where the refusal has been answered. */
  async function exporter(caller: Caller, reply: FastifyReply): Promise<Caller | null> {
    try {
      auditExport.assertMayExport(caller);
      return caller;
    } catch (error) {
      if (!(error instanceof DomainError) || error.refusal === undefined) throw error;
      const { action, reason } = error.refusal;
      await auditLog.recordRefusal(actedBy(caller), {
        type: 'authorization.refused',
        action,
        operation: OPERATION,
        reason,
      });
      await reply.code(403).type('text/plain; charset=utf-8').send(error.message);
      return null;
    }
  }

  return function registerAuditExportRoute(fastify: FastifyInstance): void {
    fastify.get<{ Querystring: { after?: string } }>(
      '/api/v1/audit/export',
      { schema: { querystring: QUERY } },
      async (request, reply) => {
        const origin = originOf(request, trustedProxies);
        const credentials = credentialsOf(request.headers);
        const verdict = await authentication.authenticate(credentials, origin.address, origin);
        if (verdict.kind === 'anonymous') {
          await authentication.recordMissingCredentials(origin, OPERATION);
          return refuse(reply, CREDENTIALS_MISSING);
        }
        if (verdict.kind === 'refused') return refuse(reply, refusalAnswer(verdict.reason));
        const caller = await exporter({ principal: verdict.principal, origin }, reply);
        if (caller === null) return reply;

        await authentication.recordUse(caller, OPERATION);
        void reply.header('cache-control', 'no-store').type('application/x-ndjson; charset=utf-8');
        const lines = auditExport.lines(caller, Number(request.query.after ?? 0));
        return reply.send(Readable.from(asText(lines), { objectMode: false }));
      },
    );
  };
}

/** A stream asks for the next line when the client has taken the ones before, so none pile up. */
async function* asText(lines: AsyncGenerator<ExportLine>): AsyncGenerator<string> {
  for await (const line of lines) yield `${JSON.stringify(line)}\n`;
}
