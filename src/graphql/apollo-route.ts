/**
 * Hands requests of the GraphQL route to Apollo, and Apollo's answers back. What @as-integrations/fastify does
 * for any server; here the request's address is no URL that would have to be made for each, and nobody is
 * waited for twice.
 */
import { Readable } from 'node:stream';
import { HeaderMap, type ApolloServer, type HTTPGraphQLResponse } from '@apollo/server';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { RequestContext } from './request-context';

/** @param contextOf is asked once Apollo takes the request for one that a page could not have sent unasked. */
export function answerThroughApollo(
  apollo: ApolloServer<RequestContext>,
  contextOf: (request: FastifyRequest) => RequestContext,
): (request: FastifyRequest, reply: FastifyReply) => void {
  apollo.assertStarted('answerThroughApollo()');
  return (request, reply) => {
    const { method, body } = request;
    const httpGraphQLRequest = { method, body, headers: headersOf(request), search: searchOf(request.url) };
    // Apollo answers what this throws.
    const context = () => new Promise<RequestContext>((resolve) => resolve(contextOf(request)));
    apollo.executeHTTPGraphQLRequest({ httpGraphQLRequest, context }).then(
      (answer) => void send(reply, answer),
      (error: unknown) => void reply.send(error),
    );
  };
}

function headersOf({ headers }: FastifyRequest): HeaderMap {
  const map = new HeaderMap();
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined && value !== '')
      map.set(name, typeof value === 'string' ? value : value.join(', '));
  return map;
}

/** From the question mark on; where there is none, nothing has to be parsed. */
function searchOf(url: string): string {
  return url.includes('?') ? new URL(url, 'http://localhost/').search : '';
}

function send(reply: FastifyReply, { headers, body, status = 200 }: HTTPGraphQLResponse): FastifyReply {
  for (const [name, value] of headers) void reply.header(name, value);
  return reply.code(status).send(body.kind === 'complete' ? body.string : Readable.from(body.asyncIterator));
}
