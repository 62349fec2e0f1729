/** What holds of a service behind a proxy that is set up as the guide says, whichever proxy it is. */
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { filteredToken, addressesSeen } from '../proxies/requests';
import { EchoService, type Reached } from '../../support/echo-service';
import { freePort } from '../../support/free-port';
import type { ProxyProgram } from '../../support/proxy-program';
import type { SeededDomain, SeededToken } from '../../support/seed';
import { TestServer } from '../../support/server';
import { PROJECT } from '../../support/shell-page';
import { send, type Sent } from './requests';

const CLIENT = '127.0.0.5';
const STRANGER = '127.0.0.6';
const ELSEWHERE = '10.0.0.1';
const MIB = 1_048_576;

/** Where the shipped configurations have things: what tests replace, and nothing else. */
const SHIPPED = { tollgate: '127.0.0.1:8080', service: '127.0.0.1:3000' };

export interface Behind {
  /** Hosts and ports. */
  readonly tollgate: string;
  readonly service: string;
}

/** A configuration as it is shipped, with the addresses of what stands behind it. */
export function shipped(file: string, behind: Behind): string {
  let text = readFileSync(path.join(PROJECT, 'docs/guides', file), 'utf8');
  for (const name of ['tollgate', 'service'] as const) {
    if (!text.includes(SHIPPED[name])) throw new Error(`${file} does not say where ${name} is.`);
    text = text.replaceAll(SHIPPED[name], behind[name]);
  }
  return text;
}

