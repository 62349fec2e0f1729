/** What it costs to have an audit entry for every use, and not one for each minute with a count. */
import { atLeast, type Line, type Row } from '../row';
import { seedTokens } from '../seeded';
import { perSecond, series, type Stand } from '../stand';
import { busy, introspectionRequests, TOKENS } from './over-http';

/** More than a second, by which sealing is behind: each sample is to bear its own seals, and none of the one before. */
const LEAD_IN_SECONDS = 1.2;

async function run(stand: Stand): Promise<Line[]> {
  const prepared = async (settings: Record<string, string>) => {
    const server = await stand.tollgate(settings);
    const { service, tokens } = await seedTokens(server, TOKENS);
    const group = busy(server.port, introspectionRequests(service, tokens));
    return (seconds: number) => stand.loadOne(group, seconds, LEAD_IN_SECONDS);
  };
  const { every, counted } = await stand.inTurn({
    every: await prepared({ TOLLGATE_AUDIT_USAGE: 'every' }),
    counted: await prepared({}),
  });
  const [what, against] = ['introspection, an entry for every use', 'the same, counted by the minute'];
  const rate = (given: typeof every) => perSecond(given.map((result) => result.rate));
  const p99 = (given: typeof every) => series(given, (result) => result.p99, 'ms');
  return [
    { what, figure: rate(every), against, reference: rate(counted), target: atLeast(0.6) },
    { what: `${what}, p99`, figure: p99(every), against, reference: p99(counted), target: null },
  ];
}

export const every: Row = { name: 'every', title: 'Every use in the audit log', run };
