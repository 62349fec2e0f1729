/** `npm run screenshots`: no test, but made like one. */
const { projects } = require('./jest.config.cjs');

module.exports = {
  ...projects[0],
  testMatch: ['<rootDir>/test/console/screenshots.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  testTimeout: 180_000,
};
