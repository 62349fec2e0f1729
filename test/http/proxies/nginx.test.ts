/** Behind a real nginx, a request comes from whom nginx got it from, and no header that a client sends changes that. */
import { APPENDING, describeWithNginx, Nginx, type NginxSettings } from '../../support/nginx';
import { TestServer } from '../../support/server';
import { addressesSeen, filteredToken, forgeries, post } from './requests';

const CLIENT = '127.0.0.5';
const STRANGER = '127.0.0.6';
const ELSEWHERE = '10.0.0.1';

/** RFC 7239 wants brackets and quotes around an IPv6 address; this is how nginx’s own pages write it. */
const FORWARDED_MAP = `map $remote_addr $forwarded_element {
  ~^[0-9.]+$ "for=$remote_addr";
  ~^[0-9A-Fa-f:.]+$ "for=\\"[$remote_addr]\\"";
  default "for=unknown";
}`;

interface Setup {
  readonly environment: Record<string, string>;
  readonly nginx?: Omit<NginxSettings, 'upstream'>;
  /** Where nginx finds the server, given its port, if not at the URL that the server tells. */
  readonly upstream?: (port: string) => string;
}

const SETUPS: readonly (readonly [string, Setup])[] = [
  ['appends to X-Forwarded-For', { environment: { TRUSTED_PROXIES: '127.0.0.1' } }],
  ['reaches the server over IPv6', { environment: { HOST: '::1', TRUSTED_PROXIES: '::1' } }],
  [
    'reaches a server on IPv4 and IPv6 over IPv4',
    {
      environment: { HOST: '::', TRUSTED_PROXIES: '127.0.0.1' },
      upstream: (port) => `http://127.0.0.1:${port}`,
    },
  ],
  [
    'appends to X-Forwarded-For and drops Forwarded',
    {
      environment: { TRUSTED_PROXIES: '127.0.0.1' },
      nginx: { location: [...APPENDING, 'proxy_set_header Forwarded "";'] },
    },
  ],
  [
    'replaces X-Forwarded-For',
    {
      environment: { TRUSTED_PROXIES: '127.0.0.1' },
      nginx: { location: ['proxy_set_header X-Forwarded-For $remote_addr;'] },
    },
  ],
  [
    'replaces Forwarded and drops X-Forwarded-For',
    {
      environment: { TRUSTED_PROXIES: '127.0.0.1' },
      nginx: {
        http: [FORWARDED_MAP],
        location: ['proxy_set_header Forwarded $forwarded_element;', 'proxy_set_header X-Forwarded-For "";'],
      },
    },
  ],
];

