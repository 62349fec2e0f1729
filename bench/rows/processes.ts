/**
 * Two and four servers over one PostgreSQL: what a known token costs each, in processor time, and what the database
 * is asked meanwhile. On two cores servers take turns, and each finds the processor's caches full of the others';
 * so they are held against as many servers that share the cores in the same way, and no database.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { ask, newDatabase } from '../../test/postgresql/database';
import type { Load, LoadResult } from '../harness/load';
import type { TollgateProcess } from '../harness/tollgate-process';
import { atMost, figureAtMost, type Line, type Row } from '../row';
import { seedTokens } from '../seeded';
import { sharingServers } from '../sharing';
import { CONNECTIONS, perSecond, series, type Stand } from '../stand';
import { introspectionRequests } from './over-http';

const SERVERS = 4;
/** Of a quick run, in which to start them takes longer than to measure them. */
const FEWER_SERVERS = 2;
const TOKENS = 50;
/** Long enough for the uses that are first in their minute to be few. */
const LONG_SECONDS = 6;
const QUITE_LONG_SECONDS = 3;
/** For longer than what servers do by themselves takes to come round. */
const IDLE_MS = 2_000;
/** PostgreSQL's own counters are told of within a second. */
const TOLD_MS = 1_500;

interface Sample {
  readonly rate: number;
  readonly microsEach: number;
}

/** A server, and who asks it. */
interface Asked {
  readonly server: TollgateProcess;
  readonly group: Load['groups'][number];
}

async function run(stand: Stand): Promise<Line[]> {
  const cluster = await stand.cluster();
  const databaseUrl = await newDatabase(cluster);
  const { quick, seconds } = stand.pace;
  const count = quick ? FEWER_SERVERS : SERVERS;
  const together = await sharing(stand, databaseUrl, count);
  const apart: Asked[] = [];
  while (apart.length < count) {
    const server = await stand.tollgate({ DATABASE_URL: await newDatabase(cluster) });
    apart.push(asked(server, await requestsOf(server)));
  }
  for (const { group } of [...together, ...apart]) await stand.loadOne(group, stand.pace.warmUpSeconds);
  const idle = await idleCost([...together, ...apart], quick ? IDLE_MS / 4 : IDLE_MS);
  const over = (some: readonly Asked[]) => (seconds: number) => measure(stand, some, { seconds, idle });
  const contenders: Record<string, (seconds: number) => Promise<Sample>> = {
    one: over(together.slice(0, 1)),
    two: over(together.slice(0, 2)),
    twoApart: over(apart.slice(0, 2)),
  };
  if (!quick) Object.assign(contenders, { four: over(together), fourApart: over(apart) });
  const { one = [], two = [], twoApart = [], four = [], fourApart = [] } = await stand.inTurn(contenders);

  const before = await transactions(databaseUrl);
  const { groups } = await stand.load(
    groupsOf(together),
    Math.max(quick ? QUITE_LONG_SECONDS : LONG_SECONDS, seconds),
  );
  await wait(TOLD_MS);
  const transactionsAsked = (await transactions(databaseUrl)) - before;

  const micros = (given: Sample[]) => series(given, ({ microsEach }) => microsEach, 'µs');
  const rates = (given: Sample[]) => perSecond(given.map(({ rate }) => rate));
  const cost = (
    what: string,
    against: string,
    own: Sample[],
    others: Sample[],
    target: Line['target'],
  ): Line => ({
    what: `processor time a verified request, ${what}`,
    figure: micros(own),
    against,
    reference: micros(others),
    target,
  });
  const rate = (what: string, against: string, own: Sample[], others: Sample[]): Line => ({
    what: `introspection, ${what} together`,
    figure: rates(own),
    against,
    reference: rates(others),
    target: null,
  });
  const lines = (what: string, own: Sample[], others: Sample[]): Line[] => [
    cost(`${what} servers`, `${what} with a database each`, own, others, atMost(1.1)),
    cost(`${what} servers`, 'one server', own, one, null),
    rate(`${what} servers`, 'one server', own, one),
  ];
  return [
    ...lines('two', two, twoApart),
    ...(quick ? [] : lines('four', four, fourApart)),
    {
      what: `transactions of the database a verified request, ${quick ? 'two' : 'four'} servers`,
      figure: { unit: '', values: [transactionsAsked / answeredBy(groups)] },
      against: null,
      reference: null,
      target: figureAtMost(0.02),
    },
  ];
}

/** Servers over one database. */
async function sharing(stand: Stand, databaseUrl: string, count: number): Promise<Asked[]> {
  const servers = await sharingServers(
    stand,
    databaseUrl,
    Array.from({ length: count }, () => ({})),
  );
  const [first] = servers;
  if (first === undefined) return [];
  const requests = await requestsOf(first);
  return servers.map((server) => asked(server, requests));
}

async function requestsOf(server: TollgateProcess): Promise<string[]> {
  const { service, tokens } = await seedTokens(server, TOKENS);
  return introspectionRequests(service, tokens);
}

/** As many to each server as to one alone: the fewer there are, the fewer it finds to answer when it is woken. */
function asked(server: TollgateProcess, requests: readonly string[]): Asked {
  return { server, group: { ports: [server.port], connections: CONNECTIONS, requests, expect: 200 } };
}

const groupsOf = (some: readonly Asked[]) => some.map(({ group }) => group);

const answeredBy = (groups: LoadResult['groups']) => groups.reduce((sum, { answered }) => sum + answered, 0);

async function cpuOf(some: readonly Asked[]): Promise<number> {
  const each = await Promise.all(some.map(({ server }) => server.cpuMicros()));
  return each.reduce((sum, one) => sum + one, 0);
}

/** Microseconds a millisecond that a server uses when nobody asks it anything. */
async function idleCost(some: readonly Asked[], milliseconds: number): Promise<number> {
  await wait(milliseconds);
  const [at, before] = [performance.now(), await cpuOf(some)];
  await wait(milliseconds);
  return ((await cpuOf(some)) - before) / (performance.now() - at) / some.length;
}

/** @param idle what each server uses anyhow, which is no part of a request. */
async function measure(
  stand: Stand,
  some: readonly Asked[],
  { seconds, idle }: { seconds: number; idle: number },
): Promise<Sample> {
  const [at, before] = [performance.now(), await cpuOf(some)];
  const { groups } = await stand.load(groupsOf(some), seconds);
  const used = (await cpuOf(some)) - before - idle * some.length * (performance.now() - at);
  return { rate: groups.reduce((sum, { rate }) => sum + rate, 0), microsEach: used / answeredBy(groups) };
}

/** Of this database since it was made. */
async function transactions(url: string): Promise<number> {
  const [row] = await ask<{ count: string }>(
    url,
    'SELECT xact_commit + xact_rollback AS count FROM pg_stat_database WHERE datname = current_database()',
  );
  return Number(row?.count);
}

export const processes: Row = { name: 'processes', title: 'Several servers over PostgreSQL', run };
