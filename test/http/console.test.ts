/** The web console as it is served: the page under all its addresses, the files that it loads, and what browsers are told of both. */
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import { consoleRoutes } from '../../src/http/console';
import { createHttpServer } from '../../src/http/server';
import { createLogger } from '../../src/logger';
import { TestServer } from '../support/server';
import { http } from './http-client';

const PAGE = `<!doctype html>
<meta property="csp-nonce" nonce="__CSP_NONCE__">
<script type="module" nonce="__CSP_NONCE__" src="/assets/index-a1b2c3.js"></script>`;
const SCRIPT = `console.log('${'x'.repeat(2_000)}');`;

let folder: string;
let built: string;
const servers: FastifyInstance[] = [];
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'tollgate-console-'));
  built = path.join(folder, 'console');
  mkdirSync(path.join(built, 'assets/fonts'), { recursive: true });
  writeFileSync(path.join(folder, 'secret.txt'), 'a secret');
  writeFileSync(path.join(built, 'secret.txt'), 'a secret');
  writeFileSync(path.join(built, 'index.html'), PAGE);
  const assets = path.join(built, 'assets');
  writeFileSync(path.join(assets, 'index-a1b2c3.js'), SCRIPT);
  writeFileSync(path.join(assets, 'index-a1b2c3.js.gz'), gzipSync(SCRIPT));
  writeFileSync(path.join(assets, 'index-a1b2c3.js.br'), brotliCompressSync(SCRIPT));
  writeFileSync(path.join(assets, 'small-d4e5f6.css'), 'a{}');
  writeFileSync(path.join(assets, 'icon-a7b8.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  writeFileSync(path.join(assets, '.hidden'), 'a secret');
  writeFileSync(path.join(assets, 'fonts/index.html'), 'a secret');
});
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
  rmSync(folder, { recursive: true, force: true });
});

async function serve(): Promise<string> {
  const log = createLogger('silent');
  const server = await createHttpServer({ allowedOrigins: [] }, log, () => null);
  servers.push(server);
  consoleRoutes(built)(server);
  return server.listen({ host: '127.0.0.1', port: 0 });
}

const get = (url: string, at: string, headers: Record<string, string> = {}) =>
  http(url, { method: 'GET', path: at, headers });

/** As it is sent: fetch would tidy the path, ask for compression by itself and undo it. */
function raw(
  url: string,
  at: string,
  headers: Record<string, string> = {},
  method = 'GET',
): Promise<{ status: number; headers: Record<string, string | string[] | undefined>; body: Buffer }> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    request({ hostname, port, path: at, method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode!, headers: response.headers, body: Buffer.concat(chunks) }),
      );
    })
      .on('error', reject)
      .end();
  });
}

const directives = (policy: string | null) =>
  Object.fromEntries(
    (policy ?? '').split(';').map((directive) => {
      const [name, ...values] = directive.trim().split(' ');
      return [name, values.join(' ')];
    }),
  );

const nonceIn = (page: string) => /<script[^>]* nonce="([^"]*)"/.exec(page)?.[1];