describeWithNginx('nginx', () => {
  describe.each(SETUPS)('that %s', (_how, { environment, nginx: settings, upstream }) => {
    let server: TestServer;
    let nginx: Nginx;
    beforeAll(async () => {
      server = await TestServer.start(environment);
      nginx = await Nginx.start({
        ...settings,
        upstream: upstream?.(new URL(server.url).port) ?? server.url,
      });
    });
    afterAll(async () => {
      await nginx.stop();
      await server.stop();
    });
    // This machine has one IPv6 address of its own: where the proxy calls from it, the proxy is trusted as it.
    const isProxyOnIpv6 = environment['HOST'] === '::1';

    test('tells the address of an IPv4 client', async () => {
      const token = await filteredToken(server, `allow ${CLIENT}`);
      expect((await post(nginx.url, { token: token.token, from: CLIENT })).status).toBe(200);
      expect(addressesSeen(server, token)).toEqual([CLIENT]);
      expect((await post(nginx.url, { token: token.token, from: STRANGER })).status).toBe(403);
      expect(addressesSeen(server, token)).toEqual([CLIENT, STRANGER]);
    });

    test('tells the address of an IPv6 client', async () => {
      const token = await filteredToken(server, 'allow ::1');
      expect((await post(nginx.urlOnIpv6, { token: token.token })).status).toBe(200);
      expect((await post(nginx.url, { token: token.token, from: CLIENT })).status).toBe(403);
      expect(addressesSeen(server, token)).toEqual(['::1', CLIENT]);
    });

    test.each(forgeries(ELSEWHERE))('lets nobody in by a forged %s', async (_name, headers) => {
      const token = await filteredToken(server, `allow ${ELSEWHERE}`);
      const clients = [
        { url: nginx.url, from: CLIENT },
        ...(isProxyOnIpv6 ? [] : [{ url: nginx.urlOnIpv6 }]),
      ];
      for (const { url, ...from } of clients) {
        expect((await post(url, { token: token.token, headers, ...from })).status).toBe(403);
      }
      expect(addressesSeen(server, token)).not.toContain(ELSEWHERE);
    });

    test.each(forgeries(ELSEWHERE))('gets nobody round a refusal by a forged %s', async (_name, headers) => {
      const token = await filteredToken(server, `deny ${CLIENT}`);
      expect((await post(nginx.url, { token: token.token, from: CLIENT, headers })).status).toBe(403);
      expect(addressesSeen(server, token)).not.toContain(ELSEWHERE);
    });

    if (isProxyOnIpv6) return;
    test('is not believed by way of anybody else: a client that reaches the server itself is who it is', async () => {
      const token = await filteredToken(server, `allow ${ELSEWHERE}`);
      const around = `http://127.0.0.1:${new URL(server.url).port}`;
      const headers = { 'x-forwarded-for': ELSEWHERE };
      expect((await post(around, { token: token.token, from: CLIENT, headers })).status).toBe(403);
      expect(addressesSeen(server, token)).toEqual([CLIENT]);
    });
  });

  describe('in front of a log-in', () => {
    let server: TestServer;
    let nginx: Nginx;
    beforeAll(async () => {
      server = await TestServer.start({
        TRUSTED_PROXIES: '127.0.0.1',
        TOLLGATE_ROOT_PASSWORD: 'correct horse battery staple',
      });
      nginx = await Nginx.start({ upstream: server.url, location: APPENDING });
    });
    afterAll(async () => {
      await nginx.stop();
      await server.stop();
    });

    const logIn = (login: string, password: string, from: string, headers = {}) =>
      post(nginx.url, { path: '/api/v1/login', body: { login, password }, from, headers });

    test('puts the client’s address on record', async () => {
      expect((await logIn('root', 'correct horse battery staple', CLIENT)).status).toBe(200);
      expect(server.audit({ type: 'user.signin' }).at(-1)?.clientAddress).toBe(CLIENT);
    });

    test('has a guesser wait, whatever addresses it claims, and nobody else behind the same proxy', async () => {
      const guess = (i: number) =>
        logIn(`nobody-${i}`, 'a guess', CLIENT, { 'x-forwarded-for': `10.0.${i}.1` });
      const statuses: number[] = [];
      for (let i = 0; i < 60; i++) statuses.push((await guess(i)).status);
      expect(new Set(statuses)).toEqual(new Set([401, 429]));
      expect(statuses.at(-1)).toBe(429);
      expect((await logIn('root', 'correct horse battery staple', STRANGER)).status).toBe(200);
    });
  });

  describe('that is not among the trusted proxies', () => {
    let server: TestServer;
    let nginx: Nginx;
    beforeAll(async () => {
      server = await TestServer.start();
      nginx = await Nginx.start({ upstream: server.url });
    });
    afterAll(async () => {
      await nginx.stop();
      await server.stop();
    });

    test('is taken for the client, and what it says for nothing', async () => {
      const token = await filteredToken(server, `allow ${CLIENT}; allow ${ELSEWHERE}`);
      const headers = { 'x-forwarded-for': ELSEWHERE };
      expect((await post(nginx.url, { token: token.token, from: CLIENT, headers })).status).toBe(403);
      expect(addressesSeen(server, token)).toEqual(['127.0.0.1']);
    });
  });
});
