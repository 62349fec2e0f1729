/** POST /oauth2/introspect: whether a token works and what it may (RFC 7662), for services that take Tollgate's tokens. */
import formbody from '@fastify/formbody';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '../access/principal';
import { actedBy } from '../audit/actor';
import type { AuditLog } from '../audit/audit-log';
import type { TrustedProxies } from '../authentication/client-address';
import type { RequestAuthentication } from '../authentication/request-authentication';
import type {
  IntrospectedToken,
  Presented,
  TokenVerificationService,
  Verification,
} from '../authentication/token-verification.service';
import type { Clock } from '../kernel/clock';
import { badInput, DomainError } from '../kernel/domain-error';
import type { TellUnavailability } from '../kernel/unavailability';
import { introspectionAnswer, keepableSeconds } from './introspection-answer';
import { presentedOf } from './introspection-request';
import {
  answerOAuthErrors,
  sendInsufficientScope,
  sendMissingCredentials,
  sendRefusal,
} from './oauth-errors';
import { originOf } from './request-origin';
import { registerScope } from './route-scope';

export interface IntrospectionDependencies {
  readonly verification: TokenVerificationService;
  readonly authentication: RequestAuthentication;
  readonly auditLog: AuditLog;
  readonly clock: Clock;
  readonly trustedProxies: TrustedProxies;
  readonly tellUnavailability: TellUnavailability;
  /** For how long an answer may be kept at most, in seconds. */
  readonly verdictCacheSeconds: number;
}

const SINGLE = '/oauth2/introspect';
const BATCH = '/oauth2/introspect/batch';
/** How many tokens one batch may hold. */
export const GREATEST_BATCH = 100;
/** In bytes: far more than either needs. */
const BODY_LIMITS = { [SINGLE]: 16_384, [BATCH]: 131_072 } as const;

export function introspectionRoutes(dependencies: IntrospectionDependencies) {
  const { verification, authentication, auditLog, clock, trustedProxies } = dependencies;

  /** Who may ask; null where the refusal has been answered. */
  async function introspector(
    request: FastifyRequest,
    reply: FastifyReply,
    operation: string,
  ): Promise<Caller | null> {
    const origin = originOf(request, trustedProxies);
    const verdict = await authentication.authenticate(request.headers.authorization, origin.address, origin);
    if (verdict.kind === 'anonymous') {
      await authentication.recordMissingCredentials(origin, operation);
      await sendMissingCredentials(reply);
      return null;
    }
    if (verdict.kind === 'refused') {
      await sendRefusal(reply, verdict.reason);
      return null;
    }
    const caller = { principal: verdict.principal, origin };
    try {
      verification.assertMayIntrospect(caller);
    } catch (error) {
      if (!(error instanceof DomainError) || error.refusal === undefined) throw error;
      const { action, reason } = error.refusal;
      const event = { type: 'authorization.refused', action, operation, reason } as const;
      await auditLog.recordRefusal(actedBy(caller), event);
      await sendInsufficientScope(reply, 'IntrospectTokens', error.message);
      return null;
    }
    await authentication.recordUse(caller, operation);
    return caller;
  }

  function sayHowLong(reply: FastifyReply, verifications: readonly Verification<IntrospectedToken>[]): void {
    const seconds = keepableSeconds(verifications, clock.now(), dependencies.verdictCacheSeconds);
    void reply.header('cache-control', seconds === 0 ? 'no-store' : `private, max-age=${seconds}`);
  }

  function single(scope: FastifyInstance): void {
    scope.post(SINGLE, { bodyLimit: BODY_LIMITS[SINGLE] }, async (request, reply) => {
      const operation = `POST ${SINGLE}`;
      const caller = await introspector(request, reply, operation);
      if (caller === null) return reply;
      const presented = presentedOf(request.body);
      const verified = await verification.introspect(caller, presented, operation);
      sayHowLong(reply, [verified]);
      return introspectionAnswer(verified);
    });
  }

  function batch(scope: FastifyInstance): void {
    scope.post(BATCH, { bodyLimit: BODY_LIMITS[BATCH] }, async (request, reply) => {
      const operation = `POST ${BATCH}`;
      const caller = await introspector(request, reply, operation);
      if (caller === null) return reply;
      const verified: Verification<IntrospectedToken>[] = [];
      for (const presented of batchOf(request.body)) {
        verified.push(await verification.introspect(caller, presented, operation));
      }
      sayHowLong(reply, verified);
      return { results: verified.map(introspectionAnswer) };
    });
  }

  return function registerIntrospection(fastify: FastifyInstance): void {
    registerScope(fastify, 'introspection', async (forms) => {
      answerOAuthErrors(forms, dependencies.tellUnavailability);
      // A form and nothing else (RFC 7662, section 2.1): JSON is for the batch.
      forms.removeAllContentTypeParsers();
      await forms.register(formbody);
      single(forms);
    });
    registerScope(fastify, 'introspection-batch', (json) => {
      answerOAuthErrors(json, dependencies.tellUnavailability);
      batch(json);
    });
  };
}

/** All of them, or none: what one of them asks must not be guessed at. @throws DomainError BAD_USER_INPUT. */
function batchOf(body: unknown): Presented[] {
  const tokens = typeof body === 'object' && body !== null && 'tokens' in body ? body.tokens : undefined;
  if (!Array.isArray(tokens) || tokens.length === 0 || tokens.length > GREATEST_BATCH)
    throw badInput(`tokens must be a list of 1 to ${GREATEST_BATCH} questions.`);
  return tokens.map((parameters: unknown, i) => {
    try {
      return presentedOf(parameters);
    } catch (error) {
      throw error instanceof DomainError ? badInput(`tokens[${i}]: ${error.message}`) : error;
    }
  });
}
