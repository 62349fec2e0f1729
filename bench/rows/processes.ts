/**
 * Two and four servers over one PostgreSQL: what a known token costs each, in processor time, since two cores
 * cannot show more of them at full speed; and what the database is asked meanwhile.
 */
import { copyFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { ask, newDatabase } from '../../test/postgresql/database';
import type { TollgateProcess } from '../harness/tollgate-process';
import { atMost, figureAtMost, type Line, type Row } from '../row';
import { seedTokens } from '../seeded';
import { CONNECTIONS, perSecond, series, type Stand } from '../stand';
import { introspectionRequests } from './over-http';

const SERVERS = 4;
const TOKENS = 50;
/** Long enough for the uses that are first in their minute to be few. */
const LONG_SECONDS = 6;
const SECRETS = ['pepper', 'audit-key.pem'];
/** For longer than what servers do by themselves takes to come round. */
const IDLE_MS = 2_000;
/** PostgreSQL's own counters are told of within a second. */
const TOLD_MS = 1_500;

interface Sample {
  readonly rate: number;
  readonly microsEach: number;
}

async function run(stand: Stand): Promise<Line[]> {
  const databaseUrl = await newDatabase(await stand.cluster());
  const first = await stand.tollgate({ DATABASE_URL: databaseUrl });
  const { service, tokens } = await seedTokens(first, TOKENS);
  const servers = [first];
  while (servers.length < SERVERS) {
    const dataDirectory = path.join(stand.folder(), 'data');
    mkdirSync(dataDirectory, { mode: 0o700 });
    for (const name of SECRETS)
      copyFileSync(path.join(first.dataDirectory, name), path.join(dataDirectory, name));
    servers.push(await stand.tollgate({ DATABASE_URL: databaseUrl }, dataDirectory));
  }
  const requests = introspectionRequests(service, tokens);
  for (const { port } of servers)
    await stand.loadOne(
      { ports: [port], connections: CONNECTIONS, requests, expect: 200 },
      stand.pace.warmUpSeconds,
    );
  const idle = await idleCost(servers);
  const over = (count: number) => (seconds: number) =>
    measure(stand, servers.slice(0, count), requests, { seconds, idle });
  const samples = await stand.inTurn({ one: over(1), two: over(2), four: over(4) });

  const before = await transactions(databaseUrl);
  const group = { ports: servers.map(({ port }) => port), connections: CONNECTIONS, requests, expect: 200 };
  const { answered } = await stand.loadOne(group, Math.max(LONG_SECONDS, stand.pace.seconds));
  await wait(TOLD_MS);
  const asked = (await transactions(databaseUrl)) - before;

  const micros = (given: Sample[]) => series(given, ({ microsEach }) => microsEach, 'µs');
  const rates = (given: Sample[]) => perSecond(given.map(({ rate }) => rate));
  const cost = (what: string, given: Sample[], target: Line['target']): Line => ({
    what: `processor time a verified request, ${what}`,
    figure: micros(given),
    against: 'one server',
    reference: micros(samples.one),
    target,
  });
  const together = (what: string, given: Sample[]): Line => ({
    what: `introspection, ${what} together`,
    figure: rates(given),
    against: 'one server',
    reference: rates(samples.one),
    target: null,
  });
  return [
    cost('two servers', samples.two, atMost(1.1)),
    cost('four servers', samples.four, atMost(1.1)),
    together('two servers', samples.two),
    together('four servers', samples.four),
    {
      what: 'transactions of the database a verified request, four servers',
      figure: { unit: '', values: [asked / answered] },
      against: null,
      reference: null,
      target: figureAtMost(0.02),
    },
  ];
}

async function cpuOf(servers: readonly TollgateProcess[]): Promise<number> {
  const each = await Promise.all(servers.map((server) => server.cpuMicros()));
  return each.reduce((sum, one) => sum + one, 0);
}

/** Microseconds a millisecond that a server uses when nobody asks it anything. */
async function idleCost(servers: readonly TollgateProcess[]): Promise<number> {
  await wait(IDLE_MS);
  const [at, before] = [performance.now(), await cpuOf(servers)];
  await wait(IDLE_MS);
  return ((await cpuOf(servers)) - before) / (performance.now() - at) / servers.length;
}

/** @param idle what each server uses anyhow, which is no part of a request. */
async function measure(
  stand: Stand,
  servers: readonly TollgateProcess[],
  requests: readonly string[],
  { seconds, idle }: { seconds: number; idle: number },
): Promise<Sample> {
  const ports = servers.map(({ port }) => port);
  const group = { ports, connections: CONNECTIONS, requests, expect: 200 };
  const [at, before] = [performance.now(), await cpuOf(servers)];
  const { rate, answered } = await stand.loadOne(group, seconds);
  const used = (await cpuOf(servers)) - before - idle * servers.length * (performance.now() - at);
  return { rate, microsEach: used / answered };
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
