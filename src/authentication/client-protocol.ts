/**
 * Whether a request came over TLS. Tollgate itself speaks plain HTTP, so only a proxy in front of it can say so,
 * and is believed where it is trusted, like with the client's address (client-address).
 */
import { parseSocketAddress } from '../ip-filters/ip-address';
import { isTrusted, type TrustedProxies } from './client-address';
import { forwardedElements, forwardedParameter, headerText, withoutBlanks } from './forwarded-header';
import type { ReceivedRequest } from './request-origin';

/**
 * As the nearest proxy, which is the last to write, says in `X-Forwarded-Proto` or `Forwarded`. Where both speak
 * they must agree: a proxy writes one of them and passes the other on as the client sent it.
 */
export function cameOverTls(
  { peer, headers }: Omit<ReceivedRequest, 'requestId'>,
  trusted: TrustedProxies,
): boolean {
  const address = parseSocketAddress(peer);
  if (address === undefined || !isTrusted(address, trusted)) return false;
  const said = [
    xForwardedProto(headerText(headers['x-forwarded-proto'])),
    forwardedProto(headerText(headers['forwarded'])),
  ].filter((protocol) => protocol !== undefined);
  return said.length > 0 && said.every((protocol) => protocol.toLowerCase() === 'https');
}

/** Undefined where the header says nothing. */
function xForwardedProto(header: string): string | undefined {
  return header === '' ? undefined : withoutBlanks(header.slice(header.lastIndexOf(',') + 1));
}

/** Undefined where the nearest proxy wrote of the address alone. */
function forwardedProto(header: string): string | undefined {
  const [nearest = ''] = forwardedElements(header);
  return forwardedParameter(nearest, 'proto');
}
