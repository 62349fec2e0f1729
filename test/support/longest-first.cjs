/**
 * Begins with what takes longest, so that at the end no worker is left alone with it. How long, is guessed
 * from the size of the text: all.test.ts counts as its folder, and what starts programs or a browser for
 * much more.
 */
const { readdirSync, readFileSync } = require('node:fs');
const path = require('node:path');
const { default: Sequencer } = require('@jest/test-sequencer');

class LongestFirst extends Sequencer {
  sort(tests) {
    const sizes = new Map(tests.map(({ path: file }) => [file, sizeOf(file)]));
    return [...tests].sort((one, other) => sizes.get(other.path) - sizes.get(one.path));
  }
}

function sizeOf(file) {
  if (path.basename(file) !== 'all.test.ts') return weighed(file);
  const folder = path.dirname(file);
  return readdirSync(folder)
    .filter((name) => name.endsWith('.test.ts'))
    .reduce((sum, name) => sum + weighed(path.join(folder, name)), 0);
}

function weighed(file) {
  const text = readFileSync(file, 'utf8');
  const startsPrograms = /\b(ServerProcess|PostgresCluster|Command|ConsoleVisit)\b/.test(text);
  return text.length * (startsPrograms ? 10 : 1);
}

module.exports = LongestFirst;
