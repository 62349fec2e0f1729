/** What `npm pack` makes can be installed by a service, loads nothing of the server there, and lets its callers in. */
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { outputOf, PROJECT, shellBlocks } from '../support/shell-page';
import { TestServer } from '../support/server';
import { InstalledPackage } from './installed-package';

let installed: InstalledPackage;
beforeAll(async () => {
  installed = await InstalledPackage.pack();
  installed.bring('lru-cache');
}, 300_000);
afterAll(async () => installed.remove());

test('the client loads its own files and lru-cache, and nothing of the server', async () => {
  const program = `
    require('tollgate/client');
    console.log(JSON.stringify(Object.keys(require.cache)));`;
  const loaded = JSON.parse(await installed.output('-e', program)) as string[];
  const others = loaded.filter((file) => !file.includes('/tollgate/dist/src/client/'));
  expect(loaded.length).toBeGreaterThan(others.length);
  expect(others.map((file) => /.*node_modules\/([^/]+)\//.exec(file)?.[1])).toEqual(['lru-cache']);
});

test('an ES module can import it by its names', async () => {
  const program = `
    import { TollgateClient, TollgateUnavailableError, expressTollgate, fastifyTollgate } from 'tollgate/client';
    console.log([TollgateClient, TollgateUnavailableError, expressTollgate, fastifyTollgate].map((it) => typeof it).join());`;
  expect(await installed.output('--input-type=module', '-e', program)).toBe(
    'function,function,function,function',
  );
});

test('the server is in it, as before', async () => {
  expect(await installed.output('-p', "require.resolve('tollgate')")).toMatch(
    /tollgate\/dist\/src\/main\.js$/,
  );
  const files = readdirSync(path.join(installed.folder, 'node_modules/tollgate'), {
    recursive: true,
    encoding: 'utf8',
  });
  expect(files).toEqual(
    expect.arrayContaining(['dist/package.json', 'dist/src/app.js', 'LICENSE', 'README.md']),
  );
  expect(files.filter((file) => /^(src|test|data|node_modules)\b|\.map$|tsbuildinfo/.test(file))).toEqual([]);
});

test('nothing else in it can be imported', async () => {
  const program =
    "try { require('tollgate/dist/src/client/answer-cache.js') } catch (error) { console.log(error.code) }";
  expect(await installed.output('-e', program)).toBe('ERR_PACKAGE_PATH_NOT_EXPORTED');
});

describe('the examples', () => {
  let server: TestServer;

  beforeAll(async () => {
    installed.bring('fastify', 'express', '@types/express', '@types/node', 'typescript');
    mkdirSync(path.join(installed.folder, 'examples'));
    for (const file of readdirSync(path.join(PROJECT, 'examples')).filter((name) => name.endsWith('.ts')))
      copyFileSync(path.join(PROJECT, 'examples', file), path.join(installed.folder, 'examples', file));
    const { compilerOptions } = JSON.parse(text('tsconfig.json')) as {
      compilerOptions: Record<string, unknown>;
    };
    writeFileSync(
      path.join(installed.folder, 'tsconfig.json'),
      JSON.stringify({
        compilerOptions: { ...compilerOptions, types: ['node'], rootDir: 'examples', outDir: 'dist' },
        include: ['examples'],
      }),
    );
    writeFileSync(path.join(installed.folder, 'package.json'), '{"type":"commonjs"}');
    // Against the types that are in the package, not the source.
    await installed.output('node_modules/typescript/bin/tsc');
    server = await TestServer.start();
  }, 120_000);
  afterEach(async () => installed.endProcesses());
  afterAll(async () => server.stop());

  describe.each([
    ['fastify-service', 'fastify'],
    ['express-service', 'express'],
    ['express-service', 'express-4:express'],
  ])('%s (%s)', (example, framework) => {
    let url: string;
    beforeEach(async () => {
      installed.bring(framework);
      const { token } = await server.seed.organizationToken('IntrospectTokens');
      writeFileSync(path.join(installed.folder, 'service-token.txt'), `${token}\n`);
      url = await installed.start(`dist/${example}.js`, { TOLLGATE_URL: server.url });
    });

    async function call(
      at: string,
      token?: string,
    ): Promise<[status: number, body: any, challenge: string | null]> {
      const response = await fetch(`${url}${at}`, {
        headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
      });
      return [response.status, await response.json(), response.headers.get('www-authenticate')];
    }

    test('lets callers in who may, and tells others why not', async () => {
      const [logs, others] = [await server.seed.repository(), await server.seed.repository()];
      const caller = await server.seed.viewToken('ReadAccess', logs, { name: 'reads logs' });
      expect(await call('/health')).toEqual([200, { status: 'live' }, null]);
      expect(await call('/me', caller.token)).toEqual([200, { token: 'reads logs', user: null }, null]);
      expect(await call(`/reports/${logs.name}`, caller.token)).toEqual([
        200,
        { view: logs.name, for: 'reads logs' },
        null,
      ]);

      expect(await call('/me')).toEqual([401, expect.anything(), 'Bearer realm="Reports"']);
      expect(await call('/me', 'unknown')).toEqual([
        401,
        expect.objectContaining({ error: 'invalid_token' }),
        'Bearer realm="Reports", error="invalid_token"',
      ]);
      expect(await call(`/reports/${others.name}`, caller.token)).toEqual([
        403,
        expect.objectContaining({ error: 'insufficient_scope' }),
        'Bearer realm="Reports", error="insufficient_scope", scope="ReadAccess"',
      ]);
    });

    test('lets nobody in while Tollgate refuses it', async () => {
      writeFileSync(path.join(installed.folder, 'service-token.txt'), 'unknown');
      const caller = await server.seed.organizationToken('ManageUsers');
      expect((await call('/me', caller.token))[0]).toBe(503);
    });

    test('lets nobody in from where a token’s IP filter does not', async () => {
      const elsewhere = await server.seed.ipFilter('allow 192.0.2.0/24\ndeny all');
      const here = await server.seed.ipFilter('allow 127.0.0.1\ndeny all');
      for (const [{ id: ipFilterId }, status] of [
        [elsewhere, 401],
        [here, 200],
      ] as const) {
        const caller = await server.seed.organizationToken('ManageUsers', { ipFilterId });
        expect((await call('/me', caller.token))[0]).toBe(status);
      }
    });
  });

  describe('docs/guides/node-services.md', () => {
    const PAGE = 'docs/guides/node-services.md';

    test.each(['fastify-service', 'express-service'])('does with %s what it says', async (example) => {
      installed.bring('fastify', 'express');
      const token = path.join(installed.folder, 'token-of-the-page.txt');
      const url = await installed.start(`dist/${example}.js`, {
        TOLLGATE_URL: server.url,
        TOLLGATE_TOKEN_FILE: token,
      });
      // Each round makes a repository of its own.
      const script = shellBlocks(PAGE)
        .join(`cp service-token.txt '${token}'\n`)
        .replaceAll('web-logs', `web-logs-${example}`)
        .replaceAll('http://localhost:3000', url);
      const [me, report, refused, unknown, challenge, ...rest] = await outputOf(script, server);
      expect(rest).toEqual([]);
      expect(JSON.parse(me!)).toEqual({ token: 'reads web logs', user: null });
      expect(JSON.parse(report!)).toMatchObject({ view: `web-logs-${example}` });
      expect(JSON.parse(refused!)).toMatchObject({ error: 'insufficient_scope' });
      expect(JSON.parse(unknown!)).toMatchObject({ error: 'invalid_token' });
      expect(challenge!.trim()).toMatch(/^www-authenticate: Bearer realm="Reports"$/i);
    });

    test('shows of the code what the examples say', () => {
      const examples = ['fastify-service', 'express-service']
        .map((name) => text(`examples/${name}.ts`))
        .join();
      const said = new Set(examples.split('\n').map((line) => line.trim()));
      const shown = [...text(PAGE).matchAll(/```ts\n([\s\S]*?)```/g)].flatMap((block) =>
        block[1]!.split('\n'),
      );
      expect(shown.length).toBeGreaterThan(5);
      expect(shown.map((line) => line.trim()).filter((line) => !said.has(line))).toEqual([]);
    });
  });
});

function text(file: string): string {
  return readFileSync(path.join(PROJECT, file), 'utf8');
}
