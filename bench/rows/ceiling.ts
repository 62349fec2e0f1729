/** That the load generator is not what is measured: what it reaches where the server does next to nothing. */
import { httpRequest } from '../harness/load';
import { atLeast, type Line, type Row } from '../row';
import { CONNECTIONS, perSecond, type Stand } from '../stand';
import { busy } from './over-http';

interface Reached {
  readonly rate: number;
  readonly ownCore: number;
}

async function run(stand: Stand): Promise<Line[]> {
  const net = await stand.peer<{ port: number }>('bare-net.mjs');
  const http = await stand.peer<{ port: number }>('bare-http.mjs', { answer: '{"active":true}' });
  const autocannon = await stand.helper('autocannon.mjs');
  const requests = [httpRequest('GET', '/', {})];
  const asking = (port: number) => async (seconds: number) => {
    const { groups, ownCore } = await stand.load([busy(port, requests)], seconds);
    return { rate: groups[0]?.rate ?? NaN, ownCore };
  };
  const reached = await stand.inTurn<'own' | 'http' | 'autocannon', Reached>({
    own: asking(net.port),
    http: asking(http.port),
    autocannon: (seconds) =>
      // It counts whole seconds.
      autocannon.ask({ port: net.port, connections: CONNECTIONS, seconds: Math.max(2, Math.ceil(seconds)) }),
  });
  const rates = (given: Reached[]) => perSecond(given.map(({ rate }) => rate));
  const perCore = (given: Reached[]) => perSecond(given.map(({ rate, ownCore }) => rate / ownCore));
  return [
    {
      what: 'the generator, asking a bare net server',
      figure: rates(reached.own),
      against: 'asking a bare node:http server',
      reference: rates(reached.http),
      target: atLeast(1.2),
    },
    {
      what: 'requests for a second of the generator’s own processor time',
      figure: perCore(reached.own),
      against: 'autocannon',
      reference: perCore(reached.autocannon),
      target: atLeast(1),
    },
  ];
}

export const ceiling: Row = { name: 'ceiling', title: 'The load generator', run };
