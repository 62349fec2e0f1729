/** `npm run build` makes the web console, only where something has changed and only as a whole; and what it has made is what the server serves. */
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { buildServer, builtProgram } from '../support/built-server';
import { ServerProcess } from './server-process';

const PROJECT = path.resolve(__dirname, '../..');
/** Longer than Vite takes on a machine that has other things to do. */
const PATIENCE_MS = 120_000;

let folder: string;
beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'tollgate-console-build-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the build', () => {
  const PAGE = '<!doctype html><script type="module" src="/main.ts"></script>';
  const at = (...names: string[]) => path.join(folder, ...names);
  const source = (text: string) => writeFileSync(at('console/main.ts'), text);
  /** Of more than 1 kB. */
  const program = (word: string) => `document.title = '${word.repeat(500)}' as string;`;

  beforeEach(() => {
    mkdirSync(at('console'));
    mkdirSync(at('scripts'));
    // The script takes what is around it for the project.
    cpSync(path.join(PROJECT, 'scripts/build-console.mjs'), at('scripts/build-console.mjs'));
    symlinkSync(path.join(PROJECT, 'node_modules'), at('node_modules'));
    writeFileSync(at('package.json'), '{}');
    writeFileSync(at('console/index.html'), PAGE);
    source(program('one'));
  });

  function run(): { status: number | null; stderr: string } {
    const { status, stderr } = spawnSync(process.execPath, [at('scripts/build-console.mjs')], {
      cwd: folder,
      encoding: 'utf8',
    });
    return { status, stderr };
  }

  const files = () => readdirSync(at('dist/console'), { recursive: true, encoding: 'utf8' }).sort();
  const script = () => {
    const [, name] = /src="\/(assets\/[^"]+\.js)"/.exec(readFileSync(at('dist/console/index.html'), 'utf8'))!;
    return at('dist/console', name!);
  };

  test(
    'is done once, is done again after a change, and leaves nothing else behind',
    () => {
      expect(run()).toEqual({ status: 0, stderr: '' });
      expect(readFileSync(script(), 'utf8')).toContain('oneone');
      const [first, made] = [script(), statSync(at('dist/console')).ino];

      expect(run()).toEqual({ status: 0, stderr: '' });
      expect(statSync(at('dist/console')).ino).toBe(made);

      source(program('another'));
      expect(run()).toEqual({ status: 0, stderr: '' });
      expect(readFileSync(script(), 'utf8')).toContain('anotheranother');
      expect(existsSync(first)).toBe(false);
      expect(readdirSync(at('dist')).sort()).toEqual(['console', 'console.stamp']);

      rmSync(at('dist/console'), { recursive: true });
      expect(run()).toEqual({ status: 0, stderr: '' });
      expect(readFileSync(script(), 'utf8')).toContain('anotheranother');
    },
    PATIENCE_MS,
  );

  test(
    'puts beside each file that is worth it the same compressed, and beside no other',
    () => {
      writeFileSync(at('console/style.css'), 'a{color:red}');
      source(`import './style.css';\n${program('one')}`);
      expect(run()).toEqual({ status: 0, stderr: '' });
      const text = readFileSync(script());
      expect(gunzipSync(readFileSync(`${script()}.gz`)).equals(text)).toBe(true);
      expect(brotliDecompressSync(readFileSync(`${script()}.br`)).equals(text)).toBe(true);
      expect(files().filter((name) => /\.(gz|br)$/.test(name))).toHaveLength(2);
      expect(files().filter((name) => name.endsWith('.css'))).toHaveLength(1);
    },
    PATIENCE_MS,
  );

  test(
    'that fails says so, leaves what is there as it is, and is tried again',
    () => {
      expect(run().status).toBe(0);
      const before = files();
      source('import { nothing } from "./nowhere";\nnothing(;');
      for (let i = 0; i < 2; i++) {
        const { status, stderr } = run();
        expect(status).not.toBe(0);
        expect(stderr).toContain('main.ts');
        expect(files()).toEqual(before);
        expect(readdirSync(at('dist')).sort()).toEqual(['console', 'console.stamp']);
      }
      source(program('mended'));
      expect(run()).toEqual({ status: 0, stderr: '' });
      expect(readFileSync(script(), 'utf8')).toContain('mendedmended');
    },
    PATIENCE_MS,
  );

  test(
    'is one for production, whatever it is started from',
    () => {
      // Jest's own.
      expect(process.env['NODE_ENV']).toBe('test');
      source('document.title = `built for ${process.env.NODE_ENV}`;');
      expect(run()).toEqual({ status: 0, stderr: '' });
      expect(readFileSync(script(), 'utf8')).toContain('built for production');
    },
    PATIENCE_MS,
  );
});

describe('the built server', () => {
  const running: ServerProcess[] = [];
  beforeAll(buildServer, 180_000);
  afterEach(async () => {
    await Promise.all(running.splice(0).map((server) => server.end()));
  });

  async function started(program: string[]): Promise<ServerProcess> {
    const server = ServerProcess.spawn(path.join(folder, 'data'), {}, program);
    running.push(server);
    await server.says('Tollgate is ready.');
    return server;
  }

  test.each<[string, () => string[]]>([
    ['packed', () => builtProgram()],
    ['not packed', () => [path.join(PROJECT, 'dist/src/serve.js')]],
  ])('%s, serves what has been built, all that the page asks for', async (_, program) => {
    const { url } = await started(program());
    const page = await fetch(`${url}/tokens`);
    expect(page.status).toBe(200);
    const text = await page.text();
    expect(text).not.toContain('__CSP_NONCE__');
    const asked = [...text.matchAll(/(?:src|href)="(\/[^"]*)"/g)].map(([, file]) => file);
    expect(asked.length).toBeGreaterThan(0);
    const nonce = /'nonce-(\w+)'/.exec(page.headers.get('content-security-policy')!)![1];
    for (const [element] of text.matchAll(/<script[^>]*>/g)) expect(element).toContain(`nonce="${nonce}"`);
    for (const file of asked) {
      const answer = await fetch(`${url}${file}`);
      expect(answer.status).toBe(200);
      expect(await answer.text()).not.toContain('__CSP_NONCE__');
    }
  });

  test('without the console’s folder starts all the same', async () => {
    const dist = path.join(folder, 'dist');
    mkdirSync(path.join(dist, 'src'), { recursive: true });
    for (const name of ['.tsbuildinfo', 'packed', 'src/main.js', 'src/packed-modules.js'])
      cpSync(path.join(PROJECT, 'dist', name), path.join(dist, name), { recursive: true });
    symlinkSync(path.join(PROJECT, 'node_modules'), path.join(folder, 'node_modules'));
    const { url } = await started([path.join(dist, 'src/main.js')]);
    expect((await fetch(`${url}/`)).status).toBe(503);
    expect((await fetch(`${url}/health/ready`)).status).toBe(200);
  });
});
