/** Begins with what takes longest, so that at the end no worker is left alone with it: all.test.ts counts as its folder. */
const { readdirSync, statSync } = require('node:fs');
const path = require('node:path');
const { default: Sequencer } = require('@jest/test-sequencer');

class LongestFirst extends Sequencer {
  sort(tests) {
    const sizes = new Map(tests.map(({ path: file }) => [file, sizeOf(file)]));
    return [...tests].sort((one, other) => sizes.get(other.path) - sizes.get(one.path));
  }
}

function sizeOf(file) {
  if (path.basename(file) !== 'all.test.ts') return statSync(file).size;
  const folder = path.dirname(file);
  return readdirSync(folder)
    .filter((name) => name.endsWith('.test.ts'))
    .reduce((sum, name) => sum + statSync(path.join(folder, name)).size, 0);
}

module.exports = LongestFirst;
