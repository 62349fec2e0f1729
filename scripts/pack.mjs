/**
 * The second half of `npm run build`: packs what the compiler has made in dist/src, and the packages that it needs,
 * into dist/packed, from where src/packed-modules.ts loads it. Nothing is done where nothing has changed.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const PROJECT = path.resolve(import.meta.dirname, '..');
const { buildHash, hashOf, MODULES_FILE, CODE_FILE, MANIFEST_FILE, NODE } = createRequire(import.meta.url)(
  '../dist/src/packed-modules.js',
);

/** Programs, and what warm-up.cjs takes to start a server of its own. */
const ENTRIES = [
  'serve',
  'cli/audit-verify',
  'cli/migrate-from-sqlite',
  'app',
  'config',
  'logger',
  'kernel/clock',
];

/**
 * Native parts, which look for themselves from where they stand; and PostgreSQL's driver, which TypeORM asks Node for
 * by a name that esbuild does not see: packed as well, it would be there twice, and set up only where it is not used.
 */
const EXTERNAL = ['bcrypt', 'better-sqlite3', 'better-sqlite3-napi', 'pg'];

/** What must be there once, since its classes are compared by identity or what it keeps is shared. */
const SINGLE = ['graphql', 'type-graphql', 'typeorm', 'reflect-metadata', 'fastify', '@opentelemetry/api'];

const SELF = fileURLToPath(import.meta.url);
const WARM_UP = path.join(import.meta.dirname, 'warm-up.cjs');

async function pack() {
  const before = readManifest();
  if (before !== null && before.stamp === stampOf(before.inputs)) return;
  rmSync(MANIFEST_FILE, { force: true });
  rmSync(CODE_FILE, { force: true });
  mkdirSync(path.dirname(MODULES_FILE), { recursive: true });

  const { metafile, outputFiles } = await build({
    stdin: { contents: ENTRIES.map(entry).join('\n'), resolveDir: path.join(PROJECT, 'dist/src') },
    absWorkingDir: PROJECT,
    outfile: MODULES_FILE,
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20.19',
    // A script that was taken out of V8's cache has nobody to ask for modules while it runs.
    supported: { 'dynamic-import': false },
    external: EXTERNAL,
    // TypeORM and TypeGraphQL go by the names of classes.
    keepNames: true,
    charset: 'ascii',
    legalComments: 'none',
    sourcemap: true,
    // A function, like every module of Node's, so that the whole is compiled by vm.Script.
    banner: { js: '(function (exports, require, module, __filename, __dirname) {' },
    footer: { js: '})' },
    logLevel: 'warning',
  });
  const inputs = Object.keys(metafile.inputs).filter((file) => file !== '<stdin>');
  refuseDoubles(inputs);
  for (const { path: file, text } of outputFiles)
    write(file, file === MODULES_FILE ? withNamesOfClassesAlone(text) : text);

  const code = compile();
  if (code !== null) write(CODE_FILE, code);
  const manifest = {
    build: buildHash(),
    code: code && hashOf(code),
    node: NODE,
    stamp: stampOf(inputs),
    inputs,
  };
  write(MANIFEST_FILE, JSON.stringify(manifest));
}

const entry = (name) =>
  `exports[${JSON.stringify(name)}] = () => require(${JSON.stringify(`./${name}.js`)});`;

function readManifest() {
  try {
    const manifest = JSON.parse(readFileSync(MANIFEST_FILE, 'utf8'));
    return manifest.build === buildHash() && manifest.node === NODE ? manifest : null;
  } catch {
    return null;
  }
}

/** Changes with every file that the pack is made of; null where one is gone. */
function stampOf(inputs) {
  const hash = createHash('sha256');
  for (const file of [SELF, WARM_UP, 'node_modules/.package-lock.json', ...inputs]) {
    const { size, mtimeMs } = statSync(path.resolve(PROJECT, file), { throwIfNoEntry: false }) ?? {};
    hash.update(`${file} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

/**
 * Else each function would be named anew whenever it is made, which took a twentieth of a request; nothing goes by
 * their names. No line changes its place, so the map of the sources still fits.
 */
function withNamesOfClassesAlone(text) {
  const helper = 'var __name = (';
  const parts = text.split(helper);
  if (parts.length !== 2) throw new Error('esbuild gives names in another way than was expected.');
  const renamed = parts.map((part) => part.replaceAll('__name(this, ', '__nameOfClass(this, '));
  return renamed.join('var __name = (target) => target, __nameOfClass = (');
}

/** A package may be there for Node's two kinds of modules, or in two versions. */
function refuseDoubles(inputs) {
  const folders = new Map(SINGLE.map((name) => [name, new Set()]));
  for (const file of inputs) {
    const [, folder, name] = /^(.*node_modules\/((?:@[^/]+\/)?[^/]+))\//.exec(file) ?? [];
    folders.get(name)?.add(`${folder} ${/\/(esm|es)\/|\.mjs$/.test(file) ? 'import' : 'require'}`);
  }
  const doubles = [...folders].filter(([, copies]) => copies.size > 1);
  if (doubles.length > 0)
    throw new Error(`Packed twice: ${doubles.map(([, copies]) => [...copies].join(' and ')).join(', ')}.`);
}

/** In a process of its own, since it ends with a server in it. Where that cannot be, the start takes longer. */
function compile() {
  const made = `${CODE_FILE}.made`;
  try {
    execFileSync(process.execPath, [WARM_UP, made], { env: {}, stdio: ['ignore', 'inherit', 'pipe'] });
    return readFileSync(made);
  } catch (error) {
    process.stderr.write(`The server will start more slowly, for want of a code cache: ${error.message}\n`);
    return null;
  } finally {
    rmSync(made, { force: true });
  }
}

/** Whole or not at all, for a server that is just being started. */
function write(file, contents) {
  writeFileSync(`${file}.new`, contents);
  renameSync(`${file}.new`, file);
}

await pack();
