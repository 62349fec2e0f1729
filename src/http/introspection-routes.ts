/** POST /oauth2/introspect and /oauth2/introspect/batch. */
import formbody from '@fastify/formbody';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { TrustedProxies } from '../authentication/client-address';
import type { TellUnavailability } from '../kernel/unavailability';
import { sendAnswer } from './answer';
import {
  BATCH_PATH,
  INTROSPECTION_PATH,
  type Introspection,
  type IntrospectionRequest,
} from './introspection';
import { answerOAuthErrors } from './oauth-errors';
import { dueAnswer } from './recorded-answer';
import { originOf } from './request-origin';
import { registerScope } from './route-scope';

export interface IntrospectionRoutesDependencies {
  readonly introspection: Introspection;
  readonly trustedProxies: TrustedProxies;
  readonly tellUnavailability: TellUnavailability;
}

/** In bytes: far more than a form needs. */
export const GREATEST_FORM = 16_384;
const GREATEST_BATCH_BODY = 131_072;

export function introspectionRoutes(dependencies: IntrospectionRoutesDependencies) {
  const { introspection, trustedProxies, tellUnavailability } = dependencies;

  const asked = (request: FastifyRequest): IntrospectionRequest => ({
    asked: request,
    authorization: request.headers.authorization,
    origin: originOf(request, trustedProxies),
  });

  return function registerIntrospection(fastify: FastifyInstance): void {
    registerScope(fastify, 'introspection', async (forms) => {
      answerOAuthErrors(forms, tellUnavailability);
      // A form and nothing else (RFC 7662, section 2.1): JSON is for the batch.
      forms.removeAllContentTypeParsers();
      await forms.register(formbody);
      forms.post(INTROSPECTION_PATH, { bodyLimit: GREATEST_FORM }, async (request, reply) =>
        sendAnswer(reply, await dueAnswer(introspection.answer(asked(request), () => request.body))),
      );
    });
    registerScope(fastify, 'introspection-batch', (json) => {
      answerOAuthErrors(json, tellUnavailability);
      json.post(BATCH_PATH, { bodyLimit: GREATEST_BATCH_BODY }, async (request, reply) =>
        sendAnswer(reply, await introspection.answerBatch(asked(request), request.body)),
      );
    });
  };
}
