/** Tollgate creating organization tokens in its own process, each durable with its audit entry before it is answered. */
import type { Repeated } from '../harness/contestant';
import { inProcessServer, type ServerPlace } from '../in-process-server';
import { byCallers } from './callers';

interface Options extends ServerPlace {
  readonly callers: number;
}

export async function prepare(options: Options): Promise<Record<string, Repeated>> {
  const { creation, root } = await inProcessServer(options);
  const caller = {
    principal: root,
    origin: { requestId: 'bench', clientAddress: '127.0.0.1', userAgent: null },
  };
  let made = 0;
  const create: Repeated = async (times) => {
    for (let i = 0; i < times; i++) {
      const name = `bench-${process.pid}-${++made}`;
      const { secret } = await creation.createOrganization(caller, { name, permissions: ['ViewUsage'] });
      if (secret === '') throw new Error('A token has no secret.');
    }
  };
  return { create: byCallers(create, options.callers) };
}
