/** The server as it is built, in dist/, and how the tests start its programs: as npm's scripts do. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';

/** Where npm runs everything. */
const PROJECT = process.cwd();
const DIST = path.join(PROJECT, 'dist');
/** What the build was made of: written last. */
const STAMP = path.join(DIST, 'stamp');

/** Longer than building takes. */
const PATIENCE_MS = 120_000;

/** Brings dist/ up to date. Once a test file, before anything is started. */
export function buildServer(): void {
  mkdirSync(DIST, { recursive: true });
  // One of SQLite's locks, which ends with the process: what runs beside this waits for it, then finds all done.
  const lock = new Database(path.join(DIST, 'lock'), { timeout: PATIENCE_MS });
  try {
    lock.exec('BEGIN EXCLUSIVE');
    if (existsSync(STAMP) && existsSync(path.join(DIST, 'src')) && readFileSync(STAMP, 'utf8') === stamp())
      return;
    rmSync(STAMP, { force: true });
    execFileSync('npm', ['run', '--silent', 'build'], { cwd: PROJECT, stdio: 'pipe' });
    writeFileSync(STAMP, stamp());
  } finally {
    lock.close();
  }
}

/** Node's arguments for the server, or for one of the commands. @param command such as `audit-verify`. */
export function builtProgram(command?: string): string[] {
  return command === undefined
    ? [path.join(DIST, 'src/main.js')]
    : [path.join(DIST, 'src/cli/run.js'), command];
}

/** A copy of the build in a folder, without any of its modules, so that there is nothing but the pack. */
export function packAlone(folder: string): string {
  const dist = path.join(folder, 'dist');
  mkdirSync(path.join(dist, 'src'), { recursive: true });
  for (const name of ['.tsbuildinfo', 'packed', 'src/main.js', 'src/packed-modules.js'])
    cpSync(path.join(DIST, name), path.join(dist, name), { recursive: true });
  symlinkSync(path.join(PROJECT, 'node_modules'), path.join(folder, 'node_modules'));
  return dist;
}

/** Changes with everything that the build is made of. */
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
  const folders = ['src', 'scripts', 'console', 'dist/src', 'dist/packed', 'dist/console'].flatMap((folder) =>
    (existsSync(path.join(PROJECT, folder))
      ? readdirSync(path.join(PROJECT, folder), { recursive: true, encoding: 'utf8' })
      : []
    )
      .map((name) => path.join(folder, name))
      .filter((name) => !name.split(path.sep).includes('node_modules'))
      .sort(),
  );
  return [...settings, ...folders].map((name) => path.join(PROJECT, name));
}
