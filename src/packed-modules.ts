/**
 * The one file into which `npm run build` packs the modules of the server and of what it depends on
 * (scripts/pack.mjs), along with the code that V8 has made of it: two thousand files that need not be found, read
 * and compiled are most of a start. Where there is no such file, or it was made of other modules than those beside
 * this one, the modules themselves are loaded. The code is a cache: it is used if it is whole and of this very Node.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { Script } from 'node:vm';

const DIST = path.resolve(__dirname, '..');
const FOLDER = path.join(DIST, 'packed');
export const MODULES_FILE = path.join(FOLDER, 'modules.js');
export const CODE_FILE = path.join(FOLDER, 'code');
/** Says what the others were made of, and is written last. */
export const MANIFEST_FILE = path.join(FOLDER, 'manifest.json');
/** The compiler's own record of what it has made of which sources. */
const BUILD_FILE = path.join(DIST, '.tsbuildinfo');

export interface PackManifest {
  /** The hash of the compiler's record. */
  readonly build: string;
  /** The hash of the code; null where there is none. */
  readonly code: string | null;
  /** What has compiled it. */
  readonly node: string;
}

/** The modules that can be asked for, by their paths below src/. */
type PackedModules = Readonly<Record<string, () => unknown>>;

export interface Pack {
  readonly script: Script;
  readonly modules: PackedModules;
}

export const NODE = `${process.version} ${process.arch} ${process.platform}`;

export function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

export function buildHash(): string {
  return hashOf(readFileSync(BUILD_FILE));
}

/** Runs a program: a module that does its work when it is loaded. */
export function runProgram(name: string): void {
  const run = openPack()?.modules[name];
  if (run === undefined) createRequire(__filename)(`./${name}`);
  else run();
}

/** Null where there is none that can be used. */
function openPack(): Pack | null {
  const manifest = readManifest();
  return manifest === null ? null : loadPack(codeOf(manifest));
}

function readManifest(): PackManifest | null {
  try {
    const manifest = JSON.parse(readFileSync(MANIFEST_FILE, 'utf8')) as PackManifest;
    return manifest.build === buildHash() ? manifest : null;
  } catch {
    return null;
  }
}

function codeOf({ code, node }: PackManifest): Buffer | undefined {
  if (code === null || node !== NODE) return undefined;
  try {
    const bytes = readFileSync(CODE_FILE);
    return hashOf(bytes) === code ? bytes : undefined;
  } catch {
    return undefined;
  }
}

/** @param code what V8 has made of the same file before; it looks at it once more before it relies on it. */
export function loadPack(code?: Buffer): Pack {
  const script = new Script(readFileSync(MODULES_FILE, 'utf8'), {
    filename: MODULES_FILE,
    ...(code && { cachedData: code }),
  });
  const wrapped = script.runInThisContext() as (...given: unknown[]) => void;
  const module = { exports: {} as PackedModules };
  wrapped(module.exports, createRequire(MODULES_FILE), module, MODULES_FILE, FOLDER);
  return { script, modules: module.exports };
}
