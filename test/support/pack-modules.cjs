/**
 * Packs what the built server loads until it is ready, for packed-modules.cjs: `find` writes the modules into one
 * file, `compile`, run after it, what V8 makes of them. A program of its own, since it ends with the server in it.
 */
const { mkdtempSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
const Module = require('node:module');
const { tmpdir } = require('node:os');
const path = require('node:path');
const vm = require('node:vm');

const DIST = path.resolve(__dirname, '../../dist');
const [, , step, target] = process.argv;

/** They look from where they stand for their native part. */
const NATIVE = /[\\/]node_modules[\\/](bcrypt|better-sqlite3|better-sqlite3-napi|bindings)[\\/]/;

/** Everything from now on. */
function recorded() {
  const files = [];
  const resolved = {};
  const resolveAsEver = Module._resolveFilename;
  Module._resolveFilename = (request, parent, isMain, options) => {
    const file = resolveAsEver.call(Module, request, parent, isMain, options);
    if (parent && !options && path.isAbsolute(file)) resolved[`${parent.path}:${request}`] = file;
    return file;
  };
  const loadAsEver = Module._extensions['.js'];
  Module._extensions['.js'] = (module, filename) => {
    files.push(filename);
    loadAsEver(module, filename);
  };
  return { files, resolved };
}

function textOf({ files, resolved }) {
  const modules = files
    .filter((file) => !NATIVE.test(file))
    .map((file) => [file, readFileSync(file, 'utf8').replace(/^#!.*/, '')])
    .map(([file, text]) => [file, `function (exports, require, module, __filename, __dirname) { ${text}\n}`])
    .filter(([, text]) => isScript(text))
    .map(([file, text]) => `${JSON.stringify(file)}: ${text}`);
  return `({ resolved: ${JSON.stringify(resolved)}, modules: { ${modules.join(',\n')} } })`;
}

/** An ECMAScript module is not. */
function isScript(text) {
  try {
    new vm.Script(`(${text})`);
    return true;
  } catch {
    return false;
  }
}

async function run() {
  const load = (file) => require(path.join(DIST, 'src', file));
  const dataDirectory = mkdtempSync(path.join(tmpdir(), 'tollgate-pack-'));
  try {
    const config = load('config').loadConfig({ HOST: '127.0.0.1', PORT: '0', TOLLGATE_DATA: dataDirectory });
    const log = load('logger').createLogger('silent');
    const app = await load('app').createApp(config, { clock: load('kernel/clock').systemClock, log });
    await app.listen();
    await app.close();
  } finally {
    rmSync(dataDirectory, { recursive: true, force: true });
  }
}

async function main() {
  if (step === 'find') {
    const found = recorded();
    await run();
    writeFileSync(target, textOf(found));
  } else {
    const { script } = require('./packed-modules.cjs');
    await run();
    writeFileSync(target, script.createCachedData());
  }
  process.exit();
}

void main();