describe('the page', () => {
  test.each([
    '/',
    '/?from=mail',
    '/tokens',
    '/tokens/',
    '/tokens/abc/permissions',
    '/ip-filters/x',
    '/security-policies',
    '/audit-log/a/b/c/d',
    '/people/ada.lovelace',
    '/groups',
    '/roles/1',
    '/account',
    '/sign-in?next=%2Ftokens',
  ])('is at %s', async (at) => {
    const answer = await get(await serve(), at);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const nonce = nonceIn(answer.text);
    expect(answer.text).toBe(PAGE.replaceAll('__CSP_NONCE__', nonce!));
    expect(answer.headers.get('content-security-policy')).toContain(`'nonce-${nonce}'`);
  });

  test.each([
    '/token',
    '/tokensX',
    '/nothing',
    '/index.html',
    '/secret.txt',
    '/console',
    '/graphqll',
    '/api/v1/x',
  ])('is not at %s', async (at) => {
    const answer = await get(await serve(), at);
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(answer.headers.get('permissions-policy')).toBeNull();
  });

  test('has another nonce in each answer', async () => {
    const url = await serve();
    const nonces = new Set<string | undefined>();
    for (let i = 0; i < 20; i++) nonces.add(nonceIn((await get(url, '/')).text));
    expect(nonces.size).toBe(20);
    for (const nonce of nonces) expect(nonce).toMatch(/^[0-9A-Za-z]{32}$/);
  });

  test('may load from this server, run what has its nonce, and do nothing else', async () => {
    const answer = await get(await serve(), '/tokens');
    const nonce = `'self' 'nonce-${nonceIn(answer.text)}'`;
    expect(directives(answer.headers.get('content-security-policy'))).toEqual({
      'default-src': "'none'",
      'script-src': nonce,
      'style-src': nonce,
      'img-src': "'self' data:",
      'font-src': "'self'",
      'connect-src': "'self'",
      'manifest-src': "'self'",
      'base-uri': "'none'",
      'form-action': "'self'",
      'frame-ancestors': "'none'",
      'object-src': "'none'",
    });
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'origin-agent-cluster': '?1',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-dns-prefetch-control': 'off',
      'x-frame-options': 'DENY',
      'x-permitted-cross-domain-policies': 'none',
      'x-xss-protection': '0',
      'x-request-id': expect.stringMatching(/^\w{32}$/),
    });
    expect(answer.headers.get('strict-transport-security')).toBeNull();
    const permissions = answer.headers.get('permissions-policy')!.split(', ');
    expect(permissions).toContain('clipboard-write=(self)');
    expect(permissions).toEqual(expect.arrayContaining(['camera=()', 'geolocation=()', 'clipboard-read=()']));
  });

  test('can be asked for by HEAD, and by no method that changes things', async () => {
    const url = await serve();
    const answer = await raw(url, '/tokens', {}, 'HEAD');
    expect(answer).toMatchObject({ status: 200, body: Buffer.alloc(0) });
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(Number(answer.headers['content-length'])).toBeGreaterThan(PAGE.length);
    for (const method of ['POST', 'PUT', 'DELETE'])
      expect((await raw(url, '/tokens', {}, method)).status).toBe(404);
  });

  test('is not at *, which is no path', async () => {
    const answer = await raw(await serve(), '*');
    expect(answer.status).toBe(404);
    expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8');
  });

  test('needs no credentials, and looks at none', async () => {
    expect((await get(await serve(), '/', { authorization: 'Bearer junk' })).status).toBe(200);
  });

  test('is the new one as soon as the build has been replaced, and is missed without an error in between', async () => {
    const url = await serve();
    renameSync(built, `${built}.old`);
    expect((await get(url, '/')).status).toBe(503);
    renameSync(`${built}.old`, built);
    writeFileSync(path.join(built, 'index.html'), 'another');
    expect((await get(url, '/')).text).toBe('another');
  });
});

