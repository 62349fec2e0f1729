/** What a browser loads before the console shows anything. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildServer } from '../support/built-server';

const BUILT = path.join(process.cwd(), 'dist/console');
const MOST_BYTES = 250_000;

function sizeOf(files: Iterable<string>): number {
  let size = 0;
  for (const file of files) size += gzipSync(readFileSync(path.join(BUILT, file)), { level: 9 }).length;
  return size;
}

/** A script and all that it imports before it runs. */
function withImports(script: string, found = new Set<string>()): Set<string> {
  if (found.has(script)) return found;
  found.add(script);
  const code = readFileSync(path.join(BUILT, script), 'utf8');
  for (const [, imported = ''] of code.matchAll(/(?:from|import)\s*["']\.\/([^"']+\.js)["']/g))
    withImports(`assets/${imported}`, found);
  return found;
}

/** What the page names, and the page itself. */
function loadedFirst(): Set<string> {
  const page = readFileSync(path.join(BUILT, 'index.html'), 'utf8');
  const files = new Set(['index.html']);
  for (const [, file = ''] of page.matchAll(/(?:src|href)="\/([^"]+)"/g))
    if (file.endsWith('.js')) withImports(file, files);
    else files.add(file);
  return files;
}

/** The page's own script, and the styles and scripts that come with it. */
function loadedWith(name: string): Set<string> {
  const [entry = ''] = [...loadedFirst()].filter((file) => file.endsWith('.js'));
  const code = readFileSync(path.join(BUILT, entry), 'utf8');
  const script = new RegExp(`assets/${name}-[\\w-]+\\.js`).exec(code)?.[0];
  if (script === undefined) throw new Error(`Nothing loads ${name}.`);
  const files = withImports(script);
  for (const [style] of code.matchAll(new RegExp(`assets/${name}-[\\w-]+\\.css`, 'g'))) files.add(style);
  return files;
}

beforeAll(buildServer, 120_000);

test('a first visit loads less than 250 kB, compressed', () => {
  const files = new Set([...loadedFirst(), ...loadedWith('tokens-page')]);
  expect([...files].filter((file) => file.endsWith('.js')).length).toBeGreaterThan(1);
  expect(sizeOf(files)).toBeLessThan(MOST_BYTES);
});

test.each(['create-token-page', 'token-page', 'audit-log-page', 'security-policies-page', 'user-page'])(
  'going on to the %s loads little more',
  (name) => {
    const first = new Set([...loadedFirst(), ...loadedWith('tokens-page')]);
    const more = [...loadedWith(name)].filter((file) => !first.has(file));
    expect(more.length).toBeGreaterThan(0);
    expect(sizeOf(more)).toBeLessThan(50_000);
  },
);

test('what only some pages need is not among what every page loads', () => {
  const first = [...loadedFirst()].filter((file) => file.endsWith('.js'));
  const code = first.map((file) => readFileSync(path.join(BUILT, file), 'utf8')).join('');
  expect(code).not.toContain('recharts');
});
