// Tests open databases with the driver that the server would use: see src/storage/sqlite-driver.ts.
const driver = Number(process.versions.node.split('.')[0]) >= 24 ? 'better-sqlite3-napi' : 'better-sqlite3';

module.exports = {
  moduleNameMapper: { '^better-sqlite3$': driver },
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  setupFiles: ['reflect-metadata'],
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
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  testTimeout: 30000,
  collectCoverageFrom: ['src/**/*.ts'],
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