describe('a file of the page', () => {
  const AT = '/assets/index-a1b2c3.js';

  test('is kept for a year without asking again', async () => {
    const answer = await raw(await serve(), AT);
    expect(answer.status).toBe(200);
    expect(answer.body.toString()).toBe(SCRIPT);
    expect(answer.headers).toMatchObject({
      'cache-control': 'public, max-age=31536000, immutable',
      'content-type': expect.stringMatching(/^(text|application)\/javascript; charset=utf-8$/),
      'x-content-type-options': 'nosniff',
      vary: 'Origin, Accept-Encoding',
    });
    expect(answer.headers['content-encoding']).toBeUndefined();
  });

  test.each([
    ['br', 'gzip, deflate, br, zstd', brotliDecompressSync],
    ['br', 'br', brotliDecompressSync],
    ['gzip', 'gzip', gunzipSync],
  ])('comes compressed with %s for who takes %s', async (encoding, accepted, open) => {
    const answer = await raw(await serve(), AT, { 'accept-encoding': accepted });
    expect(answer.headers['content-encoding']).toBe(encoding);
    expect(answer.headers['content-type']).toMatch(/javascript; charset=utf-8$/);
    expect(answer.headers['cache-control']).toContain('immutable');
    expect(open(answer.body).toString()).toBe(SCRIPT);
  });

  test('comes as it is where there is nothing compressed beside it', async () => {
    const answer = await raw(await serve(), '/assets/small-d4e5f6.css', { 'accept-encoding': 'gzip, br' });
    expect(answer.headers['content-encoding']).toBeUndefined();
    expect(answer.headers['content-type']).toBe('text/css; charset=utf-8');
    expect(answer.body.toString()).toBe('a{}');
  });

  test('can be asked for by HEAD', async () => {
    const answer = await raw(await serve(), AT, {}, 'HEAD');
    expect(answer).toMatchObject({ status: 200, body: Buffer.alloc(0) });
    expect(Number(answer.headers['content-length'])).toBe(SCRIPT.length);
  });

  test('may do as little as the page, and has no nonce, opened by itself', async () => {
    const answer = await get(await serve(), '/assets/icon-a7b8.svg');
    expect(answer.headers.get('content-type')).toContain('image/svg+xml');
    const policy = directives(answer.headers.get('content-security-policy'));
    expect(policy).toMatchObject({ 'default-src': "'none'", 'script-src': "'self'", 'style-src': "'self'" });
  });

  test.each([
    ['that is not there', '/assets/index-old.js'],
    ['that is not there, asked for by a page', '/assets/tokens'],
    ['that is hidden', '/assets/.hidden'],
    ['that is a folder', '/assets/fonts'],
    ['that is a folder, with a slash', '/assets/fonts/'],
    ['that is the folder itself', '/assets/'],
    ['that is the folder itself, without a slash', '/assets'],
    ['above the folder', '/assets/../secret.txt'],
    ['above the folder, encoded', '/assets/%2e%2e/secret.txt'],
    ['above the folder, with the slash encoded', '/assets/..%2fsecret.txt'],
    ['far above the folder', '/assets/../../secret.txt'],
    ['above the folder, with a backslash', '/assets/..%5csecret.txt'],
    ['whose name holds a NUL', '/assets/index%00.js'],
  ])('%s is not found', async (_, at) => {
    const url = await serve();
    for (const headers of [{}, { 'accept-encoding': 'br, gzip', accept: 'text/html' }]) {
      const answer = await raw(url, at, headers);
      expect(answer.status).toBe(404);
      expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8');
      expect(answer.headers['cache-control']).toBeUndefined();
      expect(answer.body.toString()).not.toMatch(/a secret|nonce|html/);
      expect(answer.body.toString()).not.toContain(folder);
    }
  });
});

test('without a build the server says how to make one, and has nothing else to serve', async () => {
  rmSync(built, { recursive: true });
  const url = await serve();
  for (const at of ['/', '/tokens/x']) {
    const answer = await get(url, at);
    expect(answer.status).toBe(503);
    expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.text).toContain('npm run build');
  }
  expect((await get(url, '/assets/index-a1b2c3.js')).status).toBe(404);
});

describe('a server', () => {
  let server: TestServer;
  afterEach(async () => server.stop());

  test('has the console at /, built or not, and its other answers know nothing of it', async () => {
    server = await TestServer.start();
    const answer = await get(server.url, '/');
    expect([200, 503]).toContain(answer.status);
    expect(directives(answer.headers.get('content-security-policy'))['default-src']).toBe("'none'");
    for (const at of ['/health/live', '/api/v1/status', '/nothing']) {
      const { headers } = await get(server.url, at);
      expect(directives(headers.get('content-security-policy'))['default-src']).toBe("'self'");
      expect(headers.get('permissions-policy')).toBeNull();
    }
  });

  test('with TOLLGATE_CONSOLE=false has none', async () => {
    server = await TestServer.start({ TOLLGATE_CONSOLE: 'false' });
    for (const at of ['/', '/tokens', '/sign-in', '/assets/index.js']) {
      const answer = await get(server.url, at);
      expect(answer.status).toBe(404);
      expect(directives(answer.headers.get('content-security-policy'))['default-src']).toBe("'self'");
    }
  });
});
