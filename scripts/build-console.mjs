/**
 * The last part of `npm run build`: has Vite make the web console out of console/, and puts it into dist/console,
 * from where src/http/console.ts serves it. Nothing is done where nothing has changed; what is there is replaced only
 * by what has been made whole.
 */
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const PROJECT = path.resolve(import.meta.dirname, '..');
const SOURCES = path.join(PROJECT, 'console');
const DIST = path.join(PROJECT, 'dist');
const BUILT = path.join(DIST, 'console');
/** What it was made of; written last. */
const STAMP = path.join(DIST, 'console.stamp');
/** Of this process, so that two builds do not get into each other's way. */
const MADE = path.join(DIST, `console.${process.pid}.new`);
const FORMER = path.join(DIST, `console.${process.pid}.old`);

const SELF = fileURLToPath(import.meta.url);
/** What is text, and so worth compressing, of what a page loads. */
const TEXT = /\.(css|html|js|json|map|mjs|svg|txt|webmanifest|xml)$/;
/** In bytes. Below that, an answer's headers are most of it. */
const WORTH_COMPRESSING = 1_000;

async function buildConsole() {
  const stamp = stampOf();
  if (existsSync(path.join(BUILT, 'index.html')) && stamp === readStamp()) return;
  // Whatever it is for who runs the build, such as a test: React would be made for developers.
  process.env.NODE_ENV = 'production';
  // Not before it is needed: it takes longer to load than all of the above.
  const { build } = await import('vite');
  mkdirSync(DIST, { recursive: true });
  try {
    await build({
      root: SOURCES,
      configLoader: 'runner',
      logLevel: 'warn',
      mode: 'production',
      build: { outDir: MADE, assetsDir: 'assets', emptyOutDir: true },
    });
    compress(path.join(MADE, 'assets'));
    replace();
  } finally {
    rmSync(MADE, { recursive: true, force: true });
  }
  // As it was before: what has changed since is not in it.
  writeFileSync(STAMP, stamp);
}

/** Changes with everything that the console is made of. */
function stampOf() {
  const hash = createHash('sha256').update(process.version);
  const own = filesIn(SOURCES).map((file) => path.relative(PROJECT, file));
  const others = ['package.json', 'tsconfig.json', 'node_modules/.package-lock.json'];
  for (const file of [path.relative(PROJECT, SELF), ...others, ...own]) {
    const { size, mtimeMs } = statSync(path.join(PROJECT, file), { throwIfNoEntry: false }) ?? {};
    hash.update(`${file} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

function filesIn(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => name !== 'node_modules')
    .flatMap((entry) => {
      const file = path.join(folder, entry.name);
      return entry.isDirectory() ? filesIn(file) : [file];
    })
    .sort();
}

function readStamp() {
  return existsSync(STAMP) ? readFileSync(STAMP, 'utf8') : null;
}

/** Beside each text, once and as well as can be, what would otherwise be compressed for each who asks. */
function compress(folder) {
  for (const file of existsSync(folder) ? filesIn(folder) : []) {
    const contents = readFileSync(file);
    if (!TEXT.test(file) || contents.length <= WORTH_COMPRESSING) continue;
    writeFileSync(`${file}.gz`, gzipSync(contents, { level: 9 }));
    const params = {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_SIZE_HINT]: contents.length,
    };
    writeFileSync(`${file}.br`, brotliCompressSync(contents, { params }));
  }
}

/** A folder takes the place of none but an empty one, so for a moment there is neither. */
function replace() {
  const isThere = existsSync(BUILT);
  if (isThere) renameSync(BUILT, FORMER);
  try {
    renameSync(MADE, BUILT);
  } catch (error) {
    if (isThere) renameSync(FORMER, BUILT);
    throw error;
  }
  rmSync(FORMER, { recursive: true, force: true });
}

await buildConsole();
