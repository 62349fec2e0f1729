const { existsSync, readdirSync, statfsSync } = require('node:fs');
const path = require('node:path');
const { postgresPrograms } = require('./test/support/postgres-programs.cjs');

/** Whether the command line names files; without any, those of a folder that has an all.test.ts run as one. */
const areNamed = process.argv.slice(2).some((argument) => /test\/(?!.*\/all\b)/.test(argument));

// Databases wait for the disk at each commit, which takes a quarter of the time: where memory has room, they
// are kept there. What is promised of a process that is killed or a disk that is full holds there as well.
const MEMORY = '/dev/shm';
const ROOM_BYTES = 4_000_000_000;
if (process.env.TMPDIR === undefined && existsSync(MEMORY)) {
  const { bavail, bsize } = statfsSync(MEMORY);
  if (bavail * bsize > ROOM_BYTES) process.env.TMPDIR = MEMORY;
}

/** What is not to run by itself. */
const NOT_BY_THEMSELVES = areNamed
  ? ['/all\\.test\\.ts$']
  : readdirSync(path.join(__dirname, 'test'), { recursive: true })
      .filter((folder) => existsSync(path.join(__dirname, 'test', folder, 'all.test.ts')))
      .map((folder) => `<rootDir>/test/${folder}/(?!all\\.test\\.ts$)[^/]+$`);

// Tests open databases with the driver that the server would use: see src/storage/sqlite-driver.ts.
const driver = Number(process.versions.node.split('.')[0]) >= 24 ? 'better-sqlite3-napi' : 'better-sqlite3';

const EVERYWHERE = {
  moduleNameMapper: { '^better-sqlite3$': driver },
  setupFiles: ['reflect-metadata', '<rootDir>/test/support/production-graphql.cjs'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          parser: {
            syntax: 'typescript',
            decorators: true,
          },
          transform: {
            legacyDecorator: true,
            useDefineForClassFields: false,
          },
          target: 'es2022',
        },
        module: {
          type: 'commonjs',
        },
        sourceMaps: 'inline',
      },
    ],
  },
  moduleFileExtensions: ['ts', 'js', 'json'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/bench/node_modules/', '<rootDir>/bench/.cache/'],
  testPathIgnorePatterns: ['/node_modules/', ...NOT_BY_THEMSELVES],
};

/** What holds on every database. */
const ON_ANY_DATABASE = [
  '<rootDir>/test/api/**/*.test.ts',
  '<rootDir>/test/http/on-any-database/*.test.ts',
  '<rootDir>/test/http/oauth/*.test.ts',
];

const sqlite = {
  ...EVERYWHERE,
  displayName: 'sqlite',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  testPathIgnorePatterns: [...EVERYWHERE.testPathIgnorePatterns, '<rootDir>/test/postgresql/'],
  globals: { TESTED_DATABASE: 'sqlite' },
  globalSetup: '<rootDir>/test/support/sqlite-setup.ts',
  globalTeardown: '<rootDir>/test/support/sqlite-teardown.ts',
};

const postgresql = {
  ...EVERYWHERE,
  displayName: 'postgresql',
  testMatch: [...ON_ANY_DATABASE, '<rootDir>/test/postgresql/**/*.test.ts'],
  globals: { TESTED_DATABASE: 'postgresql' },
  // Counting what is run costs a quarter of the time, and the same tests are counted on SQLite.
  coveragePathIgnorePatterns: ['<rootDir>/src/'],
  setupFilesAfterEnv: ['<rootDir>/test/support/postgres-end.ts'],
  globalSetup: '<rootDir>/test/support/postgres-setup.ts',
  globalTeardown: '<rootDir>/test/support/postgres-teardown.ts',
};

/** On a build server nobody would hear that tests were left out. */
function projects() {
  if (process.env.TEST_DATABASE_URL || postgresPrograms() !== null) return [sqlite, postgresql];
  const reason = 'PostgreSQL is not installed, and TEST_DATABASE_URL names none';
  if (process.env.CI !== undefined) throw new Error(`The tests on PostgreSQL cannot be run: ${reason}.`);
  process.stderr.write(`\nSKIPPED: all tests on PostgreSQL, since ${reason}.\n\n`);
  return [sqlite];
}

module.exports = {
  projects: projects(),
  testTimeout: 30000,
  testSequencer: '<rootDir>/test/support/longest-first.cjs',
  collectCoverageFrom: ['src/{access,tokens,authentication}/**/*.ts'],
  coverageProvider: 'babel',
  coverageReporters: ['text-summary', 'lcovonly'],
  maxWorkers: '100%',
  workerIdleMemoryLimit: '300MB',
  coverageThreshold: {
    './src/access/**/*.ts': {
      lines: 95,
    },
    './src/tokens/**/*.ts': {
      lines: 95,
    },
    './src/authentication/**/*.ts': {
      lines: 95,
    },
  },
};
