/**
 * POST /api/v1/tokens/leaked: a secret scanner reports what it has found. What is real is revoked; the
 * answer is the same whatever was reported.
 */
import type { FastifyInstance } from 'fastify';
import type { TrustedProxies } from '../authentication/client-address';
import type { SecretHolderService } from '../authentication/secret-holder.service';
import { originOf } from './request-origin';

export interface LeakedTokensDependencies {
  readonly secretHolder: SecretHolderService;
  readonly trustedProxies: TrustedProxies;
}

interface Find {
  readonly token: string;
  readonly url?: string | null;
}

/** In bytes. */
const BODY_LIMIT = 262_144;
const GREATEST_REPORT = 100;

const FIND = {
  type: 'object',
  required: ['token'],
  properties: {
    token: { type: 'string', minLength: 1, maxLength: 1_024 },
    // Of any length and content: a report is not turned away for what it says of the place.
    url: { type: ['string', 'null'] },
  },
} as const;
const REPORT = {
  anyOf: [FIND, { type: 'array', minItems: 1, maxItems: GREATEST_REPORT, items: FIND }],
} as const;

export function leakedTokensRoute({ secretHolder, trustedProxies }: LeakedTokensDependencies) {
  return function registerLeakedTokens(fastify: FastifyInstance): void {
    fastify.post<{ Body: Find | readonly Find[] }>(
      '/api/v1/tokens/leaked',
      { bodyLimit: BODY_LIMIT, schema: { body: REPORT } },
      async (request, reply) => {
        const origin = originOf(request, trustedProxies);
        for (const { token, url } of [request.body].flat()) {
          await secretHolder.revokeLeaked(token, url ?? null, origin);
        }
        return reply.code(204).header('cache-control', 'no-store').send();
      },
    );
  };
}
