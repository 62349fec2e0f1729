/** Where a request of Fastify's comes from. */
import type { FastifyRequest } from 'fastify';
import type { TrustedProxies } from '../authentication/client-address';
import { requestOrigin, type RequestOrigin } from '../authentication/request-origin';

export function originOf(request: FastifyRequest, trustedProxies: TrustedProxies): RequestOrigin {
  const { id: requestId, headers, socket } = request;
  return requestOrigin({ requestId, peer: socket.remoteAddress, headers }, trustedProxies);
}
