/**
 * Given to Node with --require, takes the server's modules out of the one file that pack-modules.cjs has made,
 * along with the code that V8 has made of it, instead of finding, reading and compiling a thousand files. They
 * are the same modules at the same places; what is not among them is loaded as ever.
 */
const { existsSync, readFileSync } = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const vm = require('node:vm');

const FOLDER = path.resolve(__dirname, '../../dist/packed');
const MODULES = path.join(FOLDER, 'modules.js');
const CODE = path.join(FOLDER, 'code');

const script = new vm.Script(readFileSync(MODULES, 'utf8'), {
  filename: MODULES,
  cachedData: existsSync(CODE) ? readFileSync(CODE) : undefined,
  importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
});
/** A function for each module by its path, and their paths by who asks for what. */
const { modules, resolved } = script.runInThisContext();

const resolveAsEver = Module._resolveFilename;
Module._resolveFilename = (request, parent, isMain, options) => {
  const known = parent && !options ? resolved[`${parent.path}:${request}`] : undefined;
  return known ?? resolveAsEver.call(Module, request, parent, isMain, options);
};

const loadAsEver = Module._extensions['.js'];
Module._extensions['.js'] = (module, filename) => {
  const run = modules[filename];
  if (run === undefined) loadAsEver(module, filename);
  else run.call(module.exports, module.exports, requireOf(module), module, filename, path.dirname(filename));
};

/** What Node hands to a module as `require`. */
function requireOf(module) {
  const require = (id) => module.require(id);
  require.resolve = (request, options) => Module._resolveFilename(request, module, false, options);
  require.main = process.mainModule;
  require.cache = Module._cache;
  require.extensions = Module._extensions;
  return require;
}

module.exports = { FOLDER, MODULES, CODE, script };
