/** POST /oauth2/revoke: whoever holds a secret may end it (RFC 7009). */
import formbody from '@fastify/formbody';
import type { FastifyInstance } from 'fastify';
import type { TrustedProxies } from '../authentication/client-address';
import type { SecretHolderService } from '../authentication/secret-holder.service';
import type { TellUnavailability } from '../kernel/unavailability';
import { parameterOf, requiredTokenOf } from './introspection-request';
import { answerOAuthErrors } from './oauth-errors';
import { originOf } from './request-origin';
import { registerScope } from './route-scope';

export interface RevocationDependencies {
  readonly secretHolder: SecretHolderService;
  readonly trustedProxies: TrustedProxies;
  readonly tellUnavailability: TellUnavailability;
}

/** In bytes. */
const BODY_LIMIT = 16_384;

export function revocationRoute({
  secretHolder,
  trustedProxies,
  tellUnavailability,
}: RevocationDependencies) {
  return function registerRevocation(fastify: FastifyInstance): void {
    registerScope(fastify, 'revocation', async (forms) => {
      answerOAuthErrors(forms, tellUnavailability);
      forms.removeAllContentTypeParsers();
      await forms.register(formbody);
      forms.post('/oauth2/revoke', { bodyLimit: BODY_LIMIT }, async (request, reply) => {
        const token = requiredTokenOf(request.body);
        // Tokens and sessions are told apart by their form, so the hint is of no use.
        parameterOf(request.body, 'token_type_hint');
        await secretHolder.revoke(token, originOf(request, trustedProxies));
        // The same for a token that there is not (section 2.2).
        return reply.code(200).header('cache-control', 'no-store').send();
      });
    });
  };
}
