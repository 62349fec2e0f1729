/** Bad tokens by the thousand: how fast they are refused, and what they leave to those who present good ones. */
import { BAD_TOKENS } from '../bad-tokens';
import type { TollgateProcess } from '../harness/tollgate-process';
import { atLeast, type Line, type Row } from '../row';
import { seedTokens } from '../seeded';
import { CONNECTIONS, perSecond, type Stand } from '../stand';
import { authorizeRequests, busy, introspectionRequests, TOKENS } from './over-http';

/** So many that none is presented twice in a sample of a fast server. */
const FORGERIES = 20_000;
const HALF = CONNECTIONS / 2;

interface Way {
  readonly what: string;
  readonly requests: (tokens: readonly string[]) => string[];
  readonly refusedWith: number;
}

async function run(stand: Stand): Promise<Line[]> {
  const server = await stand.tollgate();
  const { service, tokens } = await seedTokens(server, TOKENS);
  const lines: Line[] = [];
  const ways: Way[] = [
    {
      what: 'introspection',
      requests: (given) => introspectionRequests(service, given),
      refusedWith: 200,
    },
    { what: 'GET /authorize', requests: authorizeRequests, refusedWith: 401 },
  ];
  for (const way of ways.slice(0, stand.pace.quick ? 1 : ways.length))
    lines.push(...(await flooded(stand, server, tokens, way)));
  return lines;
}

async function flooded(
  stand: Stand,
  server: TollgateProcess,
  tokens: readonly string[],
  { what, requests, refusedWith }: Way,
): Promise<Line[]> {
  const good = requests(tokens);
  const forged = Object.entries(BAD_TOKENS).map(([name, forge]) => {
    const some = Array.from({ length: FORGERIES }, (_, i) => forge(tokens[i % tokens.length] ?? ''));
    return { name, requests: requests(some) };
  });
  const alone = (some: string[], expect: number) => async (seconds: number) =>
    (await stand.loadOne(busy(server.port, some, expect), seconds)).rate;
  const half = { ports: [server.port], connections: HALF };
  const mixed = async (seconds: number) => {
    const { groups } = await stand.load(
      [
        { ...half, requests: good, expect: 200 },
        { ...half, requests: forged.flatMap((kind) => kind.requests), expect: refusedWith },
      ],
      seconds,
    );
    return groups[0]?.rate ?? NaN;
  };
  const contenders: Record<string, (seconds: number) => Promise<number>> = { good: alone(good, 200), mixed };
  for (const kind of forged) contenders[kind.name] = alone(kind.requests, refusedWith);
  const rates = await stand.inTurn(contenders);
  const { good: reference = [], mixed: amongBad = [] } = rates;
  return [
    ...forged.map(({ name }) => ({
      what: `${what}, refused for ${name}`,
      figure: perSecond(rates[name] ?? []),
      against: 'good ones',
      reference: perSecond(reference),
      target: atLeast(0.8),
    })),
    {
      what: `${what}, good ones on half of the connections beside bad ones`,
      figure: perSecond(amongBad),
      against: 'half of what good ones alone reach',
      reference: perSecond(reference.map((rate) => rate / 2)),
      // Where bad ones cost up to a quarter more, taking turns with them leaves eight ninths.
      target: atLeast(0.85),
    },
  ];
}

export const flood: Row = { name: 'flood', title: 'Bad tokens', run };
