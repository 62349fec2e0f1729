/** `npm run bench -- profile`: where the server's time goes under load, as flame graphs in docs/performance. */
import { mkdirSync, writeFileSync } from 'node:fs';
import type { Profiler } from 'node:inspector';
import path from 'node:path';
import { flameGraph } from '../flame-graph';
import { PROJECT } from '../harness/child';
import { graphqlRequest } from '../harness/load';
import { MODULES } from '../harness/tollgate-process';
import type { Mode } from '../mode';
import { VIEWER } from '../rows/graphql';
import { busy, introspectionRequests, TOKENS } from '../rows/over-http';
import { seedTokens } from '../seeded';
import { Stand } from '../stand';

const FOLDER = 'docs/performance';
const SECONDS = 5;

export const profile: Mode = async (pace, _names, say) => {
  const stand = new Stand(pace);
  try {
    const server = await stand.tollgate({}, undefined, [], MODULES);
    const { service, tokens } = await seedTokens(server, TOKENS);
    const { port, rootToken } = server;
    mkdirSync(path.join(PROJECT, FOLDER), { recursive: true });
    for (const [name, title, requests] of [
      ['introspection', 'POST /oauth2/introspect', introspectionRequests(service, tokens)],
      ['graphql-viewer', 'GraphQL viewer', [graphqlRequest(rootToken, VIEWER)]],
    ] as const) {
      const group = busy(port, requests);
      await stand.loadOne(group, pace.warmUpSeconds);
      await server.child.ask('startProfile');
      const { rate } = await stand.loadOne(group, SECONDS);
      const taken = await server.child.ask<Profiler.Profile>('stopProfile');
      const file = path.join(FOLDER, `${name}.svg`);
      const caption = `${title}, ${group.connections} connections, Node ${process.versions.node}`;
      writeFileSync(path.join(PROJECT, file), flameGraph(taken, caption));
      say(`${file}: ${Math.round(rate)}/s while it was profiled`);
    }
  } finally {
    await stand.end();
  }
};
