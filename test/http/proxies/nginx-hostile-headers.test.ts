/** Headers that make no sense, through a real nginx: they let nobody in, and everybody else is served as before. */
import { APPENDING, describeWithNginx, Nginx } from '../../support/nginx';
import type { SeededToken } from '../../support/seed';
import { TestServer } from '../../support/server';
import { addressesSeen, filteredToken, post, postRaw } from './requests';

const CLIENT = '127.0.0.5';
const ELSEWHERE = '10.0.0.1';

/** nginx itself refuses what is long, unless it is told to pass it on. */
const PATIENCE = [
  ['that refuses long headers', []],
  ['that passes long headers on', ['large_client_header_buffers 8 512k;']],
] as const;

const entries = (count: number) => Array.from({ length: count }, () => ELSEWHERE).join(', ');

const HEADERS: readonly (readonly [string, Record<string, string | string[]>])[] = [
  ['10,000 entries', { 'x-forwarded-for': entries(10_000) }],
  [
    '10,000 entries on a hundred lines',
    { 'x-forwarded-for': Array.from({ length: 100 }, () => entries(100)) },
  ],
  ['10,000 entries in Forwarded', { forwarded: `for=${entries(10_000)}` }],
  ['500 entries', { 'x-forwarded-for': entries(500) }],
  ['nothing', { 'x-forwarded-for': '' }],
  ['nothing, twice', { 'x-forwarded-for': ['', ''] }],
  ['commas', { 'x-forwarded-for': ',,,' }],
  ['a comma at the end', { 'x-forwarded-for': `${ELSEWHERE},` }],
  ['a name', { 'x-forwarded-for': 'unknown' }],
  ['a quote left open', { 'x-forwarded-for': `"${ELSEWHERE}` }],
  ['a quote left open in Forwarded', { forwarded: `for="${ELSEWHERE}` }],
  ['a bracket left open', { 'x-forwarded-for': `[::ffff:${ELSEWHERE}` }],
  ['a tab at the end', { 'x-forwarded-for': `${ELSEWHERE},\t` }],
  ['its own address ahead', { 'x-forwarded-for': `${CLIENT}, ${ELSEWHERE}` }],
  ['the proxy’s address', { 'x-forwarded-for': `${ELSEWHERE}, 127.0.0.1, 127.0.0.1` }],
];

describeWithNginx('nginx and hostile headers', () => {
  describe.each(PATIENCE)('an nginx %s', (_what, http) => {
    let server: TestServer;
    let nginx: Nginx;
    let token: SeededToken;
    beforeAll(async () => {
      server = await TestServer.start({ TRUSTED_PROXIES: '127.0.0.1' });
      nginx = await Nginx.start({ upstream: server.url, location: APPENDING, http });
      token = await filteredToken(server, `allow ${ELSEWHERE}`);
    });
    afterAll(async () => {
      await nginx.stop();
      await server.stop();
    });
    afterEach(async () => {
      const here = await filteredToken(server, `allow ${CLIENT}`);
      expect((await post(nginx.url, { token: here.token, from: CLIENT })).status).toBe(200);
      expect(addressesSeen(server, token)).not.toContain(ELSEWHERE);
    });

    test.each(HEADERS)('lets nobody in by %s', async (_name, headers) => {
      const { status } = await post(nginx.url, { token: token.token, from: CLIENT, headers });
      expect([400, 403, 431]).toContain(status);
    });

    test.each(HEADERS)('gets nobody round a refusal by %s', async (_name, headers) => {
      const denied = await filteredToken(server, `deny ${CLIENT}`);
      const { status } = await post(nginx.url, { token: denied.token, from: CLIENT, headers });
      expect([400, 403, 431]).toContain(status);
    });

    test.each([
      ['a NUL', [`X-Forwarded-For: ${ELSEWHERE}\0`]],
      ['a bare carriage return', [`X-Forwarded-For: 192.0.2.1\rX-Forwarded-For: ${ELSEWHERE}`]],
      ['a line folded the obsolete way', ['X-Forwarded-For: 192.0.2.1,', ` ${ELSEWHERE}`]],
      ['a blank before the colon', [`X-Forwarded-For : ${ELSEWHERE}`]],
      ['an underscore for a hyphen', [`X_Forwarded_For: ${ELSEWHERE}`]],
      ['bytes that are no text', [`X-Forwarded-For: ${ELSEWHERE}\xff`]],
      [
        'a second length, and a second request in the first',
        ['Content-Length: 0', '', 'GET /graphql HTTP/1.1'],
      ],
      ['a length in chunks as well', ['Transfer-Encoding: chunked']],
    ])('lets nobody in by %s', async (_what, lines) => {
      const { status } = await postRaw(nginx.url, token.token, lines);
      expect([0, 400, 403]).toContain(status);
    });
  });
});
