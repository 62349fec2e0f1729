/**
 * Tollgate verifying tokens in its own process: the way of forward authentication without HTTP. With a cache
 * everything is judged anew each time (secret, status, expiry, policy, both IP filters, the permission, the
 * use counted), without one everything is read anew as well.
 */
import { OnceRecorded, whenRecorded } from '../../src/authentication/once-recorded';
import { requirementOf } from '../../src/authentication/token-requirement';
import { parseIpAddress } from '../../src/ip-filters/ip-address';
import type { Repeated } from '../harness/contestant';
import { inProcessServer, type ServerPlace } from '../in-process-server';
import { byCallers } from './callers';

interface Options extends ServerPlace {
  readonly tokens: readonly string[];
  readonly permission: string;
  /** How many questions are under way at a time. */
  readonly callers: number;
}

export async function prepare(options: Options): Promise<Record<string, Repeated>> {
  const { tokens, permission, callers } = options;
  const { authenticator, verification } = await inProcessServer(options);
  const address = parseIpAddress('127.0.0.1');
  const requirement = requirementOf(permission, null);
  const origin = { requestId: 'bench', clientAddress: '127.0.0.1', userAgent: null };
  let turn = 0;
  const next = () => tokens[turn++ % tokens.length] ?? '';

  async function verify(times: number): Promise<void> {
    for (let i = 0; i < times; i++) {
      const presented = { credentials: { kind: 'bearer', token: next() } as const, address, requirement };
      const verified = verification.forward(presented, null, origin, 'bench');
      // As the server's own routes do it: nobody is waited for who has answered.
      const isToWait = verified instanceof Promise || verified instanceof OnceRecorded;
      const { kind } = isToWait ? await whenRecorded(verified) : verified;
      if (kind !== 'accepted') throw new Error(`A token was ${kind}.`);
    }
  }

  async function authenticate(times: number): Promise<void> {
    for (let i = 0; i < times; i++) {
      const { kind } = await authenticator.authenticate({ kind: 'bearer', token: next() }, address);
      if (kind !== 'accepted') throw new Error(`A token was ${kind}.`);
    }
  }

  return { verify, authenticate: byCallers(authenticate, callers) };
}
