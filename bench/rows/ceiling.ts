/** That the load generator is not what is measured: what it reaches where the server does next to nothing. */
import { createRequire } from 'node:module';
import path from 'node:path';
import { PROJECT } from '../harness/child';
import { httpRequest } from '../harness/load';
import { atLeast, type Line, type Row } from '../row';
import { perSecond, type Stand } from '../stand';
import { busy, CONNECTIONS } from './over-http';

type Autocannon = (options: {
  url: string;
  connections: number;
  duration: number;
}) => Promise<{ requests: { average: number } }>;

async function run(stand: Stand): Promise<Line[]> {
  const net = await stand.peer<{ port: number }>('bare-net.mjs');
  const http = await stand.peer<{ port: number }>('bare-http.mjs', { answer: '{"active":true}' });
  const requests = [httpRequest('GET', '/', {})];
  const autocannon = createRequire(path.join(PROJECT, 'bench/package.json'))('autocannon') as Autocannon;
  const rates = await stand.inTurn({
    own: async (seconds) => (await stand.loadOne(busy(net.port, requests), seconds)).rate,
    http: async (seconds) => (await stand.loadOne(busy(http.port, requests), seconds)).rate,
    // It counts whole seconds.
    autocannon: async (seconds) => {
      const options = {
        url: `http://127.0.0.1:${net.port}`,
        connections: CONNECTIONS,
        duration: Math.max(2, Math.ceil(seconds)),
      };
      return (await autocannon(options)).requests.average;
    },
  });
  const what = 'the generator, asking a bare net server';
  const figure = perSecond(rates.own);
  return [
    {
      what,
      figure,
      against: 'asking a bare node:http server',
      reference: perSecond(rates.http),
      target: atLeast(1.2),
    },
    {
      what,
      figure,
      against: 'autocannon in its place',
      reference: perSecond(rates.autocannon),
      target: null,
    },
  ];
}

export const ceiling: Row = { name: 'ceiling', title: 'The load generator', run };
