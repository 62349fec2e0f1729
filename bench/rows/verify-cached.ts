/** How fast a known token is judged in process, against what else could be asked in its place. */
import type { Child } from '../harness/child';
import { atLeast, type Line, type Row } from '../row';
import { seedTokens, PERMISSION } from '../seeded';
import { perSecond, type Stand } from '../stand';

const TOKENS = 100;
/** Counts are written once a second: a sample that is much shorter has all of that in it, or nothing. */
const LEAST_SECONDS = 1;

async function run(stand: Stand): Promise<Line[]> {
  const server = await stand.tollgate();
  const { tokens } = await seedTokens(server, TOKENS);
  await server.end();
  const { dataDirectory } = server;
  const place = { dataDirectory, databaseUrl: null, cacheSize: 20_000 };
  const tollgate = await stand.contestant('contestants/verifying.js', {
    ...place,
    tokens,
    permission: PERMISSION,
    callers: 1,
  });
  const hashing = await stand.contestant('contestants/hashing.js', { tokens });
  const jwt = await stand.contestant('fast-jwt.mjs', { tokens });
  const betterAuth = await stand.contestant('better-auth.mjs', { folder: stand.folder(), keys: TOKENS });
  const stint = (contestant: Child, what: string, seconds: number, before = 0) =>
    stand.stint(contestant, what, Math.max(LEAST_SECONDS, seconds), before);
  const contenders: Record<string, (seconds: number) => Promise<number>> = {
    tollgate: (seconds) => stint(tollgate, 'verify', seconds, TOKENS),
    sha256: (seconds) => stint(hashing, 'sha256', seconds),
    jwtCached: (seconds) => stint(jwt, 'cached', seconds),
    betterAuth: (seconds) => stint(betterAuth, 'verify', seconds),
  };
  if (!stand.pace.quick) contenders['jwt'] = (seconds) => stint(jwt, 'uncached', seconds);
  const rates = await stand.inTurn(contenders);
  const what = 'verify in process, cached';
  const of = (name: string) => rates[name] ?? [];
  const figure = perSecond(of('tollgate'));
  const line = (against: string, reference: number[], target: Line['target']): Line => ({
    what,
    figure,
    against,
    reference: perSecond(reference),
    target,
  });
  return [
    line('Better Auth verifyApiKey', of('betterAuth'), atLeast(250)),
    line('crypto.hash SHA-256 alone', of('sha256'), atLeast(0.4)),
    line('fast-jwt HS256, cached', of('jwtCached'), atLeast(1)),
    ...(stand.pace.quick ? [] : [line('fast-jwt HS256, uncached', of('jwt'), null)]),
  ];
}

export const verifyCached: Row = { name: 'verify-cached', title: 'Verify in process, cached', run };
