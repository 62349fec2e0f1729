/**
 * Who sent the head of a request, as the direct way has found it, for Fastify's way where the request is left to
 * it: so a request is authenticated as often either way.
 */
import type { IncomingMessage } from 'node:http';
import type { Principal } from '../access/principal';

export class AuthenticatedHeads {
  /** Keyed by the request and gone with it. */
  private readonly principals = new WeakMap<IncomingMessage, Principal | null>();

  /** @param principal null where it takes a question to the database, or other headers than Authorization, to tell. */
  keep(request: IncomingMessage, principal: Principal | null): void {
    this.principals.set(request, principal);
  }

  /** Once: what was so when the head came says nothing of later. Undefined where nothing was found out. */
  take(request: IncomingMessage): Principal | null | undefined {
    const principal = this.principals.get(request);
    if (principal !== undefined) this.principals.delete(request);
    return principal;
  }
}
