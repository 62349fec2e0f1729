/**
 * The web console: one page under all of its addresses, which finds out by itself what to show, and the files that
 * the page loads. What it may do is decided by the API, as for everybody; nothing here needs credentials.
 */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { randomAlphanumeric } from '../kernel/ids';
import { consoleHeaders } from './console-headers';
import { registerScope } from './route-scope';

/** Each with everything below it. */
const PAGES = [
  '/tokens',
  '/ip-filters',
  '/security-policies',
  '/audit-log',
  '/people',
  '/groups',
  '/roles',
  '/account',
  '/sign-in',
];

/** What stands in the built page where its nonce belongs. */
const NONCE_PLACE = '__CSP_NONCE__';
const NONCE_LENGTH = 32;
/** As a build names its files; nothing hidden, no folder, and no way out of this one. */
const ASSET_PATH = /^(\/[\w@~+-][\w.@~+-]*)+$/;
const NOT_BUILT = 'The web console is not built. Build it with “npm run build” and start the server again.\n';

/** @param folder what scripts/build-console.mjs has made, if it has. */
export function consoleRoutes(folder: string) {
  const pageFile = path.join(folder, 'index.html');
  const isBuilt = existsSync(pageFile);

  /** Null where there is none. Read for each answer, since the build may be replaced while the server runs. */
  async function readPage(): Promise<string | null> {
    if (!isBuilt) return null;
    try {
      return await readFile(pageFile, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    }
  }

  async function answerPage(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    // The router takes the target that stands for the whole server (RFC 9110, section 7.1) for the path /.
    if (request.url === '*') {
      reply.callNotFound();
      return reply;
    }
    const page = await readPage();
    void reply.header('cache-control', 'no-store');
    if (page === null) return reply.code(503).type('text/plain; charset=utf-8').send(NOT_BUILT);
    const nonce = randomAlphanumeric(NONCE_LENGTH);
    void reply.headers(consoleHeaders(nonce)).type('text/html; charset=utf-8');
    return reply.send(page.replaceAll(NONCE_PLACE, nonce));
  }

  function register(scope: FastifyInstance): void {
    const headers = consoleHeaders(null);
    scope.addHook('onRequest', (_request, reply, done) => {
      void reply.headers(headers);
      done();
    });
    for (const url of ['/', ...PAGES.flatMap((page) => [page, `${page}/*`])]) scope.get(url, answerPage);
    const assets = path.join(folder, 'assets');
    if (isBuilt) registerScope(scope, 'console-assets', (inner) => serveAssets(inner, assets));
  }

  return (fastify: FastifyInstance): void => registerScope(fastify, 'console', register);
}

/** Their names change with what is in them, so they are good for ever. */
async function serveAssets(scope: FastifyInstance, root: string): Promise<void> {
  scope.addHook('onRequest', (_request, reply, done) => {
    // There already is the Origin, of CORS.
    void reply.header('vary', `${String(reply.getHeader('vary'))}, Accept-Encoding`);
    done();
  });
  // Not before it is known that there is something to serve.
  const { fastifyStatic } = await import('@fastify/static');
  await scope.register(fastifyStatic, {
    root,
    prefix: '/assets/',
    decorateReply: false,
    index: false,
    list: false,
    dotfiles: 'ignore',
    allowedPath: (asked) => ASSET_PATH.test(asked),
    // Beside each text there is what it is when compressed.
    preCompressed: true,
    immutable: true,
    maxAge: '365d',
  });
}
