/** Introspection and forward authentication over HTTP, against a server that only answers, and against oidc-provider. */
import { formRequest, httpRequest, type Group } from '../harness/load';
import { atLeast, atMost, type Line, type Row } from '../row';
import { PERMISSION, seedTokens } from '../seeded';
import { CONNECTIONS, perSecond, series, type Costed, type Stand } from '../stand';

export const TOKENS = 100;

interface Oidc {
  readonly port: number;
  readonly authorization: string;
  readonly tokens: readonly string[];
}

export function introspectionRequests(service: string, tokens: readonly string[]): string[] {
  return tokens.map((token) =>
    formRequest('/oauth2/introspect', `Bearer ${service}`, {
      token,
      address: '127.0.0.1',
      permission: PERMISSION,
    }),
  );
}

export function authorizeRequests(tokens: readonly string[]): string[] {
  return tokens.map((token) =>
    httpRequest('GET', `/authorize?permission=${PERMISSION}`, { authorization: `Bearer ${token}` }),
  );
}

export const busy = (port: number, requests: readonly string[], expect = 200): Group => ({
  ports: [port],
  connections: CONNECTIONS,
  requests,
  expect,
});

/** What the server answers to one of the requests; throws where it is not what the row is about. */
export async function introspected(url: string, service: string, token: string): Promise<string> {
  const response = await fetch(`${url}/oauth2/introspect`, {
    method: 'POST',
    headers: { authorization: `Bearer ${service}` },
    body: new URLSearchParams({ token, address: '127.0.0.1', permission: PERMISSION }),
  });
  const text = await response.text();
  if (!(JSON.parse(text) as { active: boolean }).active) throw new Error(`A token was refused: ${text}`);
  return text;
}

async function measure(
  stand: Stand,
  what: string,
  asked: (service: string, tokens: readonly string[]) => string[],
  answerOf: (url: string, service: string, token: string) => Promise<string>,
): Promise<Line[]> {
  const server = await stand.tollgate();
  const { service, tokens } = await seedTokens(server, TOKENS);
  const requests = asked(service, tokens);
  const answer = await answerOf(server.url, service, tokens[0] ?? '');
  const bare = await stand.peer<{ port: number }>('bare-http.mjs', { answer });
  const oidc = await stand.peer<Oidc>('oidc-provider.mjs');
  const oidcRequests = oidc.tokens.map((token) =>
    formRequest('/token/introspection', oidc.authorization, { token }),
  );
  const results = await stand.inTurn({
    tollgate: (seconds) => stand.loadAndCost(server, requests, seconds),
    bare: (seconds) => stand.loadAndCost(bare, requests, seconds),
    oidc: (seconds) => stand.loadAndCost(oidc, oidcRequests, seconds),
  });
  const rate = (given: Costed[]) => perSecond(given.map((result) => result.rate));
  const p99 = (given: Costed[]) => series(given, (result) => result.p99, 'ms');
  const cost = (given: Costed[]) => series(given, (result) => result.microsEach, 'µs');
  const line = (
    against: string,
    figure: Line['figure'],
    reference: Line['figure'],
    target: Line['target'],
    suffix = '',
  ): Line => ({ what: what + suffix, figure, against, reference, target });
  const { tollgate } = results;
  return [
    line('bare node:http', rate(tollgate), rate(results.bare), atLeast(0.7)),
    line('bare node:http', p99(tollgate), p99(results.bare), atMost(3), ', p99'),
    line('oidc-provider introspection', rate(tollgate), rate(results.oidc), atLeast(3.5)),
    line('bare node:http', cost(tollgate), cost(results.bare), null, ', processor time each'),
  ];
}

export const introspection: Row = {
  name: 'introspection',
  title: 'Introspection over HTTP',
  run: (stand) => measure(stand, 'POST /oauth2/introspect', introspectionRequests, introspected),
};

export const forwardAuth: Row = {
  name: 'authorize',
  title: 'Forward authentication over HTTP',
  run: (stand) =>
    measure(
      stand,
      'GET /authorize',
      (_service, tokens) => authorizeRequests(tokens),
      async (url, _service, token) => {
        const headers = { authorization: `Bearer ${token}` };
        const response = await fetch(`${url}/authorize?permission=${PERMISSION}`, { headers });
        if (response.status !== 200) throw new Error(`A token was refused: ${response.status}`);
        return response.text();
      },
    ),
};