/** @param start starts the proxy. */
export function testGuardedService(start: (behind: Behind) => Promise<ProxyProgram>): void {
  let server: TestServer;
  let service: EchoService;
  let proxy: ProxyProgram;
  let orders: SeededDomain;
  let reader: SeededToken;
  beforeAll(async () => {
    server = await TestServer.start({ TRUSTED_PROXIES: '127.0.0.1' });
    service = await EchoService.start();
    proxy = await start({ tollgate: new URL(server.url).host, service: service.address });
    orders = await server.seed.repository('orders');
    reader = await server.seed.viewToken('ReadAccess', orders, { name: 'reads orders' });
  });
  afterAll(async () => {
    await proxy.stop();
    await service.stop();
    await server.stop();
  });
  beforeEach(() => service.reached.splice(0));

  const ask = (sent: Sent) => send(proxy.url, { path: '/', from: CLIENT, ...sent });

  /** Every value that the service might take for that of the header, were it to read `_` as `-`. */
  const seenAs = (name: string, reached: Reached): string[] =>
    reached.headers
      .filter((header) => header[0].toLowerCase().replaceAll('_', '-') === name.toLowerCase())
      .map((header) => header[1]);

  async function expectRefused(sent: Sent, statuses: readonly number[]): Promise<void> {
    const answer = await ask(sent);
    expect(statuses).toContain(answer.status);
    expect(service.reached).toEqual([]);
  }

  async function expectReached(sent: Sent): Promise<Reached> {
    const answer = await ask(sent);
    expect([answer.status, service.reached.length]).toEqual([200, 1]);
    return service.reached.splice(0)[0]!;
  }

  test('a token that holds what is needed reaches the service, which learns who it is and not its secret', async () => {
    const reached = await expectReached({ token: reader, path: '/some/path?and=query' });
    expect([reached.method, reached.url]).toEqual(['GET', '/some/path?and=query']);
    expect(seenAs('X-Tollgate-Token-Id', reached)).toEqual([reader.id]);
    expect(seenAs('X-Tollgate-Token-Name', reached)).toEqual(['reads%20orders']);
    expect(seenAs('X-Tollgate-Token-Domain', reached)).toEqual(['view']);
    expect(seenAs('X-Tollgate-Organization-Id', reached)).toEqual([expect.stringMatching(/^\w+$/)]);
    expect(JSON.stringify(reached)).not.toContain(reader.token);
  });

  test('a personal token brings its user', async () => {
    const reached = await expectReached({ token: server.rootToken });
    expect(seenAs('X-Tollgate-Token-Domain', reached)).toEqual(['personal']);
    expect(seenAs('X-Tollgate-User-Name', reached)).toEqual(['root']);
    expect(seenAs('X-Tollgate-User-Id', reached)).toEqual([expect.stringMatching(/^\w+$/)]);
  });

  test('names of the greatest length and of any script get through', async () => {
    const name = '𝔗'.repeat(253);
    const token = await server.seed.viewToken('ReadAccess', orders, { name });
    const reached = await expectReached({ token });
    expect(decodeURIComponent(seenAs('X-Tollgate-Token-Name', reached)[0]!)).toBe(name);
  });

  test('without a token the client is told how to come with one', async () => {
    const answer = await ask({});
    expect([answer.status, answer.headers['www-authenticate']]).toEqual([401, 'Bearer realm="Tollgate"']);
    expect(service.reached).toEqual([]);
  });

  test('a token that lacks what is needed is refused', async () => {
    const others = await server.seed.viewToken('ReadAccess', await server.seed.repository());
    await expectRefused({ token: others }, [403]);
    await expectRefused({ token: await server.seed.organizationToken('ManageUsers') }, [403]);
    await expectRefused({ token: await server.seed.viewToken('ChangeRetention', orders) }, [403]);
  });

  test('a token is refused on the very next request after it was revoked', async () => {
    const token = await server.seed.viewToken('ReadAccess', orders);
    await expectReached({ token });
    await server.root.ask('mutation ($id: String!) { deleteToken(input: { id: $id }) }', { id: token.id });
    await expectRefused({ token }, [401]);
  });

  test.each([
    ['HEAD', {}],
    ['OPTIONS', { origin: 'http://localhost:3000', 'access-control-request-method': 'GET' }],
    ['DELETE', {}],
    ['PROPFIND', {}],
  ])('%s needs a token like GET', async (method, headers) => {
    await expectRefused({ method, headers }, [401]);
    expect((await expectReached({ method, headers, token: reader })).method).toBe(method);
  });

  test.each([
    '/?permission=ReadAccess&view=orders',
    '/authorize?permission=',
    '/authorize',
    '//authorize',
    '/../authorize',
    '/%2e%2e/authorize',
    '/?%00',
    '/#',
  ])('what the client asks the service for is no question to Tollgate: %s', async (path) => {
    const lacking = await server.seed.organizationToken('ManageUsers');
    for (const sent of [
      { path, token: lacking },
      { path },
      { path, method: 'POST', body: 'permission=ManageUsers' },
    ])
      await expectRefused(sent, [400, 401, 403]);
  });

  test('headers that state requirements are of no use to the client', async () => {
    const lacking = await server.seed.organizationToken('ManageUsers');
    const headers = {
      'x-tollgate-require-permission': 'ManageUsers',
      'x-original-url': '/authorize',
      'x-original-method': 'GET',
      'x-rewrite-url': '/authorize',
      'x-forwarded-uri': '/authorize',
      'x-http-method-override': 'GET',
    };
    await expectRefused({ headers, token: lacking }, [403]);
  });

  describe('headers with which the client says that it is somebody else', () => {
    const NAMES = [
      'X-Tollgate-Token-Id',
      'X-Tollgate-Token-Name',
      'X-Tollgate-Token-Domain',
      'X-Tollgate-Organization-Id',
      'X-Tollgate-User-Id',
      'X-Tollgate-User-Name',
    ];
    const SPELLINGS: readonly (readonly [string, (name: string) => string])[] = [
      ['as they are', (name) => name],
      ['in small letters', (name) => name.toLowerCase()],
      ['in capitals', (name) => name.toUpperCase()],
      ['with underscores', (name) => name.replaceAll('-', '_')],
      ['with underscores, in small letters', (name) => name.replaceAll('-', '_').toLowerCase()],
      ['with one underscore at the front', (name) => name.replace('-', '_')],
      ['with one underscore at the end', (name) => name.replace(/-(?=[^-]*$)/, '_')],
    ];

    test.each(SPELLINGS)('never reach the service, written %s', async (_how, spelled) => {
      for (const value of ['forged', ['forged', 'forged twice']]) {
        const headers = Object.fromEntries(NAMES.map((name) => [spelled(name), value]));
        for (const token of [reader, server.rootToken])
          expect(JSON.stringify(await expectReached({ token, headers }))).not.toContain('forged');
      }
    });

    test('leave a token without a user without one', async () => {
      const headers = { 'X-Tollgate-User-Id': 'forged', 'X-Tollgate-User-Name': 'forged' };
      const reached = await expectReached({ token: reader, headers });
      for (const name of ['X-Tollgate-User-Id', 'X-Tollgate-User-Name'])
        expect(seenAs(name, reached)).toEqual([]);
    });

    test('are not kept by calling them a matter of the connection', async () => {
      const connection = `close, ${NAMES.join(', ')}`;
      const answer = await ask({ token: reader, headers: { connection } });
      // Nor are those of the proxy’s thrown away so.
      expect(answer.status).toBe(200);
      expect(seenAs('X-Tollgate-Token-Id', service.reached[0]!)).toEqual([reader.id]);
      const refused = await ask({ headers: { connection: 'close, Authorization' } });
      expect(refused.status).toBe(401);
    });
  });

  test('two Authorization headers get nobody through', async () => {
    for (const authorization of [
      [`Bearer ${reader.token}`, 'Bearer nothing'],
      ['Bearer nothing', `Bearer ${reader.token}`],
    ])
      await expectRefused({ headers: { authorization } }, [400, 401]);
  });

  describe('an IP filter', () => {
    const FORGED = {
      'x-forwarded-for': ELSEWHERE,
      'x-real-ip': ELSEWHERE,
      forwarded: `for=${ELSEWHERE}`,
    };

    async function filteredReader(rules: string): Promise<SeededToken> {
      const { id: ipFilterId } = await server.seed.ipFilter(rules);
      return server.seed.viewToken('ReadAccess', orders, { ipFilterId });
    }

    test('sees the client itself', async () => {
      const token = await filteredReader(`allow ${CLIENT}`);
      await expectReached({ token });
      await expectRefused({ token, from: STRANGER }, [403]);
      expect(addressesSeen(server, token)).toEqual([CLIENT, STRANGER]);
    });

    test('does not believe what the client says of itself', async () => {
      const token = await filteredReader(`allow ${ELSEWHERE}`);
      for (const headers of [
        FORGED,
        { 'x-forwarded-for': `${ELSEWHERE}, 127.0.0.1` },
        { forwarded: `for=${ELSEWHERE}` },
      ])
        await expectRefused({ token, headers }, [403]);
      expect(addressesSeen(server, token)).toEqual([CLIENT]);
    });

    test('does not refuse a client for what it says of itself', async () => {
      const token = await filteredReader(`allow ${CLIENT}`);
      const reached = await expectReached({ token, headers: FORGED });
      expect(seenAs('X-Forwarded-For', reached)).toEqual([CLIENT]);
      expect(seenAs('Forwarded', reached)).toEqual([]);
    });

    test('sees the client even if it calls the header a matter of the connection', async () => {
      const token = await filteredReader('allow 127.0.0.1');
      for (const hidden of ['X-Forwarded-For', 'x-forwarded-for, Forwarded, X-Real-IP'])
        await expectRefused({ token, headers: { connection: `close, ${hidden}` } }, [403]);
      expect(addressesSeen(server, token)).toEqual([CLIENT]);
    });

    test('sees the client however many headers come with it', async () => {
      const token = await filteredReader('allow 127.0.0.1');
      const headers = Object.fromEntries(Array.from({ length: 1_200 }, (_, i) => [`b${i}`, 'x']));
      await expectRefused({ token, headers }, [400, 403, 431, 500]);
    });

    test('that lets in nobody lets in nobody', async () => {
      await expectRefused({ token: await filteredToken(server, 'deny all') }, [403]);
    });
  });

  test.each([
    ['small', 64],
    ['longer than any that Tollgate takes', 3 * MIB],
  ])('a body that is %s reaches the service untouched', async (_what, bytes) => {
    const body = randomBytes(bytes);
    const reached = await expectReached({
      token: reader,
      method: 'POST',
      path: '/upload',
      headers: { 'content-type': 'application/octet-stream' },
      body,
    });
    expect([reached.method, reached.bytes, reached.sha256]).toEqual([
      'POST',
      bytes,
      createHash('sha256').update(body).digest('hex'),
    ]);
    expect(seenAs('Content-Type', reached)).toEqual(['application/octet-stream']);
    await expectRefused({ method: 'POST', body }, [401, 0]);
  });

  test('each request is on record, with the permission that was asked for', async () => {
    const token = await server.seed.viewToken('ReadAccess', orders);
    await expectReached({ token });
    expect(server.audit({ type: 'hashedtokens.use', actorTokenId: token.id })).toEqual([
      expect.objectContaining({
        clientAddress: CLIENT,
        details: expect.objectContaining({ permission: 'ReadAccess', viewId: orders.id }),
      }),
    ]);
  });

  test('while Tollgate cannot put the use on record, everybody is refused', async () => {
    const token = await server.seed.viewToken('ReadAccess', orders);
    const mend = await server.database.refuse({ before: 'INSERT ON "audit_entry"', message: 'no room' });
    await expectRefused({ token }, [500, 503]);
    await mend();
    await expectReached({ token });
  });

  test.each([400, 404, 429, 500, 503])('while Tollgate answers %d, everybody is refused', async (status) => {
    const failing = createServer((_request, response) => response.writeHead(status).end()).listen(
      0,
      '127.0.0.1',
    );
    await once(failing, 'listening');
    const { port } = failing.address() as AddressInfo;
    const asking = await start({ tollgate: `127.0.0.1:${port}`, service: service.address });
    try {
      const answer = await send(asking.url, { path: '/', token: reader, from: CLIENT });
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(service.reached).toEqual([]);
    } finally {
      await asking.stop();
      failing.close();
    }
  });

  test('while Tollgate is down, everybody is refused', async () => {
    const address = `127.0.0.1:${await freePort('127.0.0.1')}`;
    const asking = await start({ tollgate: address, service: service.address });
    try {
      const answer = await send(asking.url, { path: '/', token: reader, from: CLIENT });
      expect(answer.status).toBeGreaterThanOrEqual(500);
      expect(service.reached).toEqual([]);
    } finally {
      await asking.stop();
    }
  });
}
