/** How long the server keeps what comes next waiting, when it is busy and not overwhelmed. */
import { atLeast, figureAtMost, type Line, type Row } from '../row';
import { seedTokens } from '../seeded';
import { perSecond, series, type Stand } from '../stand';
import { busy, introspectionRequests, TOKENS } from './over-http';

const SHARE = 0.8;
const GREATEST_MS = 20;
/** For a percentile of moments a sample has to be longer than for a rate. */
const LEAST_SECONDS = 1.5;

interface Delay {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

async function run(stand: Stand): Promise<Line[]> {
  const server = await stand.tollgate();
  const { service, tokens } = await seedTokens(server, TOKENS);
  const group = busy(server.port, introspectionRequests(service, tokens));
  const { samples } = await stand.inTurn({
    samples: async (seconds) => {
      const { rate: greatest } = await stand.loadOne(group, seconds);
      await server.child.ask('watchDelay');
      const asked = greatest * SHARE;
      const { groups } = await stand.load([group], Math.max(LEAST_SECONDS, seconds), asked);
      const { p99: latency, rate } = groups[0] ?? { p99: NaN, rate: NaN };
      return { ...(await server.child.ask<Delay>('delay')), latency, rate, asked };
    },
  });
  const line = (what: string, figure: Line['figure'], target: Line['target']): Line => ({
    what,
    figure,
    against: null,
    reference: null,
    target,
  });
  return [
    {
      what: 'introspections answered at 80 % load',
      figure: perSecond(samples.map(({ rate }) => rate)),
      against: 'asked for',
      reference: perSecond(samples.map(({ asked }) => asked)),
      target: atLeast(0.98),
    },
    line(
      'event-loop delay at 80 % load, p99',
      series(samples, ({ p99 }) => p99, 'ms'),
      figureAtMost(GREATEST_MS),
    ),
    line(
      'introspection at 80 % load, p99',
      series(samples, ({ latency }) => latency, 'ms'),
      null,
    ),
  ];
}

export const loopDelay: Row = { name: 'loop-delay', title: 'At 80 % load', run };
