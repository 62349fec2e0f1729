/** What a million tokens change: the same questions to a server with a thousand and one with a million. */
import { filledDatabase, type Filled } from '../filled-database';
import type { TollgateProcess } from '../harness/tollgate-process';
import { graphqlRequest, type GroupResult } from '../harness/load';
import { atMost, figureAtMost, type Line, type Row } from '../row';
import { PERMISSION } from '../seeded';
import { series, type Stand } from '../stand';
import { tokensQuery } from './graphql';
import { busy, introspectionRequests } from './over-http';

const FEW = 1_000;
const MEGABYTE = 1_000_000;

/** How many tokens “many” are in a run. */
export const manyOf = (stand: Stand): number => (stand.pace.quick ? 100_000 : 1_000_000);

/** A page as it is asked for, and in the other ways that the schema offers. */
const PAGES: readonly [what: string, given: string, target: Line['target']][] = [
  ['a page of 50', 'sortBy: Name', atMost(1.5)],
  ['a page of 50, by expiry, last first', 'sortBy: ExpirationDate, orderBy: DESC', null],
  ['a page of 50 from the middle', 'sortBy: Name, skip: 500', null],
  ['a page of 50 with a search', 'sortBy: Name, searchFilter: "team 42"', null],
];

async function run(stand: Stand): Promise<Line[]> {
  const many = manyOf(stand);
  const [withFew, withMany] = [await filledDatabase(FEW), await filledDatabase(many)];
  const cold = await verifying(stand, withFew, withMany);
  const [few, lots] = [
    await stand.tollgate({}, withFew.dataDirectory),
    await stand.tollgate({}, withMany.dataDirectory),
  ];
  const against = `${FEW.toLocaleString('en-GB')} tokens`;
  const named = (what: string) => `${what}, ${many.toLocaleString('en-GB')} tokens`;
  const lines: Line[] = [{ what: named('verify cold'), against, ...cold, target: atMost(1.3) }];
  // In a quick run what is judged, and no more.
  for (const [what, given, target] of PAGES.filter((page) => !stand.pace.quick || page[2] !== null)) {
    const ask = (server: TollgateProcess) => {
      // One at a time: how long one takes, and not how many wait for each other.
      const group = {
        ...busy(server.port, [graphqlRequest(server.rootToken, tokensQuery(given))]),
        connections: 1,
      };
      return (seconds: number) => stand.loadOne(group, seconds);
    };
    const results = await stand.inTurn({ few: ask(few), many: ask(lots) });
    const p50 = (all: GroupResult[]) => series(all, (result) => result.p50, 'ms');
    const [figure, reference] = [p50(results.many), p50(results.few)];
    lines.push({ what: named(what), figure, against, reference, target });
  }
  const [mostly, fewer] = [await resident(stand, lots, withMany), await resident(stand, few, withFew)];
  const memory = { what: named('resident memory'), figure: mostly, against, reference: fewer };
  return [
    ...lines,
    { ...memory, against: null, reference: null, target: figureAtMost(350) },
    { ...memory, target: atMost(1.2) },
  ];
}

/** Microseconds a token. */
async function verifying(
  stand: Stand,
  few: Filled,
  many: Filled,
): Promise<Pick<Line, 'figure' | 'reference'>> {
  const contestant = ({ dataDirectory, tokens }: Filled) =>
    stand.contestant('contestants/verifying.js', {
      dataDirectory,
      databaseUrl: null,
      cacheSize: 0,
      tokens: tokens.slice(0, FEW),
      permission: PERMISSION,
      callers: 1,
    });
  const [asFew, asMany] = [await contestant(few), await contestant(many)];
  const rates = await stand.inTurn({
    many: (seconds) => stand.stint(asMany, 'authenticate', seconds),
    few: (seconds) => stand.stint(asFew, 'authenticate', seconds),
  });
  await asFew.end();
  await asMany.end();
  const micros = (given: number[]) => series(given, (rate) => 1e6 / rate, 'µs');
  return { figure: micros(rates.many), reference: micros(rates.few) };
}

/** After all that, and after introspecting the same number of tokens: what is kept of those in use is no part of it. */
async function resident(stand: Stand, server: TollgateProcess, { service, tokens }: Filled) {
  const group = busy(server.port, introspectionRequests(service, tokens.slice(0, FEW)));
  const values: number[] = [];
  for (let round = 0; round < stand.pace.rounds; round++) {
    await stand.loadOne(group, stand.pace.seconds);
    values.push((await server.memory()).rss / MEGABYTE);
  }
  return { unit: 'MB', values };
}

export const million: Row = { name: 'million', title: 'A million tokens', run };
