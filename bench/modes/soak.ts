/**
 * `npm run bench -- soak [requests]`: a server kept busy for millions of requests of all kinds, its memory told
 * at each tenth. Fails where what it holds has grown from the second tenth to the last.
 */
import { graphqlRequest, type Group } from '../harness/load';
import type { Mode } from '../mode';
import { VIEWER } from '../rows/graphql';
import { authorizeRequests, introspectionRequests, TOKENS } from '../rows/over-http';
import { BAD_TOKENS } from '../bad-tokens';
import { seedTokens } from '../seeded';
import { Stand } from '../stand';

const REQUESTS = 5_000_000;
const TENTHS = 10;
const SECONDS = 5;
const MEGABYTE = 1_000_000;
const FORGERIES = 5_000;
/** Of the heap once garbage is collected: caches fill in the first tenth. */
const GREATEST_GROWTH = 1.1;

export const soak: Mode = async (pace, [given], say) => {
  const requests = Number(given ?? (pace.quick ? REQUESTS / 100 : REQUESTS));
  const stand = new Stand(pace);
  try {
    const server = await stand.tollgate({}, undefined, ['--expose-gc']);
    const { service, tokens } = await seedTokens(server, TOKENS);
    const bad = Object.values(BAD_TOKENS).flatMap((forge) =>
      Array.from({ length: FORGERIES }, (_, i) => forge(tokens[i % tokens.length] ?? '')),
    );
    const group = (connections: number, asked: string[], expect = 200): Group => ({
      ports: [server.port],
      connections,
      requests: asked,
      expect,
    });
    const groups = [
      group(32, introspectionRequests(service, tokens)),
      group(24, authorizeRequests(tokens)),
      group(4, authorizeRequests(bad), 401),
      group(4, [graphqlRequest(server.rootToken, VIEWER)]),
    ];
    const heaps: number[] = [];
    let done = 0;
    for (let tenth = 1; tenth <= TENTHS; tenth++) {
      const startedAt = performance.now();
      const before = done;
      while (done < (requests / TENTHS) * tenth) {
        const results = await stand.load(groups, SECONDS);
        done += results.groups.reduce((sum, { answered }) => sum + answered, 0);
      }
      const rate = (done - before) / ((performance.now() - startedAt) / 1_000);
      const { rss, heapUsed, external } = await server.memory();
      heaps.push(heapUsed);
      const megabytes = (bytes: number) => (bytes / MEGABYTE).toFixed(1).padStart(7);
      say(
        `${String(done).padStart(9)} requests, ${Math.round(rate)}/s: resident ${megabytes(rss)} MB, heap ${megabytes(heapUsed)} MB, external ${megabytes(external)} MB`,
      );
    }
    const growth = (heaps[TENTHS - 1] ?? NaN) / (heaps[1] ?? NaN);
    const isSteady = growth <= GREATEST_GROWTH;
    say(
      `heap of the last tenth to the second: ${growth.toFixed(2)}× (≤ ${GREATEST_GROWTH}: ${isSteady ? 'yes' : 'NO'})`,
    );
    if (!isSteady) process.exitCode = 1;
  } finally {
    await stand.end();
  }
};
