/**
 * Where PostgreSQL's programs are. Not in TypeScript, since jest's configuration asks too: it leaves the
 * tests on PostgreSQL out where there are none.
 */
const { accessSync, constants, readdirSync, realpathSync } = require('node:fs');
const path = require('node:path');

/** Where Debian puts them, a folder for each version. */
const DEBIAN = '/usr/lib/postgresql';

/** The folder that holds `initdb` and `postgres`: one in the PATH, or else the newest of Debian's; null for none. */
function postgresPrograms() {
  const inPath = (process.env.PATH ?? '').split(path.delimiter).filter((folder) => folder !== '');
  const folder = [...inPath, ...debianFolders()].find((folder) =>
    ['initdb', 'postgres'].every((program) => isProgram(path.join(folder, program))),
  );
  // Links would leave the programs looking for each other beside the link.
  return folder === undefined ? null : path.dirname(realpathSync(path.join(folder, 'postgres')));
}

function debianFolders() {
  try {
    const versions = readdirSync(DEBIAN).sort((one, other) => Number(other) - Number(one));
    return versions.map((version) => path.join(DEBIAN, version, 'bin'));
  } catch {
    return [];
  }
}

function isProgram(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

module.exports = { postgresPrograms };
