/**
 * Who may import whom. docs/architecture.md has the reasons; test/architecture.test.ts runs this and
 * shows that each rule bites.
 */
const ROOMS = [
  'kernel',
  'access',
  'audit',
  'organizations',
  'roles',
  'ip-filters',
  'security-policies',
  'tokens',
  'repository-settings',
  'fleet',
  'webhooks',
  'authentication',
];
const DOMAIN = `^src/(${ROOMS.join('|')})/`;

/** Files that only calculate: what they import must only calculate too. */
const PURE =
  '^src/(access/.+|kernel/(?!store|prepared-query|value-rows).+|audit/(actor|audit-event|audit-target)' +
  '|ip-filters/(ip-address|ip-block|ip-filter-matcher|ip-filter-parser|compiled-ip-filters)' +
  '|organizations/(user-profile|search-domain-input)' +
  '|repository-settings/s3-archiving' +
  '|security-policies/(duration|policies-change|token-policy)' +
  '|tokens/(issued-token|secret-hasher|token|token-input|token-management|token-secret|token-status)' +
  '|webhooks/(back-off|delivery-slots|denied-by-default|receiver-url|signing|webhook-message)' +
  '|authentication/(client-address|client-protocol|credentials|forwarded-header|loaded-token|login-throttle|passwords|refusal-answer|request-origin|session-cookie|token-checks|token-requirement|verdict))[.]ts$';

const leftToRight = ROOMS.slice(0, -1).map((room, i) => ({
  name: `${room}-imports-only-rooms-to-its-left`,
  comment: `kernel → access → audit → … → authentication: a room knows only what stands to its left.`,
  severity: 'error',
  from: { path: `^src/${room}/` },
  to: { path: `^src/(${ROOMS.slice(i + 1).join('|')})/` },
}));

module.exports = {
  forbidden: [
    ...leftToRight,
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one file, or three.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'domain-knows-no-transport',
      comment: 'The rules of the product must hold whoever carries the question: no GraphQL, no HTTP.',
      severity: 'error',
      from: { path: DOMAIN },
      to: {
        path: '(^src/(graphql|http|storage|cli)/|^src/(app|main|serve|packed-modules|config|logger|version)[.]ts$|node_modules/(graphql|type-graphql|@apollo/server|@as-integrations/fastify|fastify|@fastify)/|^(node:)?https?$)',
      },
    },
    {
      name: 'pure-files-import-pure-files',
      comment: 'A rule that can be tested as a table must not drag a database in.',
      severity: 'error',
      from: { path: PURE },
      to: {
        path: '^(src/|.*node_modules/typeorm/)',
        pathNot: [PURE, '^src/organizations/user[.]entity[.]ts$'],
      },
    },
    {
      name: 'graphql-and-http-keep-apart',
      comment: 'Two ways of carrying the question; app.ts introduces them to each other.',
      severity: 'error',
      from: { path: '^src/graphql/' },
      to: { path: '^src/http/' },
    },
    {
      name: 'http-and-graphql-keep-apart',
      severity: 'error',
      comment: 'Two ways of carrying the question; app.ts introduces them to each other.',
      from: { path: '^src/http/' },
      to: { path: '^src/graphql/' },
    },
    {
      name: 'transports-do-not-touch-storage',
      comment: 'What is stored is reached through services, where the rules are.',
      severity: 'error',
      from: { path: '^src/(graphql|http|monitoring)/' },
      to: { path: '(^src/storage/|node_modules/(typeorm|better-sqlite3)/)' },
    },
    {
      name: 'only-the-composition-root-opens-the-database',
      comment: 'Services receive a Store, so that none opens a transaction inside another.',
      severity: 'error',
      from: {
        path: '^(src/|ormconfig)',
        pathNot: '^(src/(app|audit-keeping|watching)[.]ts|src/cli/.+|ormconfig[.]ts|src/storage/.+)$',
      },
      to: { path: '^src/storage/' },
    },
    {
      name: 'what-is-watched-does-not-know-it',
      severity: 'error',
      comment: 'Metrics and traces look on from outside: nothing works otherwise for being watched.',
      from: { path: '^src/', pathNot: '^src/(monitoring/.+|watching[.]ts)$' },
      to: { path: '(^src/monitoring/|node_modules/(prom-client|@opentelemetry)/)' },
    },
    {
      name: 'only-main-imports-the-app',
      comment: 'The composition root is the top: nothing below it may reach up.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/serve[.]ts$' },
      to: { path: '^src/(app|serve|main)[.]ts$' },
    },
    {
      name: 'the-client-knows-nothing-of-the-server',
      comment:
        'What other services load must not drag the server in: they talk to it over HTTP like anybody else.',
      severity: 'error',
      from: { path: '^src/client/' },
      to: { path: '^(src/(?!client/)|.*node_modules/(?!(lru-cache|fastify|@types/node)/))' },
    },
    {
      name: 'the-server-knows-nothing-of-the-client',
      comment: 'The client is built for others and apart.',
      severity: 'error',
      from: { path: '^src/(?!client/)' },
      to: { path: '^src/client/' },
    },
    {
      name: 'the-console-knows-nothing-of-the-server',
      comment: 'A page knows what the public API tells, like any other client of it.',
      severity: 'error',
      from: { path: '^console/' },
      to: { path: '^(src|test)/' },
    },
    {
      name: 'the-server-knows-nothing-of-the-console',
      comment: 'The console is built for browsers and apart; the server serves what was built.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '(^console/|node_modules/(react|react-dom|@mantine|@tanstack|wouter|recharts)/)' },
    },
    {
      name: 'asking-the-api-needs-no-page',
      comment: 'How the console talks to the API stands below its pages.',
      severity: 'error',
      from: { path: '^console/src/(api|time)/' },
      to: { path: '^console/src/', pathNot: '^console/src/(api|time)/' },
    },
    {
      name: 'not-to-what-is-not-there',
      comment: 'An import that cannot be resolved is one that no rule can judge.',
      severity: 'error',
      from: {},
      // Nothing but types, which dependency-cruiser does not look for.
      to: { couldNotResolve: true, pathNot: '^@graphql-typed-document-node/core$' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['require', 'node', 'default', 'types', 'import'],
      // As the console is built: Vite knows pictures and styles as well.
      extensions: ['.ts', '.tsx', '.mts', '.d.ts', '.js', '.mjs', '.cjs', '.json'],
    },
  },
};
