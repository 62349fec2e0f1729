/**
 * The server as it is built, in dist/, and how the tests start its programs: most of a start is loading modules,
 * so that they are packed once (packed-modules.cjs).
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';

/** Where npm runs everything. */
const PROJECT = process.cwd();
const DIST = path.join(PROJECT, 'dist');
const PACKED = path.join(DIST, 'packed');
const MODULES = path.join(PACKED, 'modules.js');
const CODE = path.join(PACKED, 'code');
/** What the pack was made of: written last. */
const STAMP = path.join(PACKED, 'stamp');
const PACKER = path.join(__dirname, 'pack-modules.cjs');
const PRELOAD = path.join(__dirname, 'packed-modules.cjs');

/** Longer than building and packing takes. */
const PATIENCE_MS = 120_000;

/** Brings dist/ up to date. Once a test file, before anything is started. */
export function buildServer(): void {
  mkdirSync(PACKED, { recursive: true });
  // One of SQLite's locks, which ends with the process: what runs beside this waits for it, then finds all done.
  const lock = new Database(path.join(PACKED, 'lock'), { timeout: PATIENCE_MS });
  try {
    lock.exec('BEGIN EXCLUSIVE');
    if (existsSync(STAMP) && existsSync(path.join(DIST, 'src')) && readFileSync(STAMP, 'utf8') === stamp())
      return;
    for (const file of [STAMP, CODE, MODULES]) rmSync(file, { force: true });
    execFileSync('npm', ['run', '--silent', 'build'], { cwd: PROJECT, stdio: 'pipe' });
    for (const [step, target] of [
      ['find', MODULES],
      ['compile', CODE],
    ] as const)
      execFileSync(process.execPath, [PACKER, step, target], { env: { PATH: process.env['PATH'] } });
    writeFileSync(STAMP, stamp());
  } finally {
    lock.close();
  }
}

/** Node's arguments for one of the built programs. @param script such as `main.js`. */
export function builtProgram(script: string): string[] {
  return ['--require', PRELOAD, path.join(DIST, 'src', script)];
}

/** Changes with everything that the build and the pack are made of. */
function stamp(): string {
  const hash = createHash('sha256').update(process.version);
  for (const file of inputs()) {
    const { size, mtimeMs } = statSync(file);
    hash.update(`${file} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

function inputs(): string[] {
  const settings = [
    'package.json',
    'tsconfig.json',
    'tsconfig.build.json',
    'node_modules/.package-lock.json',
  ];
  const folders = ['src', 'dist/src'].flatMap((folder) =>
    readdirSync(path.join(PROJECT, folder), { recursive: true, encoding: 'utf8' })
      .map((name) => path.join(folder, name))
      .sort(),
  );
  return [...[...settings, ...folders].map((name) => path.join(PROJECT, name)), PACKER, PRELOAD];
}
