/** Keeps a server busy over connections that stay open, and counts. */
import { Agent, request } from 'node:http';

export interface Rate {
  /** Answers a second. */
  readonly rate: number;
  /** Milliseconds from asking to the whole answer. */
  readonly p50: number;
  readonly p99: number;
  /** Answers with another status than 200. */
  readonly failed: number;
}

export interface Question {
  readonly url: string;
  readonly token: string;
  readonly query: string;
}

/** @param ask what to ask next, `connections` at a time, until the time is up. */
export async function load(ask: () => Question, connections: number, seconds: number): Promise<Rate> {
  const agent = new Agent({ keepAlive: true, maxSockets: Infinity });
  const times: number[] = [];
  let failed = 0;
  const startedAt = performance.now();
  const end = startedAt + seconds * 1_000;
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (performance.now() < end) {
        const askedAt = performance.now();
        if ((await send(agent, ask())) !== 200) failed += 1;
        times.push(performance.now() - askedAt);
      }
    }),
  );
  const elapsed = (performance.now() - startedAt) / 1_000;
  agent.destroy();
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.floor(times.length * share)] ?? NaN;
  return { rate: times.length / elapsed, p50: at(0.5), p99: at(0.99), failed };
}

function send(agent: Agent, { url, token, query }: Question): Promise<number> {
  return new Promise((resolve, reject) => {
    const body = JSON.stringify({ query });
    const asked = request(
      `${url}/graphql`,
      {
        agent,
        method: 'POST',
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
        },
      },
      (response) => {
        response.resume();
        response.on('end', () => resolve(response.statusCode ?? 0));
      },
    );
    asked.on('error', reject);
    asked.end(body);
  });
}
