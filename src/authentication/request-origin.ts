/** Where a request comes from, read the same way for every route. */
import type { Origin } from '../access/principal';
import type { IpAddress } from '../ip-filters/ip-address';
import { clientAddress, type TrustedProxies } from './client-address';

export interface ReceivedRequest {
  readonly requestId: string;
  /** The socket's peer. */
  readonly peer: string | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

export interface RequestOrigin extends Origin {
  /** For the IP filters; undefined where it cannot be known, which no filter accepts. */
  readonly address: IpAddress | undefined;
}

export function requestOrigin(request: ReceivedRequest, trusted: TrustedProxies): RequestOrigin {
  const address = clientAddress(
    {
      peer: request.peer,
      xForwardedFor: request.headers['x-forwarded-for'],
      forwarded: request.headers['forwarded'],
    },
    trusted,
  );
  const userAgent = request.headers['user-agent'];
  return {
    requestId: request.requestId,
    address,
    clientAddress: address?.text ?? null,
    userAgent: typeof userAgent === 'string' ? userAgent : null,
  };
}
